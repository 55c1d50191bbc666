"""Links into our own texts and pictures: what bars an act, and what is asked about."""

from datetime import UTC, datetime

import pytest

from publications import workflow
from publications.models import ArchiveBatch, ArchivedText
from tests import factories
from tests.people import person
from tests.workflow.test_circle import limit

pytestmark = pytest.mark.django_db

DEAD = "/en/2026/no-such-text/"
INSIDE = [
    "/preview/abc/",
    "https://press.example/preview/abc/media/x",
    "/approve/abc/",
    "https://testserver/admin/publications/edition/1/change/",
]


def linking(to, title="Linking"):
    return factories.draft(title=title, body=f"See [it]({to}) there.")


def go_on(edition):
    """Through to its release, by everybody whose turn it is."""
    return factories.do("release", approved(edition), "petra")


def approved(edition):
    return factories.do("approve", factories.do("submit", edition, "dara"), "rhea")


def address(edition):
    return f"/en/{datetime.now(UTC).year}/{edition.revision.address.slug}/"


@pytest.mark.parametrize("to", INSIDE)
def test_a_link_to_where_no_reader_is_let_in_bars_every_step(to):
    with pytest.raises(workflow.NotPossible, match="readers are not let in"):
        factories.do("submit", linking(to), "dara")
    assert go_on(linking("/en/", "Other")).live_from
    assert go_on(linking(f"https://elsewhere.example{to}", "Else")).live_from


def test_a_link_to_a_text_that_is_not_out_bars_the_release_and_nothing_before():
    edition = linking(address(factories.approved(title="To come")))
    with pytest.raises(workflow.NotPossible, match="won't find at the release"):
        go_on(edition)
    assert factories.again(edition).state(datetime.now(UTC))[0] == "approved"


def test_nobody_learns_what_lies_hidden_at_an_address():
    hidden = linking(address(factories.approved(title="To come")))
    nothing = linking(DEAD, "Into nothing")
    said = []
    for edition in (hidden, nothing):
        with pytest.raises(workflow.NotPossible) as refused:
            go_on(edition)
        said.append(str(refused.value).split(" (")[0])
    assert said[0] == said[1]


def test_what_is_out_by_then_is_no_obstacle():
    first = factories.scheduled(factories.soon(60), title="First")
    edition = approved(linking(address(first)))
    with pytest.raises(workflow.NotPossible, match="won't find"):
        factories.do("schedule", edition, "petra", moment=factories.soon(30))
    moment = factories.soon(60)
    assert factories.do("schedule", edition, "petra", moment=moment).live_from
    with pytest.raises(workflow.NotPossible, match="won't find"):
        factories.do("reschedule", edition, "petra", moment=factories.soon(30))


def test_nobody_learns_when_a_text_of_a_limited_circle_goes_out():
    quiet = factories.scheduled(factories.soon(30), title="Quiet")
    limit(quiet, "hugo")
    edition, later = approved(linking(address(quiet))), factories.soon(60)
    nothing, said = approved(linking(DEAD, "Into nothing")), []
    for each in (edition, nothing):
        with pytest.raises(workflow.NotPossible) as refused:
            factories.do("schedule", each, "petra", moment=later)
        said.append(str(refused.value).split(" (")[0])
    assert said[0] == said[1]
    # Whoever is of the circle is told as things are, also of what is scheduled then.
    limit(quiet, "petra")
    edition = factories.do("schedule", edition, "petra", moment=later)
    codes = {
        name: [each.code for each in looked_over(edition, by=name)]
        for name in ("petra", "rhea")
    }
    assert "link-not-public" not in codes["petra"]
    assert "link-not-public" in codes["rhea"]


def test_texts_of_one_bundle_may_name_each_other():
    first = factories.approved(title="First")
    other = approved(linking(address(first)))
    bundle = workflow.make_bundle("Both", [first, other], by=person("petra"))
    assert len(workflow.release_bundle(bundle, by=person("petra"))) == 2


def test_a_bundle_with_a_dead_link_stays_back():
    other = factories.do(
        "approve", factories.do("submit", linking(DEAD), "dara"), "rhea"
    )
    editions = [factories.approved(title="First"), other]
    bundle = workflow.make_bundle("Both", editions, by=person("petra"))
    with pytest.raises(workflow.NotPossible, match="won't find"):
        workflow.release_bundle(bundle, by=person("petra"))


def test_what_was_public_elsewhere_is_not_asked():
    recorded = factories.do(
        "approve", factories.do("submit", linking(DEAD), "dara"), "rhea"
    )
    past = datetime(2020, 1, 1, tzinfo=UTC)
    assert factories.do(
        "record_release", recorded, "petra", moment=past, note="Former site"
    ).live_from
    archived = linking("/preview/abc/", "Archived")
    batch = ArchiveBatch.objects.create(
        name="Old", taken_in_at=past, taken_in_by=person("dara")
    )
    ArchivedText.objects.create(
        batch=batch, text=archived.text, public_since=past.date(), file="a.txt"
    )
    assert factories.do("submit", archived, "dara").stage == "in_review"


def looked_over(edition, at=None, by="dara"):
    content = workflow.content_of(edition.revision)
    return workflow.look_over(
        workflow.written(content, edition.text.language),
        at=at or datetime.now(UTC),
        by=person(by),
        edition=edition,
    )


def test_a_picture_without_words_is_told_where_it_stands():
    picture = factories.picture()
    lead = factories.picture("red")
    body = f"Look:\n\n![](image:{picture.uuid})"
    edition = factories.draft(body=body, lead=str(lead.uuid))
    told = {
        (each.code, each.field, each.line): each.severity
        for each in looked_over(edition)
        if each.code in ("no-alternative", "no-credit")
    }
    assert told == {
        ("no-alternative", "body", 3): "error",
        ("no-credit", "body", 3): "warning",
        ("no-alternative", "lead", 0): "error",
        ("no-credit", "lead", 0): "warning",
    }
    factories.described(lead, alt="A red square", credit="Press office")
    body = f"![A navy square](image:{picture.uuid})"
    described = factories.draft(body=body, lead=str(lead.uuid), title="Described")
    codes = [each.code for each in looked_over(described)]
    assert "no-alternative" not in codes and codes.count("no-credit") == 1


def test_however_many_links_it_costs_few_questions(django_assert_max_num_queries):
    links = " ".join(f"[{n}](/en/2026/text-{n}/)" for n in range(300))
    edition = factories.draft(body=links)
    content = workflow.content_of(edition.revision)
    text = workflow.written(content, "en")
    # One: which of the addresses are public.
    now, dara = datetime.now(UTC), person("dara")
    with django_assert_max_num_queries(1):
        found = workflow.look_over(text, at=now, by=dara, edition=edition)
    assert sum(each.code == "link-not-public" for each in found) == 300
