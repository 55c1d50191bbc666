"""Words pasted with their formatting while somebody writes; nothing typed is lost."""

import pytest

TYPED = "The ferry leaves at nine.[^1]\n\nIt arrives at ten.\n\n[^1]: In winter at ten."
# A script may not make trusted events, but the page's own listeners run.
PASTE = """(field, kinds) => {
  const data = new DataTransfer();
  for (const [kind, words] of Object.entries(kinds)) data.setData(kind, words);
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent("paste", options));
}"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
<!--StartFragment--><h1>The quay</h1>
<p class=MsoNormal>Built in <b>1911</b><a href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference>[1]</span></a>, they say.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>stone</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>oak<img
src="file:///C:/temp/oak.png"></p>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Lu Mei, 1912.</p>
</div></div><!--EndFragment--></body></html>"""
TURNED = """## The quay

Built in **1911**[^2], they say.

- stone
- oak

[^2]: Lu Mei, 1912."""


@pytest.fixture
def writer(visit):
    return visit("drafter")


def write(writer, typed=TYPED):
    writer.page.goto("/admin/publications/edition/add/")
    body = writer.page.get_by_label("Body", exact=True)
    body.fill(typed)
    return body


def cursor_behind(body, words):
    at = body.input_value().index(words) + len(words)
    body.focus()
    body.evaluate(f"field => field.setSelectionRange({at}, {at})")


def paste(body, **kinds):
    """Paste; return whether the browser goes on to do what it would."""
    told = {f"text/{kind}": words for kind, words in kinds.items()}
    return body.evaluate(PASTE, told)


def value(body, pattern):
    """Wait until the field has such words, and return all of it."""
    handle = body.element_handle()
    body.page.wait_for_function(
        "([field, words]) => field.value.includes(words)", arg=[handle, pattern]
    )
    return body.input_value()


def test_words_from_word_become_markdown_and_undo_takes_them_back(writer):
    body, page = write(writer), writer.page
    cursor_behind(body, "at nine.[^1]")
    assert not paste(body, html=WORD, plain="The quay\nBuilt in 1911[1]")
    whole = value(body, "Lu Mei, 1912.")
    before, after = TYPED.split("\n\n", 1)
    assert whole == f"{before}\n\n{TURNED}\n\n{after}"
    said = page.locator(".pasting-status")
    assert "Pasted as Markdown. One picture stands on another" in said.inner_text()
    assert said.get_attribute("role") == "status"
    shown = page.frame_locator(".live-preview iframe")
    shown.locator("h2", has_text="The quay").wait_for()

    # One step back, and one forward again.
    body.press("Control+z")
    assert body.input_value() == TYPED
    body.press("Control+Shift+z")
    assert body.input_value() == whole

    # What is selected gives way.
    body.fill("One two three.")
    body.evaluate("field => field.setSelectionRange(4, 7)")
    paste(body, html="<b>2</b>", plain="2")
    assert value(body, "2") == "One **2** three."


def test_whoever_types_on_finds_the_pasted_words_where_they_were_to_go(writer):
    body, page = write(writer, "One.\n\nFour."), writer.page
    held = []
    page.route("**/edition/pasted/", lambda route: held.append(route))
    cursor_behind(body, "One.")
    paste(body, html="<p>Two</p><p><i>Three</i></p>", plain="Two\nThree")
    cursor_behind(body, "Four.")
    page.keyboard.type(" Five.")
    held[0].continue_()
    assert value(body, "Two") == "One.\n\nTwo\n\n*Three*\n\nFour. Five."
    page.keyboard.type(" Six.")
    assert body.input_value().endswith("Four. Five. Six.")


def test_without_an_answer_the_plain_words_are_pasted(writer):
    body, page = write(writer, ""), writer.page
    page.route("**/edition/pasted/", lambda route: route.abort())
    paste(body, html="<p>The <b>quay</b></p>", plain="The quay")
    assert value(body, "quay") == "The quay"
    said = page.locator(".pasting-status").inner_text()
    assert said == "Pasted without its formatting: the server didn't answer."
    shown = page.frame_locator(".live-preview iframe")
    shown.locator("p", has_text="The quay").wait_for()
    assert writer.violations() == []


def test_saving_before_the_answer_saves_the_plain_words(writer):
    body, page = write(writer, "One."), writer.page
    page.get_by_label("Title", exact=True).fill("A quay in a hurry")
    page.route("**/edition/pasted/", lambda route: None)
    cursor_behind(body, "One.")
    paste(body, html="<b> Two.</b>", plain=" Two.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("The draft is saved.").wait_for()
    assert page.get_by_label("Body", exact=True).input_value() == "One. Two."


def test_plain_text_is_left_to_the_browser(writer):
    body = write(writer, "")
    assert paste(body, plain="## As typed")
    assert not paste(body, html="<span>3 *x* 4</span>", plain="3 *x* 4")
    assert value(body, "4") == "3 *x* 4"
    assert writer.page.locator(".pasting-status").inner_text() == ""
