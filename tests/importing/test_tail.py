"""Below the body: who signs, and who is only named there."""

import pytest

from publications.importing.recognition import recognise

from .test_recognition import BODY, LIND, POST, PRESENTED, TEXT, TITLE, people

TAILS = [
    f"Ms. Ada Lind, {POST}",
    f"— Ms. Ada Lind, {POST}",
    f"Ms. Ada Lind\n{POST}",
    f"- Ms. Ada Lind\n{POST}",
    f"By Ms. Ada Lind, {POST}",
    f"Ms. Ada Lind\n{POST}\n12 March 2031",
    f"Ms. Ada Lind is the {POST}.",
]


@pytest.mark.parametrize("tail", TAILS)
def test_the_byline_may_stand_below_the_text(tail):
    found = recognise(f"{TITLE}\n\n{TEXT}\n\n{tail}")
    assert found.title == TITLE
    assert found.signatories == (LIND,)
    assert found.paragraphs[:3] == BODY
    assert found.paragraphs[3:] in ((), ("12 March 2031",))


def test_a_note_gives_the_post_of_a_name_in_the_heading():
    note = f"The author is the {POST}."
    for byline in ("By Ada Lind", "Ada Lind"):
        found = recognise(f"{TITLE}\n{byline}\n\n{TEXT}\n\n{note}")
        assert people(found) == [("", "Ada Lind", POST)]
        assert found.paragraphs == BODY
        assert found.byline == f"{byline}\n{note}"


def test_a_signature_repeats_the_byline_and_says_more():
    found = recognise(f"{TITLE}\nBy Ms. Ada Lind\n\n{TEXT}\n\nMs. Ada Lind\n{POST}")
    assert found.signatories == (LIND,)
    assert found.paragraphs == BODY


def test_a_shorter_signature_takes_nothing_away_from_the_byline():
    found = recognise(f"{PRESENTED}\n\n{TEXT}\n\nAuthor: Ada Lind")
    assert found.signatories == (LIND,)
    assert found.byline == "Author: Ada Lind"


NOT_SIGNED = [
    "Present:\n\nAda Lind, Ambassador of Orvania\nTomas Wren, Ambassador of Nordhal",
    "They came:\n\n- Ada Lind, Ambassador of Orvania\n- Tomas Wren, Consul of Nordhal",
    "- Ada Lind, Ambassador of Orvania\n- Tomas Wren, Ambassador of Nordhal",
    "Ada Lind",
    "Silk Road",
    "We thank Ada Lind, Ambassador of Orvania.",
]


@pytest.mark.parametrize("tail", NOT_SIGNED)
def test_people_named_at_the_end_have_not_all_signed(tail):
    found = recognise(f"{TITLE}\n\n{TEXT}\n\n{tail}")
    assert found.signatories == ()
    assert found.paragraphs == (*BODY, *[t for t in tail.split("\n") if t])


@pytest.mark.parametrize(
    "line",
    [
        "KESTRIA CITY, 12 March 2031 – The Ambassador of Orvania, Ada Lind, has come.",
        "KESTRIA CITY, 12 March 2031 – The Ambassador of Orvania, Ada Lind, swam.",
        "Ada Lind, Ambassador of Orvania, opened a bridge.",
    ],
)
def test_the_first_sentence_of_a_report_is_no_byline(line):
    found = recognise(f"{TITLE}\n\n{line}\n\n{TEXT}")
    assert found.signatories == ()
    assert found.paragraphs == (line, *BODY)


def test_an_interview_is_taken_for_one_though_its_answers_are_short():
    title = "Interview with H.E. Ada Lind, Ambassador of Orvania to Kestria"
    talk = ("Q: How long is the road?", "A: Long.", "Q: And steep?", "A: Not at all.")
    found = recognise("\n\n".join((title, *talk)))
    assert (found.title, found.kind) == (title, "interview")
    assert found.paragraphs == talk


def test_whom_to_ask_below_a_press_release_has_not_signed_it():
    contact = ("Tomas Wren", "Press Attaché of the Embassy of Orvania")
    found = recognise("\n".join(("PRESS RELEASE", TITLE, *BODY, *contact)))
    assert found.signatories == ()
    assert found.paragraphs == (*BODY, *contact)


def test_a_press_release_about_somebody_is_not_signed_by_her():
    about = f"Ada Lind is the {POST}."
    found = recognise(f"PRESS RELEASE\n{TITLE}\n\n{TEXT}\n\n{about}")
    assert found.signatories == ()
    assert found.paragraphs == (*BODY, about)
