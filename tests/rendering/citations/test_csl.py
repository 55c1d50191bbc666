"""CSL-JSON, of which citeproc-py makes a reference."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import citeproc
import pytest
from citeproc.source.json import CiteProcJSON

from publications.rendering.citations import Citation, FirstPublication, Name, csl_json

from .examples import ADA, BODIES, NAMES, TITLES, URL, line


class TestCSL:
    SCHEMA = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"

    def item(self, citation: Citation) -> dict:
        [item] = json.loads(csl_json(citation))
        return item

    def reference(self, citation: Citation) -> str:
        """As the style that comes with citeproc-py prints it, without its markup."""
        source = CiteProcJSON(json.loads(csl_json(citation)))
        style = citeproc.CitationStylesStyle(
            "harvard-cite-them-right", locale="en-GB", validate=False
        )
        bibliography = citeproc.CitationStylesBibliography(
            style, source, citeproc.formatter.plain
        )
        bibliography.register(citeproc.Citation([citeproc.CitationItem(ADA.key)]))
        [printed] = bibliography.bibliography()
        return "".join(printed)

    def known(self, file: str) -> set[str]:
        return set(re.findall('"([A-Za-z_-]+)"', (self.SCHEMA / file).read_text()))

    def full(self, kind: str = "speech") -> Citation:
        return replace(
            ADA,
            kind=kind,
            subtitle="On water",
            translators=(Name("Lu Mei", "Lu", "Mei"),),
            interviewers=(Name("Kaldar Courier"),),
            event="Water Week",
            place="Kaldar",
            delivered_on=date(2026, 5, 4),
            first=FirstPublication("Kaldar Courier", date(2026, 5, 5)),
        )

    def test_an_item_says_all_that_is_known(self):
        assert self.item(self.full()) == {
            "id": "two-rivers-en-2",
            "type": "speech",
            "title": "Two Rivers, One Valley: On water",
            "title-short": "Two Rivers, One Valley",
            "author": [{"family": "Venn", "given": "Ada"}],
            "translator": [{"family": "Lu", "given": "Mei"}],
            "interviewer": [{"literal": "Kaldar Courier"}],
            "issued": {"date-parts": [[2026, 5, 6]]},
            "publisher": "Embassy of Velmora in Tarsenia",
            "edition": "2",
            "genre": "Op-ed",
            "language": "en",
            "event": "Water Week",
            "event-place": "Kaldar",
            "event-date": {"date-parts": [[2026, 5, 4]]},
            "original-publisher": "Kaldar Courier",
            "original-date": {"date-parts": [[2026, 5, 5]]},
            "note": "First published in Kaldar Courier, 5 May 2026",
            "URL": URL,
        }

    @pytest.mark.parametrize(
        "kind",
        ["op_ed", "article", "speech", "interview", "statement", "press_release"],
    )
    def test_the_schema_knows_every_name(self, kind):
        item = self.item(self.full(kind))
        assert item["type"] in self.known("csl-types.rnc")
        own = {"id", "type"}
        assert set(item) - own <= self.known("csl-variables.rnc")

    @pytest.mark.parametrize("kind", ["op_ed", "speech", "interview", "press_release"])
    def test_a_style_makes_a_reference_of_it(self, kind):
        printed = self.reference(replace(ADA, kind=kind))
        assert printed.startswith("Venn, A. (2026)")
        assert "Two Rivers, One Valley" in printed
        assert URL in printed

    @pytest.mark.parametrize("printed, family, given_name", NAMES.values(), ids=NAMES)
    def test_a_name_comes_back_in_its_parts(self, printed, family, given_name):
        name = Name(printed, family, given_name)
        [read] = self.item(replace(ADA, authors=(name,)))["author"]
        assert read == {"family": family, "given": given_name}
        assert self.reference(replace(ADA, authors=(name,))).startswith(family)

    @pytest.mark.parametrize("body", BODIES)
    def test_a_body_is_printed_whole(self, body):
        assert self.reference(replace(ADA, authors=(Name(body),))).startswith(body)

    @pytest.mark.parametrize("title", TITLES)
    def test_a_title_comes_back(self, title):
        assert line(self.item(replace(ADA, title=title))["title"]) == line(title)

    def test_a_tag_has_its_script_in_its_own_case(self):
        assert self.item(replace(ADA, language="zh-hans"))["language"] == "zh-Hans"
