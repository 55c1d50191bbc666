"""Archives: who may act on a batch, and what of one text holds back all of it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, InternalError, connection

from publications import workflow
from publications.models import AuditEntry, Edition
from publications.workflow import Signatory, archiving
from tests import factories
from tests.archives import (
    ACTS,
    BY,
    READY,
    approved,
    do,
    editions,
    former,
    stages,
    submitted,
    taken_in,
)
from tests.people import NAMES, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_fits")]


def refused(error, words, act, batch, by=None):
    """As the desk does: what is refused goes on the record."""
    with pytest.raises(error, match=words) as refusal:
        do(act, batch, by)
    workflow.enter_refusal(refusal.value, by=person(by or BY[act]))
    return str(refusal.value)


class TestWhoMay:
    @pytest.fixture(scope="class", params=ACTS)
    @classmethod
    def ready(cls, request, in_common):
        with in_common():
            yield request.param, READY[request.param]()

    @pytest.mark.parametrize("name", [*NAMES, "stella", "admin"])
    def test_who_may_do_it_to_one_may_do_it_to_all(self, ready, name):
        act, batch = ready
        batch.refresh_from_db()
        may = archiving.OF_EACH[act] in workflow.permissions_of(person(name))
        offered = workflow.possible_on(batch, by=person(name), at=datetime.now(UTC))
        own = act == "approve_batch" and name == "dara"
        assert (act in offered) == (may and not own)
        if may:
            assert do(act, batch, name) == 2
            return
        before = stages(batch)
        refused(workflow.NotPermitted, "role", act, batch, name)
        assert stages(batch) == before
        assert (
            AuditEntry.objects.get(act="refused").details == f'{{"refused": "{act}"}}'
        )


def test_who_took_it_in_does_not_approve_it():
    batch = taken_in(by="rhea")
    do("submit_batch", batch)
    assert "approve_batch" not in workflow.possible_on(
        batch, by=person("rhea"), at=datetime.now(UTC)
    )
    with pytest.raises(workflow.NotPossible, match="You wrote this text"):
        do("approve_batch", batch, "rhea")
    assert do("approve_batch", batch, "ruben") == 2


def test_who_wrote_in_one_of_it_approves_none_of_it():
    batch = taken_in()
    second = editions(batch)[1]
    batch_of_rhea = taken_in(former(3), by="rhea", name="Another")
    factories.do("save", second, "rhea", content=factories.content(title="Mended"))
    do("submit_batch", batch)
    do("submit_batch", batch_of_rhea)
    with pytest.raises(workflow.NotPossible, match="A text of before 3.*You wrote"):
        do("approve_batch", batch_of_rhea, "rhea")
    # Of two contributors one approves, and is not enough.
    do("approve_batch", batch, "rhea")
    assert stages(batch) == ["approved", "in_review"]
    assert do("approve_batch", batch, "ruben") == 1
    assert stages(batch) == ["approved", "approved"]


def test_one_that_is_not_as_far_holds_back_all():
    batch = submitted()
    first, second = editions(batch)
    factories.do("return_to_author", second, "rhea", note="Shorter.")
    for act in ("approve_batch", "release_batch"):
        assert act not in workflow.possible_on(
            batch, by=person("petra"), at=datetime.now(UTC)
        )
        refused(workflow.NotPossible, "“", act, batch, "petra")
    assert stages(batch) == ["in_review", "draft"]
    assert not first.approvals.exists()
    assert not AuditEntry.objects.filter(act__in=("approve_batch", "approve")).exists()
    on_record = AuditEntry.objects.filter(act="refused").first()
    assert on_record.edition == second.uuid


def test_one_without_a_title_is_not_submitted_nor_the_others():
    batch = taken_in(former(1), former(2, title=""))
    with pytest.raises(workflow.NotPossible, match="no title"):
        do("submit_batch", batch)
    assert stages(batch) == ["draft", "draft"]


def test_one_under_embargo_holds_back_all():
    batch = approved()
    workflow.set_embargo(editions(batch)[1], factories.soon(600), by=person("dara"))
    with pytest.raises(workflow.NotPossible, match="embargo"):
        do("release_batch", batch)
    assert not Edition.objects.live(datetime.now(UTC)).exists()


def test_one_in_a_bundle_is_not_released_with_the_batch():
    batch = approved()
    workflow.make_bundle("B", editions(batch), by=person("petra"))
    with pytest.raises(workflow.NotPossible, match="released as a whole"):
        do("release_batch", batch)


def test_what_was_discarded_or_released_alone_is_passed_over():
    batch = approved(former(1), former(2), former(3))
    first, second, third = editions(batch)
    factories.do("discard", first, "dara")
    factories.do("release", second, "petra")
    assert do("release_batch", batch) == 1
    assert factories.again(third).recorded


@pytest.mark.parametrize("act", ACTS)
def test_once_all_is_done_nothing_waits(act):
    batch = READY[act]()
    do(act, batch)
    assert act not in workflow.possible_on(
        batch, by=person("petra"), at=datetime.now(UTC)
    )
    with pytest.raises(workflow.NotPossible, match="No text of this archive"):
        do(act, batch)


@pytest.mark.parametrize("act", ACTS)
def test_a_limited_text_is_for_its_circle_with_the_whole_batch(act):
    batch = READY[act]()
    edition = editions(batch)[1]
    workflow.limit(edition, by=person("dara"))
    by = "ruben" if act == "submit_batch" else BY[act]
    before = stages(batch)
    said = refused(workflow.NotPermitted, "limited circle", act, batch, by)
    assert edition.title not in said
    assert not workflow.possible_on(batch, by=person(by), at=datetime.now(UTC))
    assert stages(batch) == before
    workflow.limit(edition, by=person("dara"), accounts=[person(by)])
    assert do(act, batch, by) == 2


def test_the_head_of_mission_approves_what_needs_it_and_nothing_else():
    factories.leading("Ada Venn")
    head = person("hugo")
    head.person = factories.leading("Ada Venn")
    head.save()
    envoy = {"signatories": (Signatory("Bo Lind", "", "Counsellor"),)}
    batch = submitted(former(1), former(2, wording=envoy))
    do("approve_batch", batch)
    assert stages(batch) == ["in_review", "approved"]
    with pytest.raises(workflow.NotPossible, match="You have approved this text"):
        do("approve_batch", batch)
    with pytest.raises(workflow.NotPossible, match="In review"):
        do("release_batch", batch)
    assert do("approve_batch", batch, "hugo") == 1
    assert stages(batch) == ["approved", "approved"]
    approval = editions(batch)[0].approvals.last()
    assert (approval.capacity, approval.office) == ("principal", "Envoy")
    assert do("release_batch", batch) == 2


def test_the_database_asks_four_eyes_once_more(monkeypatch):
    batch = submitted()
    edition = editions(batch)[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publications_edition SET stage = 'approved' WHERE text_id IN "
            "(SELECT text_id FROM publications_archivedtext)"
        )
    monkeypatch.setattr(archiving, "obstacle", lambda *a, **b: "")
    with pytest.raises((IntegrityError, InternalError), match="approved by"):
        do("release_batch", batch)
    assert factories.again(edition).live_from is None
