"""Where a text appeared: recorded with all its facts, refused in words."""

import json
from datetime import date

import pytest

from publications import workflow
from publications.models import AuditEntry, Outlet, Placement
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

URL = "https://courier.example/two-rivers"
TOLD = {
    "role": "reprint",
    "headline": "Two Rivers, Many Bridges",
    "presenting_sentence": "We print an article by the Ambassador.",
    "url": URL,
    "page": "No. 12, p. 3",
    "language": "az",
    "appeared_on": date(2026, 3, 31),
    "confirmed": True,
    "canonical": True,
    "permission": "By letter of 2 March",
    "exclusive_until": date(2026, 4, 30),
    "sameness": "differs",
    "differences": "The last paragraph is gone.",
    "errors": "The Ambassador's name is misspelt.",
}


def place(edition, outlet="The Kaldar Herald", by="dara", **told):
    return workflow.place(edition, outlet, by=person(by), **told)


def stored(placement, **changes):
    for name, value in changes.items():
        setattr(placement, name, value)
    return workflow.store_placement(placement, by=person("dara"))


def test_every_fact_is_stored_and_on_the_record():
    placement = place(factories.draft(), **TOLD)
    placement.refresh_from_db()
    assert {name: getattr(placement, name) for name in TOLD} == TOLD
    entry = AuditEntry.objects.get(act="place")
    told = json.loads(entry.details)
    for name, value in TOLD.items():
        assert told[name] == (str(value) if isinstance(value, date) else value)
    assert told["outlet"] == "The Kaldar Herald"
    assert list(verify.faults({})) == []


def test_every_model_field_is_among_the_facts():
    own = {"id", "publication", "outlet"}
    fields = {field.name for field in Placement._meta.concrete_fields} - own
    assert fields == set(TOLD)


def test_mending_makes_no_edition_and_is_on_the_record():
    edition = factories.released()
    placement = place(edition)
    version = factories.again(edition).text.version
    stored(placement, headline="Bridges", errors="A wrong date.", confirmed=True)
    assert edition.text.editions.count() == 1
    assert factories.again(edition).text.version == version
    told = json.loads(AuditEntry.objects.get(act="mend_placement").details)
    assert (told["headline"], told["errors"]) == ("Bridges", "A wrong date.")


@pytest.mark.parametrize(
    "name", ["the kaldar herald", "THE  KALDAR HERALD", "Thé Kaldar-Herald", "Herold"]
)
def test_an_outlet_is_found_by_whatever_it_is_called(name):
    edition = factories.draft()
    outlet = place(edition).outlet
    outlet.spellings.create(spelling="Herold")
    assert place(edition, name, role="reprint").outlet == outlet
    assert Outlet.objects.count() == 1


def test_of_two_outlets_called_so_it_is_the_one_written_so():
    first = Outlet.objects.create(name="HERALD", slug="a")
    second = Outlet.objects.create(name="Herald", slug="b")
    edition = factories.draft()
    assert place(edition, "Herald").outlet == second
    assert place(edition, "herald", role="report").outlet == first


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "outlet's name"),
        (" . ", "outlet's name"),
        ("Her\u202eald", "U\\+202E"),
        ("Her\0ald", "U\\+0000"),
        ("H" * 201, "at most 200"),
    ],
)
def test_an_outlet_needs_a_name_that_can_be_written(name, sentence):
    with pytest.raises(workflow.NotPossible, match=sentence):
        place(factories.draft(), name)
    assert not Outlet.objects.exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"headline": "A\0B"}, "U\\+0000"),
        ({"presenting_sentence": "A\u202eB"}, "U\\+202E"),
        ({"page": "1\x1b"}, "U\\+001B"),
        ({"permission": "\ufdd0"}, "U\\+FDD0"),
        ({"differences": "A\x0bB"}, "U\\+000B"),
        ({"errors": "A\x07B"}, "U\\+0007"),
        ({"url": "javascript:alert(1)"}, "address: "),
        ({"url": "ftp://courier.example/"}, "address: "),
        ({"headline": "H" * 301}, "at most 300"),
        ({"errors": "E" * 5001}, "at most 5000"),
        ({"role": "friend"}, "role: "),
        ({"sameness": "identical", "differences": "One word."}, "not identical"),
        ({"sameness": "differs"}, "note what differs"),
        ({"canonical": True}, "must be confirmed"),
        ({"canonical": True, "confirmed": True, "url": ""}, "must be confirmed"),
        (
            {"canonical": True, "confirmed": True, "url": URL, "language": ""},
            "must be confirmed",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_not_stored(told, sentence):
    edition = factories.draft()
    with pytest.raises(workflow.NotPossible, match=sentence):
        place(edition, **told)
    assert not Placement.objects.exists()
    placement = place(edition)
    before = Placement.objects.values().get()
    with pytest.raises(workflow.NotPossible, match=sentence):
        stored(placement, **told)
    assert Placement.objects.values().get() == before


def test_line_ends_of_another_system_are_no_unfit_characters():
    placement = place(factories.draft(), differences=" One.\r\nTwo.\r ")
    assert placement.differences == "One.\nTwo."


def test_one_is_first_and_one_address_per_language_is_the_original():
    edition = factories.draft()
    known = {"confirmed": True, "url": URL, "canonical": True}
    place(edition, **known)
    with pytest.raises(workflow.NotPossible, match="recorded as the first"):
        place(edition, "Another")
    with pytest.raises(workflow.NotPossible, match="sent to another outlet"):
        place(edition, "Another", role="reprint", **known)
    place(edition, "Another", role="translation", **{**known, "language": "az"})
    assert Placement.objects.count() == 2


@pytest.mark.parametrize("name", ["orla", "hugo", "stella", "admin"])
def test_who_may_not_keep_facts_records_no_placement(name):
    edition = factories.draft()
    with pytest.raises(workflow.NotPermitted):
        place(edition, by=name)
    assert not Outlet.objects.exists()


def test_nobody_outside_the_circle_records_one():
    edition = factories.draft()
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        place(edition, by="rhea")
