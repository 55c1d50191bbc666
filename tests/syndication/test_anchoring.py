"""Anchors of the record: what its owner can do to it unseen is seen by them."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from publications import anchors, clock
from publications.models import AuditEntry, Delivery, guards
from publications.syndication.anchoring import anchor_if_due
from publications.syndication.deliveries import deliver_due
from publications.workflow import record
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _elsewhere(settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path / "anchors"
    settings.RECORD_KEY = tmp_path / "record-key.pem"


def anchored():
    out = io.StringIO()
    call_command("anchor_record", stdout=out)
    return Path(out.getvalue().strip())


def verified(*paths, **options):
    out = io.StringIO()
    call_command("verify_record", anchors=[*paths], stdout=out, **options)
    return out.getvalue()


def rewritten():
    """The record as its owner writes it anew, every hash in its place."""
    previous = "0" * 64
    with guards.lifted(connection):
        for entry in AuditEntry.objects.order_by("sequence"):
            if entry.act == "submit":
                entry.note = "It was agreed."
            entry.previous_hash = previous
            entry.hash = previous = entry.computed_hash()
            entry.save()


def test_a_whole_record_is_what_its_anchors_say(settings):
    anchored()
    factories.released()
    anchored()
    factories.draft(title="Later")
    assert verified().endswith("It is what 2 anchors say.\n")
    assert settings.RECORD_KEY.stat().st_mode & 0o777 == 0o600


def test_b04_a_record_that_was_written_anew_is_found_out():
    factories.released()
    path = anchored()
    rewritten()
    call_command("verify_record", stdout=io.StringIO())  # is whole by itself
    with pytest.raises(CommandError, match="was written anew"):
        verified(path)


def test_b02_an_end_that_was_cut_off_is_found_out():
    edition = factories.released()
    record.enter("plan", by=person("dara"), at=timezone.now(), edition=edition)
    anchored()
    with guards.lifted(connection):
        AuditEntry.objects.order_by("-sequence").first().delete()
    call_command("verify_record", stdout=io.StringIO())
    with pytest.raises(CommandError, match="the end of the record was cut off"):
        verified()


@pytest.mark.parametrize("line", ["Entry: ", "Hash: ", "Signed: 2", "Signature: "])
def test_an_anchor_that_was_changed_proves_nothing(line, settings, tmp_path):
    factories.draft()
    path = tmp_path / "kept.txt"
    text = anchored().read_text()
    at = text.index(line) + len(line)
    path.write_text(text[:at] + ("2" if text[at] != "2" else "3") + text[at + 1 :])
    with pytest.raises(CommandError, match="changed after it was signed"):
        verified(path)


def test_another_ones_signature_proves_nothing(settings, tmp_path):
    factories.draft()
    out = io.StringIO()
    call_command("anchor_record", public_key=True, stdout=out)
    public = tmp_path / "public.pem"
    public.write_text(out.getvalue())
    path = anchored()
    assert verified(path, key=[public])
    settings.RECORD_KEY = tmp_path / "other.pem"
    forged = anchored()
    with pytest.raises(CommandError, match="a key that was not given"):
        verified(forged, key=[public])


def test_where_there_is_none_or_no_whole_one_that_is_told(settings, tmp_path):
    settings.ANCHOR_DIR.mkdir()
    with pytest.raises(CommandError, match="There is no anchor"):
        verified()
    broken = settings.ANCHOR_DIR / "a.txt"
    broken.write_text("Nothing of it.")
    with pytest.raises(CommandError, match="holds no anchor"):
        verified()
    broken.write_text(f"{anchors.BEGIN}\nEntry: x\n{anchors.END}")
    with pytest.raises(CommandError, match="is not whole"):
        verified()
    with pytest.raises(CommandError, match="No such file"):
        verified(tmp_path / "none")
    with pytest.raises(CommandError, match="holds no key"):
        verified(broken, key=[broken])


def test_a_letter_proves_it_as_it_came(settings, tmp_path):
    settings.ANCHOR_RECIPIENTS = ["capital@ministry.example"]
    factories.released()
    anchored()
    deliver_due()
    [sent] = [m for m in mail.outbox if m.to == settings.ANCHOR_RECIPIENTS]
    letter = tmp_path / "letter.eml"
    letter.write_bytes(sent.message().as_bytes())
    assert "It is what 1 anchors say." in verified(letter)
    rewritten()
    with pytest.raises(CommandError, match="was written anew"):
        verified(letter)


class TestTheWorker:
    """Once in each span of hours, to the folder and by mail."""

    @pytest.fixture(autouse=True)
    def _at(self, settings, monkeypatch):
        settings.ANCHOR_RECIPIENTS = ["capital@ministry.example", "two@mission.example"]
        self.now = datetime.fromisoformat("2026-11-28T09:30:00+00:00")
        monkeypatch.setattr(clock, "database_now", lambda: self.now)

    def test_it_anchors_once_a_day(self, settings):
        factories.draft()
        anchor_if_due()
        self.now += timedelta(hours=14)
        anchor_if_due()
        files = sorted(path.name for path in settings.ANCHOR_DIR.iterdir())
        assert files == ["anchor-2026-11-28T00Z.txt"]
        assert Delivery.objects.filter(event="anchor").count() == 2
        self.now += timedelta(hours=1)
        anchor_if_due()
        assert len(list(settings.ANCHOR_DIR.iterdir())) == 2
        assert Delivery.objects.filter(event="anchor").count() == 4

    def test_another_host_sends_no_second_letter(self, settings, tmp_path):
        anchor_if_due()
        settings.ANCHOR_DIR = tmp_path / "another"
        anchor_if_due()
        assert len(list(settings.ANCHOR_DIR.iterdir())) == 1
        assert Delivery.objects.filter(event="anchor").count() == 2

    def test_a_folder_that_is_away_stops_nobody_and_letters_go(self, settings, caplog):
        settings.ANCHOR_DIR.write_text("a file")
        anchor_if_due()
        assert "could not be anchored" in caplog.text
        assert Delivery.objects.filter(event="anchor").count() == 2

    def test_with_0_hours_it_never_does(self, settings):
        settings.ANCHOR_HOURS = 0
        anchor_if_due()
        assert not settings.ANCHOR_DIR.exists()
