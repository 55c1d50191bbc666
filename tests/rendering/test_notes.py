"""Notes of a body: numbered as they are come to, each way by a link."""

import pytest
from django.utils import translation

from publications.rendering import footnotes as footnotes_module
from publications.rendering import render
from tests.rendering.dom import elements, words
from tests.rendering.pages import body, ids, one

NOTES = "One[^a], two[^b], one again[^a].\n\n[^b]: Second.\n\n[^a]: First."


def test_notes_are_numbered_as_the_text_comes_to_them():
    html = body(NOTES)
    notes = one(html, "ol").findall("li")
    assert [each.attrib["id"] for each in notes] == ["fn-1", "fn-2"]
    assert ["".join(each.itertext()).split(" ↑")[0].strip() for each in notes] == [
        "First.",
        "Second.",
    ]


def test_references_and_notes_lead_to_each_other():
    html = body(NOTES)
    links = {each.attrib.get("id"): each for each in elements(html, "a")}
    assert links["fnref-1"].attrib["href"] == "#fn-1"
    assert links["fnref-1-2"].attrib["href"] == "#fn-1"
    assert links["fnref-2"].attrib["href"] == "#fn-2"
    back = [
        each.attrib["href"]
        for each in elements(html, "a")
        if each.attrib["role"] == "doc-backlink"
    ]
    assert back == ["#fnref-1", "#fnref-1-2", "#fnref-2"]
    assert {lead[1:] for lead in back} <= set(ids(html))


def test_notes_say_what_they_are():
    html = body(NOTES)
    assert one(html, "section").attrib == {
        "class": "footnotes",
        "role": "doc-endnotes",
        "aria-label": "Footnotes",
    }
    labels = [each.attrib["aria-label"] for each in elements(html, "a")]
    assert labels == [
        "Footnote 1",
        "Footnote 2",
        "Footnote 1",
        "Back to the text, footnote 1",
        "Back to the text, footnote 1, reference 2",
        "Back to the text, footnote 2",
    ]


def test_the_labels_of_notes_are_in_the_language_of_the_text(
    monkeypatch, in_this_process
):
    monkeypatch.setattr(
        footnotes_module,
        "gettext",
        lambda text: f"{translation.get_language()} {text}",
    )
    with translation.override("en"):
        html = body(NOTES, "zh-hans")
    labels = [each.attrib["aria-label"] for each in elements(html, "a")]
    labels.append(one(html, "section").attrib["aria-label"])
    assert all(label.startswith("zh-hans ") for label in labels)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x[^1]\n\n[^1]: first\n\n[^1]: second", ["first", "second"]),
        ("x\n\n[^never]: not referred to", ["not referred to"]),
        ("x[^1]\n\n[^1]: see[^2]\n\n[^2]: there", ["see", "there"]),
        ("x[^1]\n\n[^1]: itself[^1]", ["itself"]),
        ("x[^1]\n\n[^1]: - a list\n    - of two", ["a list", "of two"]),
        ("x[^1]\n\n[^1]:\n", ["x"]),
    ],
)
def test_no_note_that_was_written_is_lost(source, said):
    rendered = render(source, language="en")
    for part in said:
        assert part in words(rendered.html)
        assert part in rendered.text


@pytest.mark.parametrize("source", ["x[^1]", "[^]", "[^a b]", "[^" + "x" * 101 + "]"])
def test_a_reference_without_a_note_stays_text(source):
    html = body(f"{source}\n\n[^other]: y")
    assert source in words(html)
