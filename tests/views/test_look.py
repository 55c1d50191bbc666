"""Emblem, colour and icons as readers' browsers fetch them, and the head of a page."""

import json
import re

import pytest

from publications.middleware import MEDIA_CACHE
from tests.mission.test_emblem import picture, svg

ICONS = {
    "/favicon.ico": "image/x-icon",
    "/apple-touch-icon.png": "image/png",
    "/mission/icon-192.png": "image/png",
    "/mission/icon-512.png": "image/png",
    "/mission/emblem.svg": "image/svg+xml",
}


@pytest.fixture
def wide(tmp_path, settings):
    settings.EMBLEM = tmp_path / "wide.svg"
    settings.EMBLEM.write_text(svg(size='viewBox="0 0 1000 100"'))
    return settings.EMBLEM


@pytest.mark.parametrize("path", ICONS)
def test_each_is_there_without_a_question_to_the_database(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == ICONS[path]
    assert answer.headers["Cache-Control"] == MEDIA_CACHE
    assert "Vary" not in answer.headers
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_drawing_can_do_nothing_when_it_is_opened_by_itself(client, wide):
    answer = client.get("/mission/emblem.svg")
    assert answer.content == wide.read_bytes()
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox"} <= set(policy)
    assert not any(rule.startswith("script-src") for rule in policy)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_the_head_of_a_page_says_the_size_of_its_emblem(client, wide):
    html = client.get("/en/").content.decode()
    shown = re.search(r'<img src="(/mission/emblem.svg\?\w+)" [^>]*>', html)
    assert 'width="160" height="16"' in shown[0]
    assert client.get(shown[1]).status_code == 200


@pytest.mark.django_db
def test_another_emblem_has_another_address(client, wide, settings, tmp_path):
    first = re.search(r"/mission/emblem.svg\?\w+", client.get("/en/").content.decode())
    settings.EMBLEM = tmp_path / "other.png"
    settings.EMBLEM.write_bytes(picture("PNG"))
    html = client.get("/en/").content.decode()
    assert first[0] not in html and "/mission/emblem.png?" in html
    assert client.get("/mission/emblem.png").headers["Content-Type"] == "image/png"
    assert client.get("/mission/emblem.svg").status_code == 404


@pytest.mark.django_db
def test_the_missions_colour_is_one_small_sheet_and_none_without_it(client, settings):
    assert "theme.css" not in client.get("/en/").content.decode()
    assert client.get("/mission/theme.css").status_code == 404
    settings.ACCENT_COLOUR = "#aa0000"
    html = client.get("/en/").content.decode()
    sheet = client.get(re.search(r"/mission/theme\.css\?\w+", html)[0])
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "--mission: #aa0000;" in sheet.content.decode()
    assert '<meta name="theme-color" content="#aa0000"' in html
    assert "style=" not in html.partition("<main")[0]


@pytest.mark.django_db
def test_every_address_in_the_head_of_a_page_is_there(client):
    head = client.get("/ar/").content.decode().partition("</head>")[0]
    found = re.findall(r'<link rel="(?:icon|apple-touch-icon|manifest)"[^>]*>', head)
    assert len(found) == 4
    for link in found:
        path = re.search(r'href="([^"]+)"', link)[1]
        if not path.startswith("/static/"):
            assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("language", "said", "direction"),
    [("ar", "ar", "rtl"), ("az", "az", "ltr"), ("zh-hans", "zh-Hans", "ltr")],
)
def test_the_manifest_is_in_the_language_of_the_page(
    client, settings, language, said, direction
):
    answer = client.get(f"/{language}/site.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = json.loads(answer.content)
    assert told["name"] == settings.MISSION_NAMES[language]
    assert (told["lang"], told["dir"]) == (said, direction)
    assert told["start_url"] == f"/{language}/"
    for icon in told["icons"]:
        assert client.get(icon["src"]).status_code == 200
