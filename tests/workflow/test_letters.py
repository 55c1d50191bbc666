"""What notices say, and that they say it in every language of the site."""

import ast
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from publications import zones
from publications.models import Capacity, Change, Outcome, Priority, WithdrawalReason
from publications.workflow import letters, notices
from publications.workflow.letters import EVENTS, News, mail_language, write
from tests import catalogues, factories

MAIL = Path(settings.BASE_DIR) / "templates/publications/mail"
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")


def used() -> set[str]:
    """Every string that a notice may hold, in English."""
    found = {"(no title)"}
    for module in (letters, notices, zones):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "_",
                "lazy",
            ):
                found.add(ast.literal_eval(node.args[0]))
    for template in MAIL.iterdir():
        found.update(re.findall(r'{% translate "(.+?)" %}', template.read_text()))
    with translation.override("en"):
        for choices in (Capacity, Change, Outcome, Priority, WithdrawalReason):
            found.update(str(choice.label) for choice in choices)
    return found


@cache
def catalogue(language: str) -> dict[str, str]:
    """What each string is in a language."""
    entries = catalogues.read(catalogues.file_of(language))
    return {said.words: forms[0] for said, forms in entries.items() if not said.plural}


def news(event="scheduled", **more):
    moment = datetime(2027, 3, 28, 6, 0, tzinfo=UTC)
    values = {
        "event": event,
        "edition": factories.draft(**more.pop("content", {})),
        "facts": (
            (EVENTS["remarked"].headline, date(2027, 3, 5)),
            (EVENTS["released"].headline, moment),
        ),
        "address": "https://press.example/admin/",
        **more,
    }
    return News(**values)


@pytest.mark.parametrize("language", OTHERS)
def test_every_string_is_translated_with_its_placeholders(language):
    known = catalogue(language)
    assert len(used()) > 60
    for words in used():
        translated = known.get(words, "")
        assert translated.strip(), words
        assert sorted(PLACEHOLDER.findall(words)) == sorted(
            PLACEHOLDER.findall(translated)
        ), words


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("event", EVENTS)
def test_a_letter_comes_out_in_its_readers_language(event, language):
    with translation.override(language):
        own = [str(words) for words in EVENTS[event]]
    with translation.override("en"):
        english = [str(words) for words in EVENTS[event]]
    assert own != english
    assert own == [catalogue(language)[words] for words in english]


@pytest.mark.django_db
def test_moments_are_told_where_people_live_and_in_utc(settings):
    settings.TIME_ZONE = "Asia/Baku"
    settings.CAPITAL_TIME_ZONE = "Asia/Shanghai"
    letter = write(news(), "en")
    for told in (
        "Remark 5 March 2027\n",
        "Released Asia/Baku (mission): 28 March 2027, 10:00\n",
        "Released Asia/Shanghai (capital): 28 March 2027, 14:00\n",
        "Released UTC: 28 March 2027, 06:00\n",
    ):
        assert told in letter.text


@pytest.mark.django_db
def test_a_letter_in_arabic_runs_from_right_to_left_around_a_title_that_does_not():
    letter = write(news(), "ar")
    assert '<html lang="ar" dir="rtl">' in letter.html
    assert '<p lang="en" dir="ltr"><strong>Two Rivers' in letter.html
    assert "28 مارس 2027، 06:00" in letter.text
    assert letter.subject == "تمت جدولة النشر: Two Rivers, One Valley"


@pytest.mark.django_db
def test_markup_is_plain_in_the_text_and_harmless_in_the_html():
    words = "<b>Fish & chips</b>\nsecond line"
    letter = write(
        news(content={"title": "<i>Salt & pepper</i>"}, note=words, quotation=words),
        "en",
    )
    assert "<i>Salt & pepper</i>" in letter.text
    assert letter.text.count(words) == 2
    assert "<i>" not in letter.html
    assert letter.html.count("&lt;b&gt;Fish &amp; chips&lt;/b&gt;<br>second line") == 2


@pytest.mark.django_db
def test_a_subject_is_one_line_whatever_the_title_holds():
    odd = news(content={"title": "Odd\nBcc: a@b.example " + "x" * 250})
    subject = write(odd, "en").subject
    assert subject.startswith("Scheduled: Odd Bcc: a@b.example xxx")
    assert "\n" not in subject


@pytest.mark.django_db
def test_a_letter_needs_nothing_from_anywhere():
    html = write(news(), "en").html
    assert not re.search(r"<(img|link|script|style)|style=|src=", html)


@pytest.mark.parametrize(
    ("wanted", "spoken"), [("az", "az"), ("", "en"), ("tlh", "en"), ("zh", "en")]
)
def test_mail_is_in_a_language_of_the_site(wanted, spoken):
    assert mail_language(wanted) == spoken
