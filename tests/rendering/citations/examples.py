"""What is cited in these tests: names in every script, and titles that are hard."""

import re
from datetime import date

from publications.rendering.citations import Citation, Name

URL = "https://press.example/en/2026/two-rivers/editions/2/"
ADA = Citation(
    key="two-rivers-en-2",
    kind="op_ed",
    genre="Op-ed",
    language="en",
    title="Two Rivers, One Valley",
    authors=(Name("Ada Venn", "Venn", "Ada"),),
    publisher="Embassy of Velmora in Tarsenia",
    issued=date(2026, 5, 6),
    edition=2,
    url=URL,
)
# (name as printed, family, given) in the scripts of the site.
NAMES = {
    "Latin": ("Ada Venn", "Venn", "Ada"),
    "family first": ("Lu Mei", "Lu", "Mei"),
    "Chinese": ("卢梅", "卢", "梅"),
    "Arabic": ("ليلى الخطيب", "الخطيب", "ليلى"),
    "Cyrillic": ("Ада Иванова-Щербак", "Иванова-Щербак", "Ада"),
    "Azerbaijani": ("Çingiz Əliyev", "Əliyev", "Çingiz"),
    "French": ("Zoé L’Œuvre", "L’Œuvre", "Zoé"),
    "with a particle": ("Charles de Gaulle", "de Gaulle", "Charles"),
    "that parts names": ("Bob And", "And", "Bob"),
    "with a comma": ("John Doe, Jr.", "Doe, Jr.", "John"),
    "odd": ("{A} & B% _C", "B% _C", "{A} &"),
}
BODIES = [
    "Ministry of Energy, Water and Others",
    "外交部",
    "وزارة الخارجية",
    "Министерство иностранных дел",
    "Xarici İşlər Nazirliyi",
    "R&D {Group} 100% #1",
]
TITLES = [
    r"""A {brace}, 100% of #1 & a_b: ~x^2 \ $5 "so" 'it' `goes`""",
    "one } and { another",
    "}{",
    "}} and {{",
    "an open { brace",
    r"\textbf{bold} \{ \\",
    "a -- b --- c ''d'' ``e`` ?` !` ,, << >>",
    "Two\nlines,\r\n three\tcolumns\u2028and\x0ban \x00end\x85",
    "双河一谷", "نهران ووادٍ واحد", "Две реки", "İki çay, bir vadi", "« L’eau\xa0» ?",
    "TY  - ER  - AU  - none",
]  # fmt: skip


def line(value: str) -> str:
    """What of a title must come back: its characters, on one line."""
    spaced = re.sub("[\t-\r\x1c- \x85\u2028\u2029]+", " ", value)
    return re.sub("[\x00-\x1f\x7f-\x9f]", "", spaced).strip(" ")
