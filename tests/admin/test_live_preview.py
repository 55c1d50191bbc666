"""What is typed, shown as its page: the same parts; nothing is stored or framed."""

import re

import pytest
from django.urls import reverse

from publications.models import AuditEntry, Revision
from publications.rendering.reading_time import reading_minutes
from publications.templatetags.publications_text import on_page
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/markdownx/preview/"
SIGNED = {
    "signatory-0-name": "Lin Oro",
    "signatory-0-honorific": "Ms.",
    "signatory-0-post": "Ambassador",
    "signatory-0-role": "author",
}
# As the page was opened: told beside what stands there now.
OPENED = {f"initial-{name}": value for name, value in SIGNED.items()}


@pytest.fixture
def ask(client):
    client.force_login(person("dara"))

    def asked(**typed):
        answer = client.post(PREVIEW, {"language": "en", **typed})
        assert answer.status_code == 200
        return answer.json()

    return asked


def in_words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_body_is_shown_as_its_pages_show_it(client, ask):
    body = "## Head\n\n**Bold** <script>alert(1)</script>\n\n| a |\n|---|\n| 1 |"
    edition = factories.released(body=body)
    shown = on_page(edition.revision.rendering.html, edition.kind)
    assert shown in ask(content=body, kind=edition.kind)["page"]
    as_readers_will = reverse("admin:edition_preview", args=[edition.pk])
    for page in (edition.get_absolute_url(), as_readers_will):
        assert shown in client.get(page).content.decode(), page


def test_all_that_stands_above_the_body_is_shown_and_nothing_is_stored(ask):
    image = factories.picture()
    image.words.create(language="en", alt="A valley")
    entries = AuditEntry.objects.count()
    page = ask(
        content="**Words.**",
        kind="interview",
        title="A <b>ferry</b>",
        subtitle="Why it matters",
        summary="Two sentences.",
        lead=str(image.uuid),
        written_on="2026-03-01",
        place="Kaldar",
        **{**SIGNED, "signatory-0-role": "interviewee"},
        **{"signatory-1-name": "Ada Venn", "signatory-1-role": "translator"},
    )["page"]
    assert '<article class="text interview">' in page
    assert "<h1>A &lt;b&gt;ferry&lt;/b&gt;</h1>" in page
    words = in_words(page)
    for told in (
        *("Interview", "Why it matters", "Interviewee Ms. Lin Oro Ambassador"),
        *("Translated by Ada Venn", "Two sentences.", "1 March 2026", "Kaldar"),
    ):
        assert told in words, told
    assert 'alt="A valley"' in page
    assert 'class="question"' in page
    assert not Revision.objects.exists()
    assert AuditEntry.objects.count() == entries


def test_a_byline_made_from_the_signatories_follows_them_and_a_worded_one_stays(ask):
    made = {"byline": "Ms. Lin Oro, Ambassador"}
    opened = {**OPENED, "initial-byline": made["byline"]}
    others = {**SIGNED, "signatory-0-name": "Ada Venn"}
    words = in_words(ask(content="x", **others, **opened, **made)["page"])
    assert "Ms. Ada Venn Ambassador" in words
    assert "Lin Oro" not in words
    worded = ask(content="x", **others, **opened, byline="By our own hand")["page"]
    assert "By our own hand" in worded


@pytest.mark.parametrize(
    ("language", "direction", "title"),
    [("ar", "rtl", "بيان EU"), ("zh-hans", "ltr", "渡轮")],
)
def test_a_page_runs_and_speaks_as_its_text_does(ask, language, direction, title):
    page = ask(content="x", title=title, kind="op_ed", language=language)["page"]
    assert f'dir="{direction}">\n<head>' in page
    assert "Op-ed" not in page


def test_the_length_is_that_which_readers_are_told(ask):
    chinese = "## 渡轮\n\n渡轮九点开船，**十点**到达。"
    for language, body, words, characters in (
        ("en", "It’s *nine*.[^1]\n\n[^1]: In winter.", 4, 27),
        ("zh-hans", chinese, 12, 14),
        ("ar", "بيانُ السِّفارةِ", 2, 12),
    ):
        told = in_words(ask(content=body, language=language)["counted"])
        minutes = reading_minutes(words, language)
        assert told == f"{words} words {characters} characters {minutes} minute to read"
    edition = factories.released(body=chinese, language="zh-hans")
    assert edition.revision.rendering.words == 12


def test_a_preview_says_which_pictures_need_care(ask):
    image = factories.picture()
    unknown = "00000000-0000-4000-8000-000000000001"
    body = f"![](image:{image.uuid})\n\n![](image:{unknown})"

    def care(language="en"):
        told = ask(content=body, language=language)["care"]
        return re.findall(r'class="care">(.*?)</li>', told)

    assert ["valley.png" in care()[0], unknown in care()[1]] == [True, True]
    image.words.create(language="en", alt="A valley")
    assert [unknown in sentence for sentence in care()] == [True]
    assert len(care("ar")) == 2
    image.words.create(language="ar", decorative=True)
    assert len(care("ar")) == 1


def test_of_a_long_text_the_beginning_is_shown_and_one_too_long_is_refused(client, ask):
    answer = ask(content="Word. " * 17_000 + "END")
    assert "The preview shows the first 100000 characters" in answer["care"]
    assert "END" not in answer["page"]
    assert answer["counted"] == ""
    refused = client.post(PREVIEW, {"content": "a" * 400_001})
    assert refused.status_code == 400
    assert refused.headers["Content-Type"].startswith("text/plain")
    assert refused.content.decode().startswith("This text is too long for one page")


@pytest.mark.parametrize(
    "odd",
    [
        {"language": "xx", "kind": "novel", "lead": "../x", "fidelity": "so-so"},
        {"written_on": "2026-02-31", "signatory-0-ORDER": "x", "signatory-0-name": "A"},
        {"signatory-0-name": "A", "signatory-0-role": "king", "byline": "\x00"},
    ],
)
def test_odd_questions_get_a_preview_all_the_same(ask, odd):
    odd = {
        name: value.encode("utf-8", "ignore").decode() for name, value in odd.items()
    }
    assert "<main" in ask(**odd)["page"]


def test_no_answer_of_the_desk_may_be_framed(client, ask):
    """The frame is filled without an address: nothing had to be loosened for it."""
    edition = factories.draft()
    page = reverse("admin:publications_edition_change", args=[edition.pk])
    for answer in (client.get(page), client.post(PREVIEW, {"content": "x"})):
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert "frame-src" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
    frame = re.search(r"<iframe[^>]*>", client.get(page).content.decode())[0]
    assert 'sandbox="allow-same-origin allow-popups' in frame
    assert "allow-scripts" not in frame
    assert "src" not in frame
