"""Above the body: what is a heading, and what only stands where one might."""

from pathlib import Path

import pytest

from publications.importing.recognition import recognise

from .test_recognition import BODY, LIND, PRESENTED, TEXT, TITLE

NO_HEADING = [
    "Water remembers its way.",
    "As the saying goes, “Who digs the well drinks the water.”",
    "By 2030, our countries will be joined by a road.",
    "By 2030, the Ambassador of Orvania will have crossed the bridge.",
    "Excellencies, ladies and gentlemen!",
    "Dear friends,",
    "By Popular Demand",
    "The guests were:",
    "The Kestria Times published an article titled “Two Rivers”, and we were moved.",
    "- salt",
    "“Two rivers,” she said, “one sea.”",
]


@pytest.mark.parametrize("line", NO_HEADING)
def test_an_ordinary_first_line_stays_in_the_body(line):
    found = recognise(f"{line}\n\n{TEXT}")
    assert found.paragraphs == (line, *BODY)
    assert found.missing == ("title", "byline", "outlet")


ABOVE = [
    "Embassy of the Republic of Orvania to Kestria",
    "THE EMBASSY OF ORVANIA",
    "Ministry of Rivers, Bridges and Roads",
    "12 March 2031",
]


@pytest.mark.parametrize("line", ABOVE)
def test_a_letterhead_or_date_is_no_title_and_hides_none(line):
    assert recognise(f"{line}\n\n{TEXT}").title == ""
    found = recognise(f"{line}\n\nPRESS RELEASE\n\n{TITLE}\n\n{TEXT}")
    assert found.title == TITLE
    assert found.kind == "press_release"
    assert found.paragraphs == (line, *BODY)


def test_a_headline_about_a_minister_is_not_signed_by_him():
    line = "Tomas Wren, Minister of Rivers, Swims in Kestria"
    assert recognise(f"{line}\n\n{TEXT}").signatories == ()
    line = "Tomas Wren, Minister of Rivers, visits Kestria"
    assert recognise(f"{TITLE}\n{line}\n\n{TEXT}").signatories == ()


def test_a_motto_with_its_source_is_no_title():
    motto = "“He who builds a bridge crosses it first”\n— a saying of Orvania"
    assert recognise(f"{motto}\n\n{TEXT}").title == ""


def test_a_line_that_is_mostly_byline_is_no_title():
    line = "Exclusive op-ed for Kestria Times by Ada Lind, Ambassador of Orvania"
    assert recognise(f"{line}\n\n{TEXT}").title == ""


def test_a_speech_begins_with_whom_it_greets():
    title = "Speech by Ada Lind at the opening of the bridge"
    greeting = "Excellencies,\nLadies and gentlemen,"
    found = recognise(f"{title}\n\n{greeting}\n\n{TEXT}")
    assert (found.title, found.kind) == (title, "speech")
    assert found.paragraphs == (*greeting.split("\n"), *BODY)


def test_a_line_without_text_below_it_is_no_title():
    assert recognise("Two Rivers").title == ""
    assert recognise("Two rivers\nOne sea\nNo bridge").title == ""


def test_a_title_that_looks_like_a_name_is_no_signatory():
    found = recognise(
        f"Two Rivers\nAmbassador of Orvania to Kestria Ada Lind\n\n{TEXT}"
    )
    assert found.title == "Two Rivers"
    assert found.signatories == ()


def test_somebody_else_than_the_outlet_presents_is_left_in_the_text():
    found = recognise(f"{PRESENTED}\n\nBy Tomas Wren, Consul of Nordhal\n\n{TEXT}")
    assert found.signatories == (LIND,)
    assert found.paragraphs[0] == "By Tomas Wren, Consul of Nordhal"


def test_a_title_in_azerbaijani_capitals_is_the_same_title():
    file = Path("publications/management/demo/texts/az/bir-sufre-iki-dil.txt")
    sentence, _, body = file.read_text(encoding="utf-8").partition("\n")
    found = recognise(f"{sentence}\n\nBİR SÜFRƏ, İKİ DİL\n{body}")
    assert found.title == "Bir süfrə, iki dil"
    assert len(found.paragraphs) == 7
