"""A Chinese text is translated beside itself, by keyboard and without a script too."""

import re
from itertools import product

from .test_looks import is_wider_than_the_screen

TITLE = "同饮一河水"  # of the demonstration
SPEECH = "A Library Is a Promise"


def begin(visitor, title, language):
    """Open the page of a translation of this text, beginning it where there is none."""
    visitor.page.goto("/admin/publications/edition/?q=" + title)
    with visitor.page.expect_navigation():
        visitor.page.locator(".texts th a").last.click()
    visitor.follow("Begin a translation")
    visitor.page.get_by_label("Language").select_option(language)
    visitor.press("Begin")
    visitor.follow("Translate side by side")
    return visitor.page.url


def test_a_chinese_text_becomes_an_english_one(visit):
    translator = visit("translator")
    page = translator.page
    address = begin(translator, TITLE, "en")
    count = page.locator(".count")
    every = page.locator("[id^=row-].pair").count()
    assert f"{every} of {every} paragraphs are not translated yet" in count.inner_text()
    source = page.locator("#row-1 .preview-body")
    assert source.get_attribute("lang") == "zh-hans"

    # To the first by keyboard: the link, then the field behind it.
    page.get_by_role("link", name="Go to the first of them").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#row-1")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "target-1":
            break
    page.keyboard.type("There is an old saying where I come from.")
    # Enter in a field of one line saves, and carries nothing over.
    page.locator("#id_title").fill("One River, One Road")
    with page.expect_navigation():
        page.locator("#id_title").press("Enter")
    assert page.url == f"{address}#content-start"
    frame = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate("document.activeElement.tabIndex") == -1
    assert page.evaluate(frame) == "none"
    assert "The translation is saved." in page.locator(".messagelist").inner_text()
    assert f"{every - 1} of {every}" in count.inner_text()

    # Taken over on the page itself: still the words of the original.
    page.locator("#row-3").get_by_role("button", name="Take over").click()
    assert re.search("[\u4e00-\u9fff]", page.locator("#target-3").input_value())
    assert page.locator("#row-3").get_by_role("button", name="Take over").is_hidden()
    with page.expect_navigation():
        page.locator("[name=_save]").first.click()
    assert "Not translated yet" in page.locator("#row-3").inner_text()
    assert "Not translated yet" not in page.locator("#row-1").inner_text()
    without_a_script(visit, address)


def without_a_script(visit, address):
    translator = visit("translator", java_script_enabled=False)
    page = translator.page
    page.goto(address)
    page.locator("#target-2").fill("Not saved yet.")
    with page.expect_navigation():
        page.locator("#row-1").get_by_role("button", name="Add a paragraph").click()
    assert page.url.endswith("#row-1")
    assert "The original has nothing here." in page.locator("#row-2").inner_text()
    assert page.locator("#target-3").input_value() == "Not saved yet."
    page.locator("#target-2").fill("A word to readers abroad.")
    with page.expect_navigation():
        page.locator("[name=_save]").last.click()
    assert page.locator("#target-2").input_value() == "A word to readers abroad."


def test_it_is_read_by_all_in_every_width_and_scheme(visit):
    address = begin(visit("translator"), SPEECH, "ar")
    for width, scheme in product((390, 1440), ("light", "dark")):
        viewport = {"width": width, "height": 900}
        translator = visit("translator", viewport=viewport, color_scheme=scheme)
        page = translator.page
        page.goto(address)
        assert translator.violations() == []
        assert not is_wider_than_the_screen(page)
        field = page.locator("#target-1")
        assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
        row = page.locator("#row-1")
        source, target = row.locator(".pair-source"), row.locator(".pair-target")
        left, right = source.bounding_box(), target.bounding_box()
        stands_beside = right["x"] >= left["x"] + left["width"]
        assert stands_beside is (width == 1440)
