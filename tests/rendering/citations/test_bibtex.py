"""BibTeX, read back by bibtexparser, and its LaTeX by pylatexenc."""

import string
from dataclasses import replace
from datetime import date
from itertools import accumulate

import bibtexparser
import pytest
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from publications.rendering.citations import Citation, FirstPublication, Name, bibtex

from .examples import ADA, BODIES, NAMES, TITLES, URL, line


class TestBibTeX:
    # What pylatexenc's own table lacks, or has otherwise than LaTeX prints it.
    TABLE = get_default_latex_context_db()
    TABLE.add_context_category(
        "more",
        prepend=True,
        macros=[
            MacroTextSpec("textbraceleft", "{"),
            MacroTextSpec("textbraceright", "}"),
            MacroTextSpec("textasciicircum", "^"),
        ],
    )

    DECODER = LatexNodes2Text(latex_context=TABLE, math_mode="text")

    def decoded(self, parts: list[str]) -> str:
        """Names are split before what is in them is decoded."""
        return self.DECODER.latex_to_text(" ".join(parts))

    def entry(self, citation: Citation, *, decoded: bool = True):
        library = bibtexparser.parse_string(
            bibtex(citation),
            append_middleware=[
                SeparateCoAuthors(),
                SplitNameParts(),
                *([LatexDecodingMiddleware(decoder=self.DECODER)] if decoded else []),
            ],
        )
        assert library.failed_blocks == []
        [entry] = library.entries
        return entry

    def read(self, citation: Citation, name: str) -> str:
        return self.entry(citation)[name]

    def test_an_entry_says_all_that_is_known(self):
        citation = replace(
            ADA,
            subtitle="On water",
            translators=(Name("Lu Mei", "Lu", "Mei"),),
            first=FirstPublication(
                "Kaldar Courier", date(2026, 5, 5), "https://courier.example/a_b%20c#d"
            ),
        )
        assert bibtex(citation) == (
            "@online{two-rivers-en-2,\n"
            "  author = {Venn, Ada},\n"
            "  title = {{Two Rivers, One Valley}},\n"
            "  subtitle = {{On water}},\n"
            "  titleaddon = {Op-ed},\n"
            "  translator = {Lu, Mei},\n"
            "  organization = {{Embassy of Velmora in Tarsenia}},\n"
            "  date = {2026-05-06},\n"
            "  version = {2},\n"
            "  langid = {english},\n"
            f"  url = {{{URL}}},\n"
            "  addendum = {First published in Kaldar Courier, 5 May 2026, "
            r"\url{https://courier.example/a_b\%20c\#d}}," + "\n}\n"
        )

    @pytest.mark.parametrize("title", TITLES)
    def test_a_title_comes_back(self, title):
        assert self.read(replace(ADA, title=title), "title") == line(title)

    @given(st.text(string.printable + "“”éƏд中ع\xa0\x85\u2028", max_size=60))
    def test_any_title_comes_back_and_ends_no_field(self, title):
        title = f"x{title}x"
        entry = self.entry(replace(ADA, title=title))
        assert "".join(entry["title"].split()) == "".join(line(title).split())
        assert entry["version"] == "2"

    @pytest.mark.parametrize("title", TITLES)
    def test_its_braces_pair_off_as_bibtex_counts_them(self, title):
        """BibTeX counts those behind a backslash, too; bibtexparser doesn't."""
        citation = replace(ADA, title=title, authors=(Name(title),))
        braces = [{"{": 1, "}": -1}.get(c, 0) for c in bibtex(citation).rstrip()]
        depths = list(accumulate(braces))
        assert depths[-1] == 0
        assert min(depths[depths.index(1) : -1]) == 1
        for field in bibtex(citation).splitlines()[1:-1]:
            inner = list(accumulate({"{": 1, "}": -1}.get(c, 0) for c in field[:-2]))
            assert min(inner[inner.index(1) :]) == 1

    @pytest.mark.parametrize("printed, family, given_name", NAMES.values(), ids=NAMES)
    def test_a_name_comes_back_in_its_parts(self, printed, family, given_name):
        name = Name(printed, family, given_name)
        entry = self.entry(replace(ADA, authors=(name, Name("X Y", "Y", "X"))))
        first, second = entry["author"]
        assert self.decoded(first.von + first.last) == family
        assert self.decoded(first.first) == given_name
        assert second.last == ["Y"]

    @pytest.mark.parametrize("body", BODIES)
    def test_a_body_is_one_name(self, body):
        citation = replace(ADA, authors=(Name(body), Name("Lu Mei", "Lu", "Mei")))
        body_read, lu = self.entry(citation)["author"]
        assert (body_read.first, body_read.von, body_read.jr) == ([], [], [])
        assert self.decoded(body_read.last) == body
        assert (lu.last, lu.first) == (["Lu"], ["Mei"])

    def test_an_address_is_read_as_it_is(self):
        url = "https://press.example/a_b/%7Ex/?a=1&b=~2"
        assert self.entry(replace(ADA, url=url), decoded=False)["url"] == url

    def test_an_address_ends_no_field(self):
        url = "https://press.example/}\\{ x"
        read = self.entry(replace(ADA, url=url), decoded=False)["url"]
        assert read == "https://press.example/%7D%5C%7B%20x"
