"""A citation in words, in the marks of its language."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from publications.rendering.citations import (
    FirstPublication,
    Name,
    bibtex,
    csl_json,
    in_sentences,
    plain,
    ris,
)

from .examples import ADA, NAMES, URL


class TestWords:
    def test_a_citation_in_english(self):
        citation = replace(
            ADA,
            subtitle="On water",
            authors=(
                Name("Ada Venn", "Venn", "Ada"),
                Name("Lu Mei", "Lu", "Mei"),
                Name("Ministry of Energy"),
            ),
            translators=(Name("Bo Li", "Li", "Bo"),),
            interviewers=(Name("Kaldar Courier"),),
            first=FirstPublication(
                "Kaldar Courier", date(2026, 5, 5), "https://x.example"
            ),
        )
        assert plain(citation) == (
            "Venn, Ada; Lu Mei; Ministry of Energy. "
            "“Two Rivers, One Valley: On water”. "
            "Translated by Li, Bo. Interview by Kaldar Courier. "
            "Embassy of Velmora in Tarsenia, 6 May 2026. Edition 2. "
            f"First published in Kaldar Courier, 5 May 2026. {URL}\n"
        )

    @pytest.mark.parametrize(
        ("language", "name", "marks"),
        [
            ("zh-hans", "Chinese", ("卢梅。《T：S》。", "，2026年5月6日。")),
            ("ar", "Arabic", ("الخطيب، ليلى. «\u2068T: S\u2069». ", "، 6 مايو 2026. ")),
            ("ru", "Cyrillic", ("Иванова-Щербак, Ада. «T: S». ", ", 6 мая 2026")),
            ("fr", "French", ("L’Œuvre, Zoé. «\xa0T\xa0: S\xa0». ", ", 6 mai 2026. ")),
            ("az", "Azerbaijani", ("Əliyev, Çingiz. “T: S”. ", ", 6 may 2026. ")),
        ],
    )
    def test_each_language_has_its_own_marks_and_days(self, language, name, marks):
        authors = (Name(*NAMES[name]),)
        citation = replace(
            ADA, language=language, title="T", subtitle="S", authors=authors
        )
        with translation.override("en"):
            words = in_sentences(citation)
        before, after = marks
        assert words.startswith(before)
        assert after in words

    def test_a_latin_name_in_an_arabic_line_keeps_its_day_behind_it(self):
        first = FirstPublication("Kaldar Courier", date(2026, 5, 5))
        citation = replace(ADA, language="ar", title="نهران", first=first)
        words = in_sentences(citation)
        assert "\u2068Embassy of Velmora in Tarsenia\u2069، 6" in words
        assert "\u2068Kaldar Courier\u2069، 5" in words
        assert "«نهران»" in words
        for write in (bibtex, ris, csl_json):
            assert "\u2068" not in write(citation)

    def test_a_sentence_ends_once(self):
        citation = replace(
            ADA, authors=(Name("Venn Ltd."),), title="Why?", subtitle="So"
        )
        assert in_sentences(citation).startswith("Venn Ltd. “Why? So”. Embassy")

    def test_whoever_has_no_parts_stands_as_printed(self):
        assert plain(replace(ADA, authors=(Name("Ada Venn"),))).startswith("Ada Venn. ")
        assert plain(replace(ADA, authors=(Name("Ada Venn", "Venn"),))).startswith(
            "Ada Venn. "
        )

    def test_a_family_that_only_looks_first_is_turned_round(self):
        name = Name("Alina Ali", "Ali", "Alina")
        assert plain(replace(ADA, authors=(name,))).startswith("Ali, Alina. ")


@pytest.mark.parametrize("write", [plain, bibtex, ris, csl_json])
def test_the_reader_s_language_changes_no_byte(write):
    citation = replace(ADA, first=FirstPublication("Courier", date(2026, 5, 5)))
    written = write(citation)
    for language in ("ar", "zh-hans", "fr"):
        with translation.override(language):
            assert write(citation) == written
