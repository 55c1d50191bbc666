"""Archives: a batch is taken in, cleared and released as a whole, told of, and goes on
as any text. Who may, and what holds a batch back: test_archiving_held_back.py."""

import io
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from publications import workflow
from publications.models import (
    ArchiveBatch,
    ArchivedText,
    AuditEntry,
    Delivery,
    Edition,
    FormerAddress,
    ImportedFile,
    Notice,
    Placement,
    Publication,
    Stage,
)
from publications.workflow import archiving, bundle_check, verify
from tests import factories
from tests.archives import (
    ACTS,
    BY,
    READY,
    do,
    editions,
    former,
    released,
    stages,
    submitted,
    taken_in,
)
from tests.bundles import exported, unpacked
from tests.people import NAMES, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_fits")]


def forget():
    Notice.objects.all().delete()
    Delivery.objects.all().delete()


# --- Taken in


def test_a_batch_becomes_drafts_with_day_and_old_address():
    batch = taken_in(former(1, outlet="Kaldar Courier"), former(2, kind="speech"))
    assert batch.name == "Former site"
    assert stages(batch) == ["draft", "draft"]
    first, second = editions(batch)
    assert first.text.archived.public_since == date(2019, 5, 2)
    assert first.text.archived.file == "1.txt"
    assert first.text.former_addresses.get().path == "/news.php?id=1"
    assert second.text.publication.kind == "speech"
    assert ImportedFile.objects.filter(text=first.text).exists()
    placement = Placement.objects.get()
    assert placement.outlet.name == "Kaldar Courier"
    assert placement.confirmed


def test_each_text_and_the_batch_are_on_the_record():
    batch = taken_in()
    entries = AuditEntry.objects.filter(act="take_in_batch").order_by("sequence")
    assert [str(e.edition) for e in entries] == [
        *(str(edition.uuid) for edition in editions(batch)),
        "None",
    ]
    assert '"former_address": "/news.php?id=1"' in entries[0].details
    assert '"texts": 2' in entries[2].details
    assert {str(batch.uuid) in e.details for e in entries} == {True}


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        ([former(1), former(2, path="/news.php?id=1")], "old address /news"),
        ([former(1), former(2, source=former(1).source)], "imported before"),
        ([former(1), former(2, wording={"slug": "No Slug"})], "address"),
        ([former(1), former(2, kind="poem")], "what kind"),
        ([], "no text"),
    ],
)
def test_one_text_that_cannot_be_taken_in_holds_back_all(texts, error):
    with pytest.raises((workflow.NotPossible, ValidationError), match=error):
        workflow.take_in_batch("Former site", texts, by=person("dara"))
    for model in (Edition, Publication, ArchiveBatch, ArchivedText, FormerAddress):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("name", "error"), [(" ", "a name"), ("a" * 151, "150"), ("a\u202eb", "invisible")]
)
def test_a_batch_has_a_name_that_fits(name, error):
    with pytest.raises(workflow.NotPossible, match=error):
        taken_in(name=name)


@pytest.mark.parametrize("name", ["tomas", "orla", "stella", "admin"])
def test_who_writes_nothing_takes_nothing_in(name):
    texts = iter([former(1)])
    with pytest.raises(workflow.NotPermitted):
        workflow.take_in_batch("Former site", texts, by=person(name))
    assert not ArchiveBatch.objects.exists()
    assert list(texts)  # not one was read


# --- Cleared and released


def test_submitted_approved_and_released_as_a_whole():
    batch = taken_in()
    assert do("submit_batch", batch) == 2
    assert stages(batch) == ["in_review"] * 2
    assert do("approve_batch", batch) == 2
    assert stages(batch) == ["approved"] * 2
    assert do("release_batch", batch) == 2
    first, second = editions(batch)
    assert set(Edition.objects.live(datetime.now(UTC))) == {first, second}
    assert first.recorded
    assert (first.text.year, first.get_absolute_url()[:9]) == (2019, "/en/2019/")
    approval = first.approvals.get()
    assert (approval.approver, approval.capacity) == (person("rhea"), "reviewer")


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Baku", datetime(2018, 12, 31, 20, tzinfo=UTC)),
        ("America/Havana", datetime(2019, 1, 1, 5, tzinfo=UTC)),
    ],
)
def test_public_since_the_first_minute_in_the_missions_zone(settings, zone, moment):
    settings.TIME_ZONE = zone
    batch = released(former(1, public_since=date(2019, 1, 1)))
    (edition,) = editions(batch)
    assert (edition.live_from, edition.text.year) == (moment, 2019)


def test_lists_have_it_by_its_original_date():
    new = factories.released(title="New")
    batch = released(
        former(1, public_since=date(2015, 1, 1)),
        former(2, public_since=date(2020, 1, 1)),
    )
    first, second = editions(batch)
    listed = Edition.objects.listed(datetime.now(UTC))
    assert [edition.pk for edition in listed] == [new.pk, second.pk, first.pk]


@pytest.mark.parametrize("act", ACTS)
def test_each_act_has_an_entry_for_each_text_and_one_for_the_batch(act):
    batch = READY[act]()
    do(act, batch)
    whole = AuditEntry.objects.get(act=act)
    assert whole.actor == person(BY[act]).pk
    assert '"texts": 2' in whole.details
    each = AuditEntry.objects.filter(act=archiving.OF_EACH[act], actor=whole.actor)
    assert {e.edition for e in each} == {edition.uuid for edition in editions(batch)}
    assert all(str(batch.uuid) in e.details for e in each)


def test_what_came_in_is_kept_as_it_came():
    batch = taken_in()
    for row in (batch, batch.entries.first(), FormerAddress.objects.first()):
        refusal = pytest.raises((IntegrityError, InternalError), match="never changes")
        with refusal, transaction.atomic():
            row.save()
    assert ArchiveBatch.objects.get() == batch


def test_pages_that_people_have_open_are_stale_afterwards():
    batch = taken_in()
    seen = editions(batch)[0]
    do("submit_batch", batch)
    with pytest.raises(workflow.Stale):
        workflow.discard(seen, by=person("dara"), version=seen.text.version)


# --- Told of


def test_a_batch_tells_reviewers_and_publishers_once():
    for name in NAMES:
        person(name)
    person("pavla").groups.add(Group.objects.get(name="Publisher"))
    batch = taken_in()
    assert not Notice.objects.exists()
    do("submit_batch", batch)
    told = Notice.objects.values_list("account__username", "event")
    assert sorted(told) == [
        (name, "batch_submitted")
        for name in ("hugo", "pavla", "petra", "rhea", "ruben")
    ]
    mail = Delivery.objects.get(recipient="rhea@mission.example")
    assert mail.subject == "Archive: review requested: Former site"
    assert f"/admin/publications/archivebatch/{batch.pk}/change/" in mail.body
    assert "Number of texts: 2" in mail.body
    forget()
    do("approve_batch", batch)
    told = Notice.objects.values_list("account__username", "event")
    assert sorted(told) == [(n, "batch_approved") for n in ("dara", "pavla", "petra")]
    forget()
    do("release_batch", batch)
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()


def test_nobody_is_told_of_an_approval_while_another_is_missing():
    person("petra")
    head = person("hugo")
    head.person = factories.leading("Ada Venn")
    head.save()
    batch = submitted()
    forget()
    do("approve_batch", batch)
    assert not Notice.objects.exists()
    do("approve_batch", batch, "hugo")
    assert set(Notice.objects.values_list("event", flat=True)) == {"batch_approved"}


# --- Afterwards


def test_a_released_archive_goes_on_as_every_text():
    batch = released()
    first = editions(batch)[0]
    second = factories.new_edition(first)
    factories.do("release", second, "petra", change="correction", public_note="A date.")
    assert factories.again(first).live_until
    assert do_nothing_more(batch)


def do_nothing_more(batch) -> bool:
    for act in ACTS:
        with pytest.raises(workflow.NotPossible, match="No text of this archive"):
            do(act, batch)
    return True


def test_the_record_and_the_bundle_of_a_released_text_fit():
    batch = released()
    counted = {}
    assert list(verify.faults(counted)) == []
    assert counted["releases"] == 2
    data = exported(editions(batch)[0])
    assert list(bundle_check.faults(io.BytesIO(data), {})) == []
    assert b"/news.php?id=1" in unpacked(data)["acts.jsonl"]


@pytest.mark.parametrize("act", ACTS)
def test_the_cost_of_a_text_does_not_grow_with_the_batch(act):
    """Queries of one more text, in a small batch and in a larger one."""

    def queries(first, last):
        batch = READY[act](*(former(n) for n in range(first, last)), name=f"{last}")
        with CaptureQueriesContext(connection) as found:
            do(act, batch)
        return len(found)

    queries(0, 1)  # what is asked once a process
    one, three, nine = queries(1, 2), queries(10, 13), queries(20, 29)
    assert (three - one) / 2 == (nine - three) / 6
    assert (three - one) / 2 < 27
    assert Stage.DRAFT not in Edition.objects.values_list("stage", flat=True)
