"""While the site is being upgraded, everybody is told so, until it is over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from publications import maintenance

EVERYTHING = ["/", "/en/", "/en/feed.rss", "/sitemap.xml", "/admin/", "/en/no-such/"]


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def on():
    call_command("maintenance", "on", minutes=20)


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_everything_is_answered_so_without_the_database(client, on, path, method):
    answer = getattr(client, method)(path)
    assert answer.status_code == 503
    assert 1190 <= int(answer.headers["Retry-After"]) <= 1200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "path", ["/mission/emblem.svg", "/favicon.ico", "/apple-touch-icon.png"]
)
def test_what_the_page_itself_shows_stays(client, on, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "words", "direction"),
    [
        ("/ar/", "تجري أعمال صيانة", "rtl"),
        ("/az/", "Saytda iş aparılır", "ltr"),
        ("/admin/", "На сайте ведутся работы", "ltr"),
    ],
)
def test_it_is_said_in_the_readers_language(client, on, path, words, direction):
    html = client.get(path, headers={"Accept-Language": "ru"}).content.decode()
    assert words in html and f'dir="{direction}"' in html


def test_it_says_when_it_should_be_over_in_the_missions_zone(client, settings):
    settings.TIME_ZONE = "Asia/Baku"
    until = datetime.now(UTC) + timedelta(minutes=90)
    maintenance.switch_on(until)
    at = (until + timedelta(hours=4)).strftime("%H:%M")
    assert f"It should be back at {at} (+04)." in client.get("/en/").content.decode()


@pytest.mark.parametrize("said", ["", "nonsense", "2020-01-01T00:00:00+00:00"])
def test_it_lasts_until_somebody_ends_it(client, settings, said):
    (settings.DATA_DIR / "maintenance").write_text(said)
    answer = client.get("/en/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
    assert "It should be back" not in answer.content.decode()


@pytest.mark.django_db
def test_afterwards_all_is_as_it_was(client, on, capsys):
    call_command("maintenance", "off")
    assert client.get("/en/").status_code == 200
    call_command("maintenance", "off")
    assert capsys.readouterr().out.endswith("Off.\nIt was off already.\n")


def test_a_text_that_is_sent_meanwhile_is_not_lost_without_a_word(on):
    editor = Client(enforce_csrf_checks=True)
    html = editor.post("/admin/publications/edition/1/change/").content.decode()
    assert "What you have just sent was not saved." in html
    assert "Go back in your browser" in html


@pytest.mark.parametrize(
    "arguments",
    [("on", "--minutes=0"), ("on", "--minutes=1441"), ("off", "--minutes=5")],
)
def test_minutes_that_make_no_sense_are_refused(arguments):
    with pytest.raises(CommandError, match="--minutes"):
        call_command("maintenance", *arguments)
    assert not maintenance.switch_off()
