"""The table of roles: every act, in every stage, by every role."""

import itertools
from datetime import UTC, datetime

import pytest

from publications import workflow
from publications.models import Stage
from tests import factories
from tests.people import NAMES, person

pytestmark = pytest.mark.django_db

# Who may do what, as docs and design say it; the code has its own table.
WRITERS = {"Drafter", "Reviewer", "Publisher", "Head of Mission"}
CLEARERS = {"Reviewer", "Publisher", "Head of Mission"}
ALLOWED = {
    "save": WRITERS,
    "submit": WRITERS,
    "revise": WRITERS,
    "return_to_author": CLEARERS,
    "approve": CLEARERS,
    "schedule": {"Publisher"},
    "reschedule": {"Publisher"},
    "unschedule": {"Publisher"},
    "release": {"Publisher"},
    "record_release": {"Publisher"},
}
ARGUMENTS = {
    "save": {"content": factories.content(body="Other words.")},
    "return_to_author": {"note": "Please shorten."},
    "schedule": {"moment": factories.soon()},
    "reschedule": {"moment": factories.soon(120)},
    "record_release": {"moment": factories.soon(-600), "note": ""},
}
MAKERS = {
    Stage.DRAFT: factories.draft,
    Stage.IN_REVIEW: factories.in_review,
    Stage.APPROVED: factories.approved,
    "scheduled": factories.scheduled,
    "live": factories.released,
}
# What the rules leave possible in each state, whoever asks.
POSSIBLE = {
    Stage.DRAFT: {"save", "submit"},
    Stage.IN_REVIEW: {"save", "return_to_author", "approve"},
    Stage.APPROVED: {
        "save",
        "return_to_author",
        "schedule",
        "release",
        "record_release",
    },
    "scheduled": {"reschedule", "unschedule"},
    "live": {"revise"},
}
PEOPLE = {**NAMES, "stella": "", "admin": ""}


def test_the_table_of_the_test_names_every_act():
    assert set(ALLOWED) == set(workflow.TRANSITIONS)


@pytest.mark.parametrize(
    ("state", "name"),
    list(itertools.product(MAKERS, PEOPLE)),
    ids=lambda value: str(value),
)
def test_every_act_is_done_or_refused_as_the_table_says(state, name):
    edition = MAKERS[state]()
    # Reviewers who had a part in making the text so have a namesake who had none.
    role = PEOPLE[name]
    for act in workflow.TRANSITIONS:
        offered = act in workflow.possible(
            factories.again(edition), by=person(name), at=datetime.now(UTC)
        )
        expected = role in ALLOWED[act] and act in POSSIBLE[state]
        assert offered == expected, (act, role)


@pytest.mark.parametrize("act", sorted(ALLOWED))
def test_nobody_without_the_role_does_an_act(act):
    """A request made without the button is refused all the same."""
    state = next(s for s in MAKERS if act in POSSIBLE[s])
    for name, role in PEOPLE.items():
        edition = MAKERS[state](title=f"{act} by {name}")
        arguments = ARGUMENTS.get(act, {})
        if role in ALLOWED[act]:
            factories.do(act, edition, name, **arguments)
            continue
        with pytest.raises(workflow.NotPermitted):
            factories.do(act, edition, name, **arguments)
        assert factories.again(edition).stage == edition.stage


def test_a_role_taken_away_is_gone_at_the_next_act():
    edition = factories.in_review()
    reviewer = person("rhea")
    assert "approve" in workflow.permissions_of(reviewer)
    reviewer.groups.clear()
    with pytest.raises(workflow.NotPermitted):
        factories.do("approve", edition, "rhea")


def test_a_deactivated_account_does_nothing():
    edition = factories.in_review()
    reviewer = person("rhea")
    reviewer.is_active = False
    reviewer.save()
    with pytest.raises(workflow.NotPermitted):
        factories.do("approve", edition, "rhea")


def test_a_translator_writes_translations_and_no_originals():
    edition = factories.draft()
    with pytest.raises(workflow.NotPermitted):
        factories.do("submit", edition, "tomas")
    edition.text.relation = "courtesy"
    edition.text.save(update_fields=["relation"])
    assert factories.do("submit", edition, "tomas").stage == Stage.IN_REVIEW
