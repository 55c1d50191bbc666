"""The page behind a preview link: for whoever holds it, a scanner, and a stranger."""

import re
from datetime import timedelta

import pytest

from publications import clock, workflow
from publications.models import PreviewOpening
from publications.workflow import Signatory
from tests import factories
from tests.people import person
from tests.test_canary import MOMENT, TOKEN, answers, schedule
from tests.views.stored import addresses, headers_of

pytestmark = pytest.mark.django_db

FIREFOX = {"User-Agent": "Mozilla/5.0 (X11) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "_read", lambda: (moment, None))


def path_of(shared):
    return f"/preview/{shared.token}/"


def page(client, shared):
    answer = client.get(path_of(shared))
    assert answer.status_code == 200
    return answer.content.decode()


def all_of(answer):
    return answer.status_code, headers_of(answer), answer.content


def ended(client, path):
    """Whether the answer is that of a token that never was, to the byte."""
    return all_of(client.get(path)) == all_of(client.get("/preview/never/"))


def test_it_shows_the_text_as_readers_will_see_it(client):
    text = {"title": "Two Rivers", "summary": "In short.", "place": "Saelin"}
    edition = factories.draft(**text)
    html = page(client, factories.shared(edition))
    for words in (*text.values(), "The second paragraph.", "Ada Venn", "Op-ed"):
        assert words in html
    assert "Not for publication" in html
    assert "Jonas Reet" in html
    assert '<div class="body">' in html


def test_nothing_on_it_leads_on_or_tells_of_a_schedule(client):
    moment = factories.soon(60 * 26)
    edition = factories.scheduled(moment, title="Two Rivers")
    html = page(client, factories.shared(edition))
    targets = set(re.findall(r'(?:href|src)="([^"]+)"', html))
    own = {"#content", "/en/", "/favicon.ico", "/apple-touch-icon.png"}
    assert {t for t in targets if not t.startswith("/static/")} == own
    assert f"{moment:%H:%M}" not in html
    assert "cheduled" not in html
    assert "Edition" not in html
    draft = page(client, factories.shared(factories.draft(title="Two Rivers")))
    same = re.compile(r"<time.*?</time>")
    assert same.sub("", html) == same.sub("", draft)


def test_no_cache_engine_or_other_site_learns_of_it(client):
    shared = factories.shared(factories.draft())
    for path in (path_of(shared), "/preview/never/"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, noarchive"
        assert "ETag" not in headers
    assert "preview" not in client.get("/robots.txt").content.decode()


def test_what_stands_above_is_in_the_recipients_language(client):
    edition = factories.draft(language="ar", title="نهران")
    html = page(client, factories.shared(edition, language="fr"))
    assert '<html lang="ar" dir="rtl">' in html
    line = html[html.index("<aside") :].split("</aside>")[0]
    assert 'lang="fr" dir="ltr"' in line
    assert "Ne pas publier" in line
    assert client.get("/en/").content.decode().count('<html lang="en"') == 1


def test_the_embargo_and_the_end_stand_on_it_in_every_zone(client, settings):
    settings.CAPITAL_TIME_ZONE = "Asia/Baku"
    edition = factories.draft()
    until = factories.soon(600)
    shared = factories.shared(edition, until=until)
    assert "Embargo" not in page(client, shared)
    workflow.set_embargo(edition, factories.soon(900), by=person("dara"))
    html = page(client, shared)
    assert "Embargo until" in html
    assert f'<time datetime="{until:%Y-%m-%dT%H:%M:%SZ}">' in html
    assert "Asia/Baku (capital)" in html


def test_a_name_is_shown_as_it_is_and_not_as_markup(client):
    html = page(client, factories.shared(factories.draft(), name="<b>Jo</b>"))
    assert "&lt;b&gt;Jo&lt;/b&gt;" in html
    assert "<b>Jo" not in html


def test_a_get_is_an_opening_and_a_head_is_none(client):
    shared = factories.shared(factories.draft())
    answer = client.head(path_of(shared), headers=FIREFOX)
    assert answer.status_code == 200
    assert not PreviewOpening.objects.exists()
    client.get(path_of(shared), headers=FIREFOX)
    opening = PreviewOpening.objects.get()
    assert (opening.program, opening.network) == ("firefox", "127.0.0.0/16")
    assert client.post(path_of(shared)).status_code == 405


def end_by(name, edition, shared):
    if name == "revoked":
        workflow.revoke_link(shared.link, by=person("petra"))
    elif name == "released":
        factories.do("release", edition, "petra")
    elif name == "discarded":
        factories.do("discard", edition, "petra")
    elif name == "left":
        workflow.deactivate(person("rhea"), by=person("admin"))


@pytest.mark.parametrize("name", ["revoked", "released", "discarded", "left"])
def test_what_has_ended_is_answered_as_what_never_was(client, name):
    picture = factories.described(factories.picture())
    edition = factories.approved(lead=str(picture.uuid))
    shared = factories.shared(edition, "rhea")
    file = f"{path_of(shared)}media/{picture.uuid}/thumb.webp"
    assert client.get(file).status_code == 200
    end_by(name, edition, shared)
    assert client.get(path_of(shared)).status_code == 404
    assert ended(client, path_of(shared))
    assert ended(client, file)
    client.force_login(person("petra"))
    assert ended(client, path_of(shared))
    assert not PreviewOpening.objects.exists()


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é", "%ff"])
def test_a_token_that_there_is_not_opens_nothing(client, token):
    factories.shared(factories.draft())
    assert ended(client, f"/preview/{token}/")


def test_dead_and_unknown_cost_the_same_questions(client, django_assert_num_queries):
    shared = factories.shared(factories.draft())
    workflow.revoke_link(shared.link, by=person("petra"))
    # Is there a living link: the one question.
    with django_assert_num_queries(1):
        client.get("/preview/never/")
    with django_assert_num_queries(1):
        client.get(path_of(shared))


def test_it_is_dead_at_the_second_of_the_release(client, at):
    edition = schedule()
    shared = factories.shared(edition, until=MOMENT + timedelta(hours=1))
    picture = edition.revision.image_uses.first().image
    file = f"{path_of(shared)}media/{picture.uuid}/thumb.webp"
    at(MOMENT - timedelta(microseconds=1))
    assert TOKEN in page(client, shared)
    assert client.get(file).status_code == 200
    assert client.get(edition.get_absolute_url()).status_code == 404
    at(MOMENT)
    assert ended(client, path_of(shared))
    assert ended(client, file)
    assert client.get(edition.get_absolute_url()).status_code == 200


def test_no_public_answer_differs_by_a_byte_for_a_shared_text(client, at):
    at(MOMENT - timedelta(seconds=1))
    edition = schedule()
    before = answers(client)
    shared = factories.shared(edition, until=MOMENT + timedelta(hours=1))
    page(client, shared)
    assert answers(client) == before


class TestFiles:
    @pytest.fixture
    def shown(self):
        picture = factories.described(factories.picture(), printable=True)
        recording = factories.attachment(title="The speech as given")
        edition = factories.draft(
            lead=str(picture.uuid),
            body=f"Look again:\n\n![](image:{picture.uuid})",
            attachments=(str(recording.uuid),),
        )
        return picture, recording, factories.shared(edition)

    def test_all_that_the_page_names_is_had_below_the_token_alone(self, client, shown):
        picture, recording, shared = shown
        html = page(client, shared)
        assert 'src="/media/' not in html
        assert "/attachments/" not in html
        sets = re.findall(r'srcset="([^"]+)"', html)
        files = {one.split()[0] for each in sets for one in each.split(", ")}
        files |= set(re.findall(r'(?:href|src)="(/preview/[^"]+)"', html))
        assert f"{path_of(shared)}media/{recording.uuid}.mp3" in files
        assert f"{path_of(shared)}media/{picture.uuid}/print.jpg" in files
        assert len(files) > 4
        for file in files:
            assert file.startswith(path_of(shared)), file
            answer = client.get(file)
            assert answer.status_code == 200, file
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            public = file.replace(path_of(shared), "/").split("/")
            assert client.get("/".join(public)).status_code == 404
        for address in addresses(picture, recording):
            assert client.get(address).status_code == 404, address

    def test_files_of_other_texts_are_not(self, client, shown):
        _picture, _recording, shared = shown
        other, document = factories.picture("crimson"), factories.attachment(seconds=4)
        factories.draft(lead=str(other.uuid), attachments=(str(document.uuid),))
        for name in (
            f"{other.uuid}.{other.extension}",
            f"{other.uuid}/thumb.webp",
            f"{document.uuid}.mp3",
            f"{_picture.uuid}/41.webp",
            f"{_picture.uuid}/thumb.exe",
        ):
            assert ended(client, f"{path_of(shared)}media/{name}"), name

    def test_a_picture_that_is_not_for_print_is_not_offered_so(self, client):
        picture = factories.described(factories.picture())
        shared = factories.shared(factories.draft(lead=str(picture.uuid)))
        assert ended(client, f"{path_of(shared)}media/{picture.uuid}/print.jpg")

    def test_a_picture_whose_rights_have_ended_is_not_shown(self, client, shown):
        picture, _recording, shared = shown
        words = picture.words.get()
        words.rights_until = clock.moment().date() - timedelta(days=2)
        words.save()
        file = f"{path_of(shared)}media/{picture.uuid}/thumb.webp"
        assert ended(client, file)

    def test_a_range_of_a_recording_is_had(self, client, shown):
        _picture, recording, shared = shown
        file = f"{path_of(shared)}media/{recording.uuid}.mp3"
        answer = client.get(file, headers={"Range": "bytes=0-3"})
        assert answer.status_code == 206
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_files_are_no_openings(self, client, shown):
        picture, _recording, shared = shown
        client.get(f"{path_of(shared)}media/{picture.uuid}/thumb.webp")
        assert not PreviewOpening.objects.exists()


def test_a_wording_that_is_kept_shows_its_own_files(client):
    picture = factories.described(factories.picture())
    edition = factories.draft(lead=str(picture.uuid))
    kept = factories.shared(edition, revision=edition.revision)
    latest = factories.shared(edition)
    changed = factories.content(body="Other words.")
    factories.do("save", edition, "dara", content=changed)
    assert "The second paragraph." in page(client, kept)
    assert "stays as it is" in page(client, kept)
    assert "Other words." in page(client, latest)
    assert "changes whenever" in page(client, latest)
    name = f"media/{picture.uuid}/thumb.webp"
    assert client.get(path_of(kept) + name).status_code == 200
    assert ended(client, path_of(latest) + name)


@pytest.mark.parametrize("kind", ["op_ed", "speech", "press_release", "interview"])
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_every_kind_in_every_direction_is_shown(client, kind, language):
    signed = () if kind == "press_release" else (Signatory("Ada Venn", "", "Envoy"),)
    edition = factories.draft(kind=kind, language=language, signatories=signed)
    assert "The second paragraph." in page(client, factories.shared(edition))


def test_a_translation_and_a_new_edition_are_shown(client):
    first = factories.released()
    french = workflow.translate(first, "fr", "courtesy", by=person("tomas"))
    html = page(client, factories.shared(french, "tomas"))
    assert '<html lang="fr"' in html
    second = factories.new_edition(first, body="Corrected.")
    later = factories.soon(60)
    change = {"moment": later, "change": "technical"}
    factories.do("schedule", second, "petra", **change)
    html = page(client, factories.shared(second))
    assert "Corrected." in html
    assert "What has changed" not in html
