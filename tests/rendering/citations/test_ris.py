"""RIS, read back by rispy."""

from dataclasses import replace
from datetime import date

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from publications.rendering.citations import Citation, FirstPublication, Name, ris

from .examples import ADA, BODIES, NAMES, TITLES, URL, line


class TestRIS:
    def read(self, citation: Citation) -> dict:
        [entry] = rispy.loads(ris(citation), newline="\r\n")
        return entry

    def test_a_record_says_all_that_is_known(self):
        citation = replace(
            ADA,
            subtitle="On water",
            translators=(Name("Lu Mei", "Lu", "Mei"),),
            first=FirstPublication(
                "Kaldar Courier", date(2026, 5, 5), "https://courier.example/a"
            ),
        )
        assert ris(citation).split("\r\n") == [
            "TY  - ELEC",
            "ID  - two-rivers-en-2",
            "AU  - Venn, Ada",
            "A4  - Lu, Mei",
            "TI  - Two Rivers, One Valley: On water",
            "M3  - Op-ed",
            "PB  - Embassy of Velmora in Tarsenia",
            "PY  - 2026",
            "DA  - 2026/05/06",
            "ET  - 2",
            "LA  - en",
            "N1  - First published in Kaldar Courier, 5 May 2026 "
            "https://courier.example/a",
            f"UR  - {URL}",
            "ER  - ",
            "",
        ]

    @pytest.mark.parametrize("title", TITLES)
    def test_a_title_comes_back(self, title):
        assert line(self.read(replace(ADA, title=title))["title"]) == line(title)

    @given(st.text(max_size=60))
    def test_nothing_in_a_title_begins_a_line(self, title):
        written = ris(replace(ADA, title=f"x{title}x"))
        assert len(written.splitlines()) == len(ris(ADA).splitlines())
        written.encode()
        assert self.read(replace(ADA, title=f"x{title}x"))["urls"] == [URL]

    @pytest.mark.parametrize("printed, family, given_name", NAMES.values(), ids=NAMES)
    def test_a_name_comes_back_family_first(self, printed, family, given_name):
        name = Name(printed, family, given_name)
        [read] = self.read(replace(ADA, authors=(name,)))["authors"]
        assert read == f"{family.replace(',', '')}, {given_name}"

    @pytest.mark.parametrize("body", BODIES)
    def test_a_body_has_no_comma_that_would_part_it(self, body):
        [read] = self.read(replace(ADA, authors=(Name(body),)))["authors"]
        assert read == body.replace(",", " –")
