"""Who sees drafts: a limited publication's are its circle's alone."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group

from publications import workflow
from publications.models import Admission, AuditEntry, Delivery, Edition, Notice
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

EVERYBODY = ("dara", "tomas", "rhea", "ruben", "petra", "hugo", "orla")


def limit(edition, *names, by="dara", groups=()):
    accounts = [person(name) for name in names]
    chosen = Group.objects.filter(name__in=groups)
    return workflow.limit(edition, by=person(by), accounts=accounts, groups=chosen)


def seen_by(edition):
    at = datetime.now(UTC)
    return {
        name
        for name in EVERYBODY
        if Edition.objects.visible_to(person(name), at).filter(pk=edition.pk).exists()
    }


def test_an_open_draft_is_seen_by_everybody():
    assert seen_by(factories.draft()) == set(EVERYBODY)


def test_a_limited_one_is_seen_by_who_is_named_and_always_by_oneself():
    edition = factories.draft()
    limit(edition, "rhea")
    assert seen_by(edition) == {"dara", "rhea"}


def test_a_role_is_admitted_whole():
    edition = factories.draft()
    limit(edition, groups=["Reviewer"])
    assert seen_by(edition) == {"dara", "rhea", "ruben"}


def test_whoever_began_it_is_not_locked_out_by_another():
    edition = factories.draft()
    limit(edition, by="rhea")
    assert seen_by(edition) == {"dara", "rhea"}


def test_a_narrower_circle_forgets_the_wider_one():
    edition = factories.draft()
    limit(edition, "petra", groups=["Reviewer"])
    limit(edition, "petra")
    assert seen_by(edition) == {"dara", "petra"}


def test_opening_the_circle_leaves_nothing_of_it():
    edition = factories.draft()
    limit(edition, "rhea")
    workflow.open_circle(edition, by=person("dara"))
    assert seen_by(edition) == set(EVERYBODY)
    assert not Admission.objects.exists()


@pytest.mark.parametrize(
    ("act", "name", "arguments"),
    [
        ("save", "rhea", {"content": factories.content(body="Seen.")}),
        ("submit", "rhea", {}),
        ("discard", "petra", {}),
        ("plan", "rhea", {"due_on": None}),
    ],
)
def test_nobody_outside_acts_on_it(act, name, arguments):
    edition = factories.draft()
    limit(edition)
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        factories.do(act, edition, name, **arguments)


def test_nobody_outside_remarks_translates_or_opens_the_circle():
    edition = factories.draft()
    limit(edition)
    outside = person("rhea")
    for attempt in (
        lambda: workflow.remark(edition, "Hm.", by=outside),
        lambda: workflow.translate(edition, "fr", "courtesy", by=outside),
        lambda: workflow.open_circle(edition, by=outside),
        lambda: workflow.limit(edition, by=outside),
        lambda: workflow.take_up(edition, by=outside),
        lambda: workflow.place(edition, "Kaldar Courier", by=outside),
    ):
        with pytest.raises(workflow.NotPermitted, match="limited circle"):
            attempt()
    assert seen_by(edition) == {"dara"}


def test_what_is_public_is_seen_by_everybody_and_its_next_draft_by_the_circle():
    first = factories.released()
    limit(first, "rhea")
    draft = factories.do("revise", first, "dara")
    assert seen_by(first) == set(EVERYBODY)
    assert seen_by(draft) == {"dara", "rhea"}


def test_what_is_scheduled_is_still_the_circles():
    edition = factories.approved()
    limit(edition, "petra")
    factories.do("schedule", edition, "petra", moment=factories.soon())
    assert seen_by(edition) == {"dara", "petra"}


def test_every_language_is_in_the_circle():
    edition = factories.draft()
    french = workflow.translate(edition, "fr", "courtesy", by=person("tomas"))
    limit(edition)
    assert seen_by(french) == {"dara"}


def test_nobody_outside_is_told():
    for name in EVERYBODY:
        person(name)
    edition = factories.draft()
    limit(edition, "rhea")
    factories.do("submit", edition, "dara")
    told = Delivery.objects.values_list("recipient", flat=True)
    assert set(told) == {"rhea@mission.example"}
    assert set(Notice.objects.values_list("account__username", flat=True)) == {"rhea"}


def test_who_was_admitted_is_on_the_record():
    edition = factories.draft()
    limit(edition, "rhea", groups=["Publisher"])
    details = AuditEntry.objects.get(act="limit").details
    assert "rhea" in details
    assert "Publisher" in details


def test_a_preview_opened_is_on_the_record():
    edition = factories.draft()
    workflow.note_preview(edition, by=person("rhea"))
    entry = AuditEntry.objects.get(act="preview")
    assert (entry.actor, entry.edition) == (person("rhea").pk, edition.uuid)


def test_who_may_not_write_does_not_limit():
    edition = factories.draft()
    for name in ("tomas", "orla", "stella", "admin"):
        with pytest.raises(workflow.NotPermitted):
            limit(edition, by=name)
