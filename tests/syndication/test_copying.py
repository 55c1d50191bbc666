"""The fallback copy holds what is public at that moment, and nothing else."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started

from publications import clock, fallback, workflow
from publications.models import Delivery, Kind, Task
from publications.syndication import retraction
from publications.syndication.copying import changes, renew, renewing
from tests import factories
from tests.people import person
from tests.views.stored import words

pytestmark = pytest.mark.django_db

TOKEN = "qwzcanary"


@pytest.fixture(autouse=True)
def copy(settings, tmp_path, monkeypatch):
    # A request's end would close the connection that a test is rolled back on.
    for signal in (request_started, request_finished):
        monkeypatch.setattr(signal, "send", lambda *_anything, **_more: [])
    # Fewer pages, each as any other.
    monkeypatch.setattr(changes, "Kind", [Kind.OP_ED])
    settings.LANGUAGES = [("en", "English"), ("fr", "français")]
    settings.FALLBACK_DIR = str(tmp_path / "fallback")
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(settings.FALLBACK_DIR) / "pages"


def brought_up_to_date():
    return renew(seconds=60)


def page(copy, path):
    place = copy / path.strip("/") / "index.html"
    return place.read_text(encoding="utf-8") if place.exists() else ""


def everything(copy):
    return b"".join(p.read_bytes() for p in copy.rglob("*") if p.is_file())


def take_down(edition, outcome):
    decided = workflow.TakingDown(outcome, "error", public_note="It was wrong.")
    return workflow.withdraw(edition, decided, by=person("petra"))


def test_readers_find_what_is_public_whole_with_its_age_and_nothing_early(copy):
    picture = factories.described(factories.picture())
    edition = factories.released(
        **words(picture, factories.attachment()), slug="two-rivers"
    )
    factories.scheduled(title=TOKEN, body=TOKEN, slug=f"{TOKEN}-x")
    brought_up_to_date()

    path = edition.get_absolute_url()
    assert "This is a copy of <time" in page(copy, path)
    assert "Two Rivers, One Valley" in page(copy, path)
    assert path in page(copy, "/en/") and path in page(copy, "/en/op-eds/")
    assert "Ceci est une copie" in page(copy, "/fr/")
    needed = fallback.files_of(page(copy, path), "https://press.example")
    assert f"/media/{picture.uuid}" in " ".join(needed)
    assert all((copy / file.lstrip("/")).stat().st_size for file in needed)
    assert TOKEN.encode() not in everything(copy)
    away = copy.parent / "away"
    assert "may not have been saved" in (away / "en-sent.html").read_text()
    assert "saved" not in (away / "en.html").read_text()
    # What hasn't changed is left alone.
    before = (copy / "en/index.html").stat().st_mtime_ns
    assert brought_up_to_date() == 0
    assert (copy / "en/index.html").stat().st_mtime_ns == before


def test_what_is_taken_down_leaves_within_the_act(copy):
    picture = factories.described(factories.picture())
    kept = factories.released(title="Kept", slug="kept")
    edition = factories.released(**words(picture), title=TOKEN, slug="two-rivers")
    brought_up_to_date()
    path = edition.get_absolute_url()
    assert TOKEN in page(copy, path) and TOKEN in page(copy, "/en/")

    take_down(edition, "retracted")
    left = everything(copy)
    assert TOKEN.encode() not in left
    assert path.encode() not in left
    assert not list(copy.glob(f"media/{picture.uuid}*/*"))

    brought_up_to_date()
    assert not page(copy, path)
    assert page(copy, kept.get_absolute_url())
    assert page(copy, "/en/") and TOKEN not in page(copy, "/en/")


def test_what_is_withdrawn_comes_back_under_its_banner(copy):
    edition = factories.released(slug="two-rivers")
    brought_up_to_date()
    take_down(edition, "withdrawn")
    assert not page(copy, edition.get_absolute_url())
    brought_up_to_date()
    assert "It was wrong." in page(copy, edition.get_absolute_url())


def test_a_copy_that_can_not_be_written_stops_no_act_but_its_confirmation(
    copy, monkeypatch, caplog
):
    edition = factories.released(slug="two-rivers")
    brought_up_to_date()

    def read_only(*_anything, **_more):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", read_only)
    with caplog.at_level(logging.ERROR):
        edition = take_down(edition, "retracted")
    assert "is still in the fallback copy" in caplog.text
    delivery = Delivery.objects.get(task=Task.CONFIRM_RETRACTION)
    with pytest.raises(retraction.StillThere, match="fallback copy"):
        retraction.confirm(delivery)


def test_a_schedule_and_a_new_edition_come_by_themselves(copy, monkeypatch):
    edition = factories.scheduled(factories.soon(60), title=TOKEN, slug="later")
    first = factories.released(slug="first")
    brought_up_to_date()
    assert TOKEN.encode() not in everything(copy)

    second = factories.new_edition(first, body=f"{TOKEN}-second")
    factories.do("release", second, "petra", change="technical")
    now = edition.live_from + timedelta(seconds=1)
    monkeypatch.setattr(clock, "moment", lambda: now)
    monkeypatch.setattr(clock, "database_now", lambda: now)
    brought_up_to_date()
    assert TOKEN in page(copy, edition.get_absolute_url())
    assert TOKEN in page(copy, "/en/")
    assert f"{TOKEN}-second" in page(copy, first.get_absolute_url())


def test_it_stays_while_the_site_is_away(copy, monkeypatch):
    edition = factories.released(slug="two-rivers")
    brought_up_to_date()
    before = everything(copy)
    with fallback.shelf() as shelf:
        shelf.ask_for([edition.get_absolute_url()], 0)
    gone = renewing.Answer(503, 0, iter(()), lambda: None)
    monkeypatch.setattr(renewing, "ask", lambda *_asked: gone)
    brought_up_to_date()
    assert everything(copy) == before


def test_it_is_begun_anew_where_its_index_or_its_record_is_another(copy):
    edition = factories.released(slug="two-rivers")
    brought_up_to_date()
    with fallback.shelf() as shelf:
        shelf.remember(hash="of another record")
    (copy / "en/stray.html").write_text("of another record")
    brought_up_to_date()
    assert not everything(copy)
    brought_up_to_date()
    assert page(copy, edition.get_absolute_url())
    for file in copy.parent.glob("index.sqlite3*"):
        file.write_bytes(b"garbage, " * 1000)
    brought_up_to_date()
    brought_up_to_date()
    assert page(copy, edition.get_absolute_url())
