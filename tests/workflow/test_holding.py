"""A restored site stands still until somebody has seen what would change."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from publications import clock, workflow
from publications.models import AuditEntry, Delivery, Edition, Hold, guards
from publications.syndication.deliveries import deliver_due
from publications.workflow import holding, verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


def restored(*due: Edition, hours: int = 2) -> Hold:
    """As a restore leaves it: a backup so many hours old, and these texts scheduled for
    an hour after it."""
    now = clock.database_now()
    moment = now - timedelta(hours=hours)
    came = (moment + timedelta(hours=1)).replace(second=0, microsecond=0)
    with guards.lifted(connection):
        for edition in due:
            before = Edition.objects.filter(live_until=edition.live_from)
            before.filter(text=edition.text).update(
                live_from=came - timedelta(days=1), live_until=came
            )
            Edition.objects.filter(pk=edition.pk).update(live_from=came)
            if edition.begun_from_id is None:
                Edition.objects.filter(pk=edition.pk).update(first_released_at=came)
                type(edition.text).objects.filter(pk=edition.text_id).update(
                    first_released_at=came, year=came.year
                )
        hold = Hold.objects.create(moment=moment, restored_at=now, entry=1)
    clock.look_again()
    return hold


def lift(by: str = "petra", seen=None, **more) -> None:
    if seen is None:
        held = holding.in_force()
        seen = holding.going_out(held, clock.database_now()).values_list(
            "pk", flat=True
        )
    holding.lift_hold(by=person(by), seen=seen, **more)
    clock.look_again()  # as at the commit, which a test never reaches


def test_what_came_due_is_public_once_a_publisher_has_seen_it(client):
    edition = factories.scheduled(title="Overdue")
    restored(edition)
    edition = factories.again(edition)
    address = edition.get_absolute_url()
    assert client.get(address).status_code == 404
    assert "Overdue" not in client.get("/en/").content.decode()
    client.force_login(person("petra"))
    assert "stands still at" in client.get("/admin/").content.decode()
    page = client.get("/admin/hold/").content.decode()
    assert "Overdue" in page
    assert "Would become public at once" in page
    client.logout()
    assert client.get(address).status_code == 404
    lift()
    assert client.get(address).status_code == 200
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.act, str(edition.uuid) in entry.details) == ("lift_hold", True)
    client.force_login(person("petra"))
    assert "stands still at" not in client.get("/admin/").content.decode()
    assert "is not held" in client.get("/admin/hold/").content.decode()


def test_a_schedule_can_be_taken_away_instead_and_was_never_public(client):
    first = factories.released(title="First")
    second = factories.do(
        "schedule",
        factories.new_edition(first),
        "petra",
        moment=factories.soon(60),
        change="technical",
    )
    alone = factories.scheduled(title="Alone")
    restored(second, alone)
    client.force_login(person("petra"))
    shown = [second.pk, alone.pk]
    client.post(reverse("admin:hold"), {"seen": shown, "taken_back": shown})
    clock.look_again()
    assert clock.held() is None
    first, second, alone = map(factories.again, (first, second, alone))
    assert (second.stage, second.live_from, first.live_until) == (
        "approved",
        None,
        None,
    )
    assert (alone.stage, alone.text.first_released_at) == ("approved", None)
    # The database counts what came due while the site was held as past again.
    factories.do("schedule", alone, "petra", moment=factories.soon(60))


def test_nothing_begins_or_ends_to_be_public_while_it_is_held():
    live = factories.released(title="Live")
    ready = factories.approved(title="Ready")
    coming = factories.scheduled(title="Coming")
    restored()
    with guards.lifted(connection):
        past = clock.database_now() - timedelta(days=1)
        Edition.objects.filter(pk=live.pk).update(live_from=past)
    for act, edition, more in (
        ("release", ready, {}),
        ("schedule", ready, {"moment": factories.soon(60)}),
        ("reschedule", coming, {"moment": factories.soon(90)}),
        ("withdraw", live, {"decided": factories.decided("retracted")}),
    ):
        with pytest.raises(workflow.NotPossible, match="stands still"):
            factories.do(act, edition, "petra", **more)
        possible = workflow.possible(
            factories.again(edition), by=person("petra"), at=clock.moment()
        )
        assert act not in possible
    factories.do("unschedule", coming, "petra")
    factories.do("save", factories.draft(), "dara", content=factories.content())


@pytest.mark.parametrize("letters", [False, True])
def test_no_letter_goes_out_early_or_twice(letters):
    now = clock.database_now()
    made = {"created_at": now - timedelta(hours=3), "due_at": now - timedelta(hours=3)}
    Delivery.objects.create(recipient="sent@mission.example", delivered_at=now, **made)
    Delivery.objects.create(recipient="waited@mission.example", **made)
    restored()
    later = {"created_at": clock.database_now(), "due_at": clock.database_now()}
    Delivery.objects.create(recipient="new@mission.example", **later)
    call_command("run_worker", "--once", stdout=StringIO())
    assert mail.outbox == []
    lift(letters=letters)
    deliver_due()
    waited = ["waited@mission.example"] if letters else []
    assert [m.to[0] for m in mail.outbox] == [*waited, "new@mission.example"]
    deliver_due()
    assert len(mail.outbox) == 1 + letters


def test_only_a_publisher_lifts_it_once_having_seen_all_of_it():
    edition = factories.scheduled()
    restored(edition)
    for by in ("rhea", "hugo", "orla", "admin"):
        with pytest.raises(workflow.NotPermitted):
            lift(by)
    with pytest.raises(workflow.NotPossible, match="look at the list again"):
        lift(seen=[])
    lift()
    with pytest.raises(workflow.NotPossible, match="not held"):
        lift(seen=[])
    assert list(verify.faults({}))  # its moment was moved past the record, for the test


def test_the_database_keeps_a_hold_to_restores_and_to_one_lifting():
    now = clock.database_now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(moment=now, restored_at=now, entry=1)
    edition = factories.released()
    with guards.lifted(connection):
        hold = Hold.objects.create(
            moment=now - timedelta(hours=1), restored_at=now, entry=1
        )
    held = Hold.objects.filter(pk=hold.pk)
    for change in (
        lambda: held.update(moment=now),
        held.delete,
        # Held or not: what was public at the backup's moment has been public.
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    held.update(lifted_at=now, lifted_by=person("petra"))
    for change in (
        lambda: held.update(lifted_at=None),
        lambda: Edition.objects.filter(pk=edition.pk).update(
            live_from=None, stage="approved"
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
