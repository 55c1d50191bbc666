"""Two people's changes are brought together, and no paragraph is lost on the way."""

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.rendering.merging import Side, compared, merged

BEFORE = ["The river is old.", "The valley is wide and green.", "We share the water."]

WORDS = [
    "river",
    "valley",
    "water",
    "river water",
    "两条河",
    "同饮一河水。",
    "النهر واحد",
    "",
]
paragraphs = st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=8)


@st.composite
def of_one_origin(draw):
    """A text and two that came of it by leaving out, putting in and altering."""
    before = draw(paragraphs)

    def altered():
        made = []
        for text in before:
            made += {
                "keep": [text],
                "drop": [],
                "alter": [f"{text} more"],
                "put in": [text, draw(st.text(max_size=8))],
            }[draw(st.sampled_from(["keep", "keep", "drop", "alter", "put in"]))]
        return made

    return before, altered(), altered()


three = st.tuples(paragraphs, paragraphs, paragraphs) | of_one_origin()


@given(three)
def test_each_text_is_all_there_in_order(texts):
    before, yours, theirs = texts
    stretches = compared(before, yours, theirs)
    assert list(chain.from_iterable(s.before for s in stretches)) == before
    assert merged(stretches, [Side.YOURS] * len(stretches)) == yours
    assert merged(stretches, [Side.THEIRS] * len(stretches)) == theirs


@given(three)
def test_taking_both_loses_no_paragraph(texts):
    before, yours, theirs = texts
    stretches = compared(before, yours, theirs)
    whole = Counter(merged(stretches, [Side.BOTH] * len(stretches)))
    assert whole == Counter(yours) + Counter(theirs)


@given(three)
def test_where_one_side_changed_nothing_the_other_is_proposed_whole(texts):
    before, yours, _theirs = texts
    for one, other in ((yours, before), (before, yours)):
        stretches = compared(before, one, other)
        assert merged(stretches, [s.proposed for s in stretches]) == yours


def asked(yours, theirs, before=BEFORE):
    """Of what was changed: by whom, and what would be taken."""
    return [
        (s.changed_by, s.proposed)
        for s in compared(before, yours, theirs)
        if s.is_changed
    ]


def test_changes_of_neighbouring_paragraphs_are_no_conflict():
    yours = ["The river is old and cold.", *BEFORE[1:]]
    theirs = [BEFORE[0], "The valley is wide, green and ours.", BEFORE[2]]
    assert asked(yours, theirs) == [
        (Side.YOURS, Side.YOURS),
        (Side.THEIRS, Side.THEIRS),
    ]
    stretches = compared(BEFORE, yours, theirs)
    whole = merged(stretches, [s.proposed for s in stretches])
    assert whole == [yours[0], theirs[1], BEFORE[2]]


@pytest.mark.parametrize(
    ("before", "yours", "theirs"),
    [
        (BEFORE[0], "The river is very old.", "The river is not old."),
        ("两条河流汇成一条大河。", "两条河流汇成一条小河。", "三条河流汇成一条大河。"),
        ("النهر القديم واسع", "النهر القديم ضيق", "النهر الجديد واسع"),
    ],
)
def test_what_both_changed_must_be_chosen(before, yours, theirs):
    assert asked([yours], [theirs], [before]) == [(Side.BOTH, None)]


def test_the_same_change_on_both_sides_is_no_question():
    same = [*BEFORE[:2], "We share the water for ever."]
    assert asked(same, same) == [(None, Side.YOURS)]


def test_what_one_took_out_and_the_other_left_goes():
    assert asked(BEFORE, BEFORE[:2]) == [(Side.THEIRS, Side.THEIRS)]


def test_what_one_took_out_and_the_other_altered_must_be_chosen():
    yours = [*BEFORE[:2], "We share the water, always."]
    assert asked(yours, BEFORE[:2]) == [(Side.BOTH, None)]
