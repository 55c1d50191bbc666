"""Sharing a preview: one recipient, an end, a record; and what ends it before."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from publications import clock, workflow
from publications.models import (
    AuditEntry,
    Delivery,
    PreviewLink,
    PreviewOpening,
    Stage,
)
from publications.workflow import sharing, verify
from publications.workflow.openings import network_of, program_of
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

HERE = {"user_agent": "Mozilla/5.0 Firefox/140.0", "network_address": "192.0.2.77"}


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def lives(shared, at=None):
    return workflow.previewed(shared.token, at or clock.database_now()) is not None


def entry_of(act):
    return AuditEntry.objects.filter(act=act).latest("sequence")


def test_a_link_is_made_for_one_person_and_is_on_the_record():
    edition = factories.draft()
    until = factories.soon(60 * 24)
    shared = factories.shared(edition, "dara", until, email="jonas@courier.example")
    assert lives(shared)
    assert shared.link.recipient == "Jonas Reet"
    entry = entry_of("share")
    assert (entry.actor, entry.edition) == (person("dara").pk, edition.uuid)
    told = json.loads(entry.details)
    assert told["recipient"] == "Jonas Reet"
    assert told["email"] == "jonas@courier.example"
    assert told["until"] == str(until)
    assert told["shows"] == "latest"
    assert told["wording"] == edition.revision.digest


def test_the_token_is_stored_nowhere():
    shared = factories.shared(factories.draft())
    assert len(shared.token) >= 43  # 256 bits
    link = PreviewLink.objects.values().get()
    assert shared.token not in str(link)
    assert shared.token not in "".join(
        AuditEntry.objects.values_list("details", flat=True)
    )
    assert not Delivery.objects.filter(body__contains=shared.token).exists()


def test_the_letter_goes_to_the_one_address_in_the_recipients_language():
    edition = factories.in_review(title="Two Rivers")
    workflow.set_embargo(edition, factories.soon(600), by=person("dara"))
    before = set(Delivery.objects.values_list("pk", flat=True))
    told = {"email": "jonas@courier.example", "language": "fr"}
    shared = factories.shared(edition, **told)
    letter = Delivery.objects.exclude(pk__in=before).get()
    assert letter.recipient == "jonas@courier.example"
    assert letter.secret
    assert f"/preview/{shared.token}/" in letter.body
    assert "À l’attention de\u00a0: Jonas Reet" in letter.body
    assert "Two Rivers" in letter.subject
    assert "Embargo" in letter.body
    assert "Petra" in letter.body


def test_without_an_address_nobody_is_mailed():
    edition = factories.draft()
    before = Delivery.objects.count()
    factories.shared(edition)
    assert Delivery.objects.count() == before


def test_it_makes_no_open_page_stale():
    edition = factories.draft()
    factories.shared(edition)
    saved = workflow.save(
        edition,
        factories.content(body="Newer."),
        by=person("dara"),
        version=edition.text.version,
    )
    assert saved


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "recipient", "name the one person"),
        ({"name": " \u200b "}, "recipient", "name the one person"),
        ({"name": "x" * 201}, "recipient", "at most 200"),
        ({"name": "Jonas\u202eteeR"}, "recipient", r"U\+202E"),
        ({"name": "Jonas\x07"}, "recipient", r"U\+0007"),
        ({"name": "Jonas\x1cReet"}, "recipient", r"U\+001C"),
        ({"email": "jonas"}, "email", "one e-mail address"),
        ({"email": "a@b.example, c@d.example"}, "email", "one e-mail address"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email", "one e-mail address"),
        ({"email": "a" * 250 + "@b.example"}, "email", "one e-mail address"),
        ({"until": lambda: factories.soon(-1)}, "until", "has passed"),
        ({"until": lambda: factories.soon(60 * 24 * 31)}, "until", "At most 30 days"),
        (
            {"until": lambda: factories.soon(60) + timedelta(seconds=1)},
            "until",
            "to the minute",
        ),
    ],
)
def test_what_cant_be_is_refused_at_its_field(typed, field, sentence):
    edition = factories.draft()
    typed = {k: v() if callable(v) else v for k, v in typed.items()}
    with pytest.raises(workflow.NotShared, match=sentence) as refused:
        factories.shared(edition, **typed)
    assert set(refused.value.faults) == {field}
    assert not PreviewLink.objects.exists()


def test_thirty_days_are_not_too_many():
    assert lives(factories.shared(factories.draft(), until=factories.soon(43_200)))


def test_a_name_in_any_script_is_kept_on_one_line():
    name = "  ليلى\n حداد  "
    assert factories.shared(factories.draft(), name=name).link.recipient == "ليلى حداد"


def test_of_one_text_fifty_links_are_open_at_most(monkeypatch):
    monkeypatch.setattr(sharing, "MAX_LIVING", 2)
    edition = factories.draft()
    first = factories.shared(edition)
    factories.shared(edition)
    factories.shared(factories.draft(title="Another text"))
    with pytest.raises(workflow.NotPossible, match="2 links of this text are open"):
        factories.shared(edition)
    workflow.revoke_link(first.link, by=person("rhea"))
    assert lives(factories.shared(edition))


def test_a_form_that_is_sent_twice_makes_one_link():
    edition, key = factories.draft(), uuid4()
    shared = factories.shared(edition, key=key, email="jonas@courier.example")
    with pytest.raises(workflow.NotPossible, match="made already"):
        factories.shared(edition, key=key, email="jonas@courier.example")
    assert PreviewLink.objects.get() == shared.link
    assert Delivery.objects.filter(event="preview_shared").count() == 1


def test_a_version_is_shared_for_good_or_always_the_latest():
    edition = factories.draft()
    pinned = factories.shared(edition, revision=edition.revision)
    latest = factories.shared(edition)
    words = factories.content(body="Other words.")
    factories.do("save", edition, "dara", content=words)

    def shown(shared):
        return workflow.previewed(shared.token, clock.database_now()).wording.body

    assert shown(pinned) == edition.revision.body
    assert shown(latest) == "Other words."


def test_a_version_of_another_text_is_not_shared():
    other = factories.draft(title="Another text")
    with pytest.raises(workflow.NotPossible, match="of another text"):
        factories.shared(factories.draft(), revision=other.revision)


def test_it_ends_with_its_time():
    until = factories.soon(60)
    shared = factories.shared(factories.draft(), until=until)
    assert lives(shared, until - timedelta(microseconds=1))
    assert not lives(shared, until)


def test_it_ends_at_the_second_of_a_scheduled_release():
    moment = factories.soon(60)
    edition = factories.scheduled(moment)
    shared = factories.shared(edition)
    assert lives(shared, moment - timedelta(microseconds=1))
    assert not lives(shared, moment)
    factories.do("unschedule", edition, "petra")
    assert lives(shared, moment)


def test_it_ends_with_the_release_and_stays_so():
    edition = factories.approved()
    shared = factories.shared(edition)
    factories.do("release", edition, "petra")
    assert not lives(shared)
    second = factories.do("revise", edition, "dara")
    assert not lives(shared)
    assert lives(factories.shared(second))


def test_it_ends_when_the_text_is_discarded():
    edition = factories.draft()
    shared = factories.shared(edition)
    factories.do("discard", edition, "dara")
    assert not lives(shared)


def test_taking_the_text_down_ends_what_was_shared_of_a_newer_draft():
    first = factories.released()
    second = factories.do("revise", first, "dara")
    shared = factories.shared(second)
    down = factories.decided("retracted")
    factories.do("withdraw", first, "petra", decided=down)
    assert second.stage == Stage.DRAFT
    assert not lives(shared)
    assert lives(factories.shared(second))


def test_it_is_revoked_by_whoever_may_share_the_text():
    shared = factories.shared(factories.draft(), "dara")
    workflow.revoke_link(shared.link, by=person("tomas"))
    assert not lives(shared)
    entry = entry_of("revoke_link")
    assert entry.actor == person("tomas").pk
    assert "Jonas Reet" in entry.details
    with pytest.raises(workflow.NotPossible, match="revoked already"):
        workflow.revoke_link(shared.link, by=person("petra"))


@pytest.mark.parametrize("name", ["orla", "stella", "admin"])
def test_others_neither_share_nor_revoke(name):
    edition = factories.draft()
    shared = factories.shared(edition)
    with pytest.raises(workflow.NotPermitted):
        factories.shared(edition, name)
    with pytest.raises(workflow.NotPermitted):
        workflow.revoke_link(shared.link, by=person(name))
    assert lives(shared)


def test_a_revoked_link_is_not_mailed_any_more():
    shared = factories.shared(factories.draft(), email="jonas@courier.example")
    letters = Delivery.objects.filter(recipient="jonas@courier.example")
    assert letters.exists()
    workflow.revoke_link(shared.link, by=person("petra"))
    assert not letters.exists()


def test_of_a_limited_text_only_its_circle_shares_and_what_others_shared_ends():
    edition = factories.draft()
    shared = factories.shared(edition, "petra")
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(workflow.NotPermitted):
        factories.shared(edition, "petra")
    with pytest.raises(workflow.NotPermitted):
        workflow.revoke_link(shared.link, by=person("petra"))
    assert not lives(shared)
    assert lives(factories.shared(edition, "dara"))


def test_it_ends_with_the_role_of_whoever_made_it():
    shared = factories.shared(factories.draft(), "rhea")
    person("rhea").groups.clear()
    assert not lives(shared)


def test_whoever_leaves_takes_the_links_along_for_good():
    edition = factories.draft()
    told = {"email": "jonas@courier.example"}
    gone, stays = factories.shared(edition, "rhea", **told), factories.shared(edition)
    rhea = person("rhea")
    workflow.deactivate(rhea, by=person("admin"))
    assert not lives(gone)
    assert lives(stays)
    assert str(gone.link.uuid) in entry_of("deactivate").details
    assert not Delivery.objects.filter(recipient=told["email"]).exists()
    rhea.refresh_from_db()
    rhea.is_active = True
    rhea.save()
    assert not lives(gone)


def test_an_account_that_is_closed_otherwise_shares_nothing_either():
    shared = factories.shared(factories.draft(), "rhea")
    rhea = person("rhea")
    rhea.is_active = False
    rhea.save()
    assert not lives(shared)
    assert not PreviewLink.objects.living(clock.database_now()).exists()


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "\x00", "é"])
def test_what_is_no_token_opens_nothing(token):
    factories.shared(factories.draft())
    assert workflow.previewed(token, datetime.now(UTC)) is None


class TestOpenings:
    def test_it_is_logged_roughly_and_not_on_the_record(self):
        link = factories.shared(factories.draft()).link
        entries = AuditEntry.objects.count()
        workflow.note_preview_opening(link, **HERE)
        opening = PreviewOpening.objects.get()
        assert (opening.link, opening.program) == (link, "firefox")
        assert opening.network == "192.0.0.0/16"
        assert AuditEntry.objects.count() == entries

    def test_a_reload_is_the_same_opening_and_another_place_is_not(self):
        link = factories.shared(factories.draft()).link
        workflow.note_preview_opening(link, **HERE)
        workflow.note_preview_opening(link, **HERE)
        workflow.note_preview_opening(link, **(HERE | {"user_agent": "scanner"}))
        elsewhere = HERE | {"network_address": "198.51.100.1"}
        workflow.note_preview_opening(link, **elsewhere)
        assert link.openings.count() == 3

    def test_they_dont_fill_the_disk(self, monkeypatch):
        monkeypatch.setattr(workflow.openings, "MAX_OPENINGS", 3)
        link = factories.shared(factories.draft()).link
        for number in range(6):
            place = HERE | {"network_address": f"10.{number}.0.1"}
            workflow.note_preview_opening(link, **place)
        assert link.openings.count() == 3

    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("203.0.113.9", "203.0.0.0/16"),
            ("2001:db8:1:2::3", "2001:db8::/32"),
            ("::ffff:203.0.113.9", "203.0.0.0/16"),
            ("", ""),
            ("nowhere", ""),
        ],
    )
    def test_no_address_is_kept_whole(self, address, network):
        assert network_of(address) == network

    @pytest.mark.parametrize(
        ("user_agent", "program"),
        [
            ("Mozilla/5.0 (X11) Gecko/20100101 Firefox/140.0", "firefox"),
            ("Mozilla/5.0 Chrome/140.0 Safari/537.36", "chrome"),
            ("Mozilla/5.0 Chrome/140.0 Safari/537.36 Edg/140.0", "edge"),
            ("Mozilla/5.0 Chrome/140.0 Safari/537.36 OPR/100.0", "opera"),
            ("Mozilla/5.0 SamsungBrowser/25.0 Chrome/121.0 Safari/537", "samsung"),
            ("Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1", "safari"),
            ("Mozilla/5.0 (iPhone) CriOS/140.0 Mobile Safari/604.1", "chrome"),
            ("Mozilla/5.0 (something new)", "browser"),
            ("Mozilla/5.0 (compatible; bingbot/2.0)", "machine"),
            ("Mozilla/5.0 HeadlessChrome/140.0 Safari/537.36", "machine"),
            ("curl/8.5.0", "machine"),
            ("", "machine"),
        ],
    )
    def test_the_family_of_the_program_is_told_alone(self, user_agent, program):
        assert program_of(user_agent) == program


def test_the_desk_is_told_why_a_link_has_ended():
    edition = factories.approved()
    link = factories.shared(edition, until=factories.soon(60)).link
    later = factories.soon(120)
    assert sharing.why_ended(link, later) == "expired"
    workflow.revoke_link(link, by=person("petra"))
    link.refresh_from_db()
    assert sharing.why_ended(link, later) == "revoked"
    other = factories.shared(edition).link
    other.edition = factories.do("release", edition, "petra")
    assert "release" in sharing.why_ended(other, later)


def test_the_letter_holds_the_only_copy_of_the_link():
    shared = factories.shared(factories.draft(), email="jonas@courier.example")
    letter = Delivery.objects.get(recipient="jonas@courier.example")
    assert re.search(r"/preview/([\w-]+)/", letter.body)[1] == shared.token
