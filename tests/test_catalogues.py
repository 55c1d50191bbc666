"""The site's words in every language: all there, and each said in its own way."""

import gettext
import re

import pytest
from django.conf import settings

from tests import catalogues
from tests.catalogues import Said, of_desk, of_sources, read

OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
# Until every word of the desk is there, none of them is demanded; those that are there
# are held to the same rules.
DESK_IS_COMPLETE = True
FORMS = {"zh-hans": 1, "az": 2, "fr": 2, "ru": 4, "ar": 6}
# The same word in both languages.
THE_SAME = {
    "fr": {
        *("Article", "Articles", "Correction", "Corrections", "%(zone)s (mission)"),
        *("%(minutes)s minute", "%(minutes)s minutes"),
        *("Note", "note", "Embargo", "pixels", "Portrait", "portrait", "Date", "date"),
        *("Page", "page", "Pages", "pages", "position", "passage", "description"),
        *("Publications", "publication", "publications", "admission", "admissions"),
    },
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# In French, no break before a high mark, nor inside of the marks of a quotation.
FRENCH_SPACE = re.compile("[^\u00a0\u202f\\d][:;!?»](?!//|\\[)|«(?![\u00a0\u202f])")
# Half-width marks after a Chinese letter.
CHINESE_MARK = re.compile("[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\\.(?!\\w)")
ARABIC_MARK = re.compile("[\u0621-\u064a] ?[,;?]")


def faults(language: str, known: dict[Said, list[str]]) -> list[str]:
    """Everything that is wrong with a catalogue, a sentence each."""
    said, desk = of_sources(), of_desk()
    nowhere = known.keys() - said - desk.keys()
    found = [f"not translated: {each.words}" for each in sorted(said - known.keys())]
    found += [f"said nowhere: {each.words}" for each in sorted(nowhere)]
    for each, forms in known.items():
        wanted = FORMS[language] if each.plural else 1
        if len(forms) != wanted:
            found.append(f"has {len(forms)} forms of {wanted}: {each.words}")
        for form in forms:
            found += [
                f"{fault}: {each.words}" for fault in _faults(language, each, form)
            ]
    return found


def _faults(language: str, each: Said, form: str):
    english = (each.words, each.plural)
    if not form.strip():
        yield "not translated"
    elif (
        form in english and _has_words(form) and form not in THE_SAME.get(language, ())
    ):
        yield "merely English"
    if sorted(TAG.findall(form)) not in [sorted(TAG.findall(e)) for e in english]:
        yield "other markup"
    placed = set(PLACEHOLDER.findall(form))
    if each.plural:
        # "One text" need not name its number.
        if not placed <= set(PLACEHOLDER.findall(each.plural)):
            yield "other placeholders"
    elif sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(each.words)):
        yield "other placeholders"
    if BIDI.search(form):
        yield "an invisible mark"
    words = TAG.sub("", form)
    rule = {"fr": FRENCH_SPACE, "zh-hans": CHINESE_MARK, "ar": ARABIC_MARK}
    if (pattern := rule.get(language)) and pattern.search(words):
        yield f"a mark as in English ({pattern.search(words)[0]})"


def _has_words(form: str) -> bool:
    return any(c.isalpha() for c in PLACEHOLDER.sub("", form))


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_site_is_said_in_every_language(language):
    assert len(of_sources()) > 200
    assert faults(language, read(catalogues.file_of(language))) == []


@pytest.mark.skipif(not DESK_IS_COMPLETE, reason="the desk is being translated")
@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_desk_is_said_in_every_language(language):
    missing = of_desk().keys() - read(catalogues.file_of(language)).keys()
    assert sorted(each.words for each in missing) == []


def test_what_readers_are_told_is_none_of_the_desks_own():
    assert of_sources().isdisjoint(of_desk())
    where = of_desk()[Said("The text is in no bundle.")]
    assert where == "publications/workflow/bundles.py"
    assert len(of_desk()) > 1000


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_is_written(language):
    path = catalogues.file_of(language)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")
    written = {}
    for said, forms in read(path).items():
        key = f"{said.context}\x04{said.words}" if said.context else said.words
        for number, form in enumerate(forms):
            written[(key, number) if said.plural else key] = form
    assert compiled == written


LATEST = Said("Latest texts")


@pytest.mark.parametrize(
    ("language", "said", "form", "fault"),
    [
        ("fr", LATEST, "", "not translated"),
        ("fr", LATEST, "Latest texts", "merely English"),
        ("fr", Said("Page: %(page)s"), "Page\u00a0: %(pages)s", "other placeholders"),
        ("fr", Said("Page: %(page)s"), "Folio: %(page)s", "a mark as in English"),
        ("fr", Said("On <b>it</b>"), "Sur <i>cela</i>", "other markup"),
        ("ar", LATEST, "\u202bأحدث النصوص", "an invisible mark"),
        ("ar", LATEST, "أحدث, النصوص", "a mark as in English"),
        ("zh-hans", LATEST, "最新,文章", "a mark as in English"),
    ],
)
def test_each_rule_finds_its_fault(language, said, form, fault):
    (told,) = _faults(language, said, form)
    assert told.startswith(fault)


def test_a_form_too_few_or_a_word_too_many_is_told():
    several = Said("%(n)d text", "%(n)d texts")
    told = faults("ru", {several: ["%(n)d текст", "%(n)d текста"]})
    assert "has 2 forms of 4: %(n)d text" in told
    assert "said nowhere: %(n)d text" in told
    assert "not translated: Latest texts" in told


def test_templates_and_sources_are_read_with_plurals_and_contexts():
    template = (
        '{% load i18n %}{% translate "A “b”" %}{% translate "May" context "month" %}'
        "{% blocktranslate count n=n trimmed %}{{ n }} text{% plural %}{{ n }} texts"
        "{% endblocktranslate %}"
    )
    assert set(catalogues._of_template(template)) == {
        Said("A “b”"),
        Said("May", context="month"),
        Said("%(n)s text", "%(n)s texts"),
    }
    python = '_("One" " more")\nngettext("a", "b", n)\npgettext("c", "d")\nother("e")'
    assert set(catalogues._of_python(python)) == {
        Said("One more"),
        Said("a", "b"),
        Said("d", context="c"),
    }
