"""Tables of a body: they scroll, they have names, their cells are marked."""

from django.utils import translation

from publications.rendering import tables as tables_module
from tests.rendering.dom import elements
from tests.rendering.pages import body, one

TABLE = "|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|"


def test_alignment_is_a_class_and_never_a_style():
    html = body(TABLE)
    assert "style" not in html
    for name in ("th", "td"):
        classes = [each.attrib.get("class") for each in elements(html, name)]
        assert classes == ["align-left", "align-center", "align-right", None]


def test_a_table_scrolls_in_a_box_that_a_keyboard_reaches():
    box = one(body(TABLE), "div")
    assert box.attrib == {
        "class": "table",
        "role": "region",
        "tabindex": "0",
        "aria-label": "Table",
    }
    assert [each.tag for each in box] == ["table"]


def test_tables_are_told_apart_by_number():
    html = body(f"{TABLE}\n\n{TABLE}\n\n> {TABLE}".replace("\n|", "\n|"))
    labels = [each.attrib["aria-label"] for each in elements(html, "div")]
    assert labels == [f"Table {number}" for number in range(1, len(labels) + 1)]
    assert len(labels) >= 2


def test_header_cells_say_that_they_head_a_column_and_an_empty_one_heads_nothing():
    html = body("||b|\n|-|-|\n|x|y|")
    assert [each.attrib for each in elements(html, "th")] == [{"scope": "col"}]
    assert len(elements(html, "td")) == 3


def test_the_name_of_a_table_is_in_the_language_of_the_text(
    monkeypatch, in_this_process
):
    monkeypatch.setattr(
        tables_module, "gettext", lambda text: f"{translation.get_language()} {text}"
    )
    with translation.override("fr"):
        html = body(TABLE, "az")
        assert translation.get_language() == "fr"
    assert one(html, "div").attrib["aria-label"] == "az Table"
