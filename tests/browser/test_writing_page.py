"""Writing by keyboard alone: marks and their undoing, finding, the preview beside."""

import re

import pytest
from playwright.sync_api import expect

from .keyboard import Keyboard

ADD = "/admin/publications/edition/add/"
BODY = "The ferry leaves at nine.\n\nIt arrives at ten."
TOOLBAR = 'document.activeElement.closest("[role=toolbar]") !== null'
FRAME = "document.querySelector('iframe').contentDocument.documentElement"
MARK = 'document.activeElement.getAttribute("data-mark")'


@pytest.fixture
def writer(visit):
    visitor = visit(
        "drafter", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    visitor.page.goto(ADD)
    return visitor


def written(page, words=BODY):
    body = page.get_by_label("Body", exact=True)
    body.fill(words)
    return body


def selected(body, words):
    at = body.input_value().index(words)
    body.focus()
    body.evaluate(f"field => field.setSelectionRange({at}, {at + len(words)})")


def test_marks_are_set_by_keys_and_taken_back_by_the_browser(writer):
    page = writer.page
    body = written(page)
    selected(body, "ferry")
    body.press("Control+b")
    assert "The **ferry** leaves" in body.input_value()
    body.press("Control+i")
    assert "The ***ferry*** leaves" in body.input_value()
    body.press("Control+b")
    assert "The *ferry* leaves" in body.input_value()
    for _ in range(3):
        body.press("Control+z")
    assert body.input_value() == BODY

    selected(body, "nine.\n\nIt")
    body.press("Control+Shift+Digit8")
    assert body.input_value() == "- The ferry leaves at nine.\n\n- It arrives at ten."
    body.press("Control+Shift+Digit7")
    assert body.input_value() == "1. The ferry leaves at nine.\n\n2. It arrives at ten."
    body.press("Control+Shift+Digit7")
    assert body.input_value() == BODY

    selected(body, "arrives")
    body.press("Control+Alt+Digit2")
    assert body.input_value().endswith("\n\n## It arrives at ten.")
    body.press("Control+Alt+Digit2")
    selected(body, "nine.")
    body.press("ArrowRight")
    body.press("Control+Shift+Digit6")
    page.keyboard.type("In winter at ten.")
    noted = "at nine.[^1]\n\nIt arrives at ten.\n\n[^1]: In winter at ten."
    assert body.input_value().endswith(noted)

    # A link is asked for on the page, and changed where it stands.
    selected(body, "leaves")
    body.press("Control+k")
    page.keyboard.type("example.org/a (b)")
    page.keyboard.press("Enter")
    written_in = re.compile(re.escape("[leaves](<https://example.org/a (b)>) at"))
    expect(body).to_have_value(written_in)  # once the dialog has said that it is closed
    body.press("Control+k")
    page.get_by_role("button", name="Remove the link").click()
    expect(body).to_have_value(re.compile("ferry leaves at"))


def test_enter_goes_on_with_a_list_or_a_quotation_and_ends_it(writer):
    page = writer.page
    body = written(page, "")
    body.press("Control+Shift+Digit7")
    body.press_sequentially("One\nTwo")
    assert body.input_value() == "1. One\n2. Two"
    body.press("Enter")
    body.press("Enter")
    body.press_sequentially("Words.\nMore.")
    listed = "1. One\n2. Two\n\nWords.\nMore."
    assert body.input_value() == listed
    # Each is one step for the browser, and in the middle it parts the item.
    selected(body, "wo")
    body.press("ArrowLeft")
    body.press("Enter")
    assert body.input_value() == listed.replace("Two", "T\n3. wo")
    body.press("Control+z")
    assert body.input_value() == listed

    written(page, "> - One")
    body.press("Control+End")
    body.press("Enter")
    body.press_sequentially("Two")
    body.press("Shift+Enter")
    assert body.input_value() == "> - One\n> - Two\n"
    body.press("Backspace")
    body.press("Enter")
    body.press("Enter")
    body.press_sequentially("Three")
    assert body.input_value() == "> - One\n> - Two\n>\n> Three"

    # The Enter that ends a composition is the input method's.
    written(page, "- 北")
    end = {"key": "Enter", "bubbles": True, "cancelable": True}
    sent = "(field, init) => field.dispatchEvent(new KeyboardEvent('keydown', init))"
    assert not body.evaluate(sent, end)
    assert body.input_value() == "- 北\n- "
    for composing in ({"isComposing": True}, {"keyCode": 229}):
        assert body.evaluate(sent, end | composing)
    assert body.input_value() == "- 北\n- "


def test_the_toolbar_is_one_stop_of_tab_and_traps_nobody(writer):
    page = writer.page
    body = written(page)
    body.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(TOOLBAR)
    assert page.evaluate(MARK) == "heading"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(MARK) == "help"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(MARK) == "subheading"
    page.keyboard.press("Tab")
    assert body.evaluate("field => field === document.activeElement")
    page.keyboard.press("Tab")
    assert body.evaluate("field => field !== document.activeElement")
    assert not page.evaluate(TOOLBAR)
    assert writer.violations() == []

    # Beside the preview, too, it is one line.
    tops = "bar => new Set([...bar.children].map(each => each.offsetTop)).size"
    assert page.locator(".toolbar").evaluate(tops) == 1

    # Nothing but title and text, until Escape.
    assert not page.get_by_text("Escape leaves this view.").is_visible()
    body.focus()
    page.keyboard.press("Control+Alt+c")
    assert page.get_by_text("Escape leaves this view.").is_visible()
    assert page.get_by_role("button", name="Save", exact=True).is_visible()
    assert not page.locator(".desk-ways").is_visible()
    assert not page.get_by_label("Summary").is_visible()
    assert not page.locator(".side-panel").is_visible()
    assert page.get_by_label("Title", exact=True).is_visible()
    assert writer.violations() == []
    page.keyboard.press("Escape")
    assert page.get_by_label("Summary").is_visible()


def test_it_is_saved_by_a_key_and_told_where_all_else_is_out_of_sight(writer):
    page = writer.page
    page.get_by_label("Title", exact=True).fill("Saved by a Key")
    body = written(page)
    body.press("Control+Alt+c")
    with page.expect_navigation():
        body.press("Control+s")
    assert page.get_by_text("The draft is saved.").is_visible()
    assert not page.locator(".side-panel").is_visible()
    body.press_sequentially("More. ")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("The text is saved.").is_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Discard").click()
    writer.press("Discard")


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_next_step_is_one_press_away(visit, script):
    visitor = visit(
        "drafter",
        viewport={"width": 390, "height": 844},
        java_script_enabled=script,
    )
    page = visitor.page
    page.goto(ADD)
    page.get_by_label("Title", exact=True).fill(f"On a Phone, {script}")
    page.get_by_label("Body", exact=True).fill(BODY)
    with page.expect_navigation():
        page.locator(".side-panel [name=_save]").click()
    way = page.get_by_role("link", name="Next step: Submit for review")
    assert way.bounding_box()["y"] < 844
    way.click()
    button = page.get_by_role("button", name="Submit for review")
    page.wait_for_timeout(500)  # the way there may be shown
    assert 0 < button.bounding_box()["y"] < 844
    # What was asked for and forgotten is where the page opens then.
    with page.expect_navigation():
        button.click()
    tick = page.get_by_label("I have looked at these")
    page.wait_for_timeout(500)
    assert 0 < tick.bounding_box()["y"] < 844
    assert tick.evaluate("it => it === document.activeElement")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not way.is_visible()


def test_words_are_found_whatever_their_accents_and_replaced_in_one_step(writer):
    page = writer.page
    typed = "Café, CAFÉ, cafe\u0301.\n\nبيانُ السِّفارة"
    body = written(page, typed)
    selected(body, "Café")
    body.press("Control+Alt+f")
    status = page.locator(".found-status")
    assert status.inner_text() == "1 of 3"
    stops = ["Replace with", "Previous place", "Next place", "Replace", "Replace all"]
    keyboard = Keyboard(writer)
    assert [keyboard.stop()["name"] for _each in stops] == stops
    page.get_by_label("Find", exact=True).focus()
    page.keyboard.press("Enter")
    assert status.inner_text() == "2 of 3"
    page.keyboard.press("Shift+Enter")
    page.get_by_label("Replace with").fill("tea")
    page.get_by_role("button", name="Replace all").click()
    assert body.input_value().startswith("tea, tea, tea.\n")
    assert status.inner_text() == "Replaced: 3"
    body.press("Control+z")
    assert body.input_value() == typed
    page.get_by_label("Find", exact=True).fill("السفارة")
    assert status.inner_text() == "1 of 1"
    page.keyboard.press("Escape")
    assert not page.locator(".finding").is_visible()
    chosen = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert body.evaluate(chosen) == "السِّفارة"


def test_the_preview_is_the_page_at_the_width_of_a_phone(writer):
    page = writer.page
    shown = page.frame_locator(".live-preview iframe")
    page.get_by_label("Title", exact=True).fill("بيان بشأن EU")
    page.get_by_label("Language", exact=True).select_option("ar")
    body = written(page, "EU كلمة.[^1]\n\n" + "بيان السفارة.\n\n" * 60 + "[^1]: حاشية")
    assert body.get_attribute("dir") == "rtl"
    shown.get_by_role("heading", name="بيان بشأن EU").wait_for()
    assert shown.locator("html").get_attribute("dir") == "rtl"
    assert shown.locator("html").evaluate("root => root.clientWidth") == 390
    # Its own style sheet is there, and no script: the policy counts what it refused.
    serif = 'root => getComputedStyle(root.querySelector("h1")).fontFamily'
    assert "Noto" in shown.locator("html").evaluate(serif)
    lengths = page.locator(".writing-lengths").inner_text()
    assert re.match(r"123 words", lengths), lengths

    # A note is reached in it; what is typed then leaves the reader where they are.
    shown.locator("sup a").first.click()
    scrolled = "root => root.scrollTop"
    root = shown.locator("html")
    page.wait_for_function(f"() => {FRAME}.scrollTop > 500")
    before = root.evaluate(scrolled)
    body.fill(body.input_value().replace("حاشية", "حاشية أخرى"))
    shown.get_by_text("حاشية أخرى").wait_for()
    assert abs(root.evaluate(scrolled) - before) < 60

    page.get_by_role("button", name="Desktop", exact=True).click()
    assert root.evaluate("root => root.clientWidth") == 1024
    page.set_viewport_size({"width": 820, "height": 900})
    page.locator(".live-preview").wait_for(state="hidden")
    page.get_by_role("button", name="Preview", exact=True).click()
    assert page.locator(".live-preview").is_visible()
    assert not body.is_visible()
