"""Pictures dropped, pasted and chosen while somebody writes; nothing typed is lost."""

import base64
import io
import re

import pytest
from PIL import Image

from tests.attachments import samples

TYPED = "The ferry leaves at nine.\n\nIt arrives at ten."
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Files as a person drops or pastes them: a script may not make trusted events, but the
# page's own listeners run.
HAND_OVER = """(place, [kind, files]) => {
  const data = new DataTransfer();
  for (const [name, type, bytes] of files) {
    const content = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
    data.items.add(new File([content], name, { type }));
  }
  const options = { bubbles: true, cancelable: true };
  if (kind === "paste") {
    const event = new ClipboardEvent("paste", { clipboardData: data, ...options });
    return place.dispatchEvent(event);
  }
  const drag = { dataTransfer: data, ...options };
  place.dispatchEvent(new DragEvent("dragover", drag));
  return place.dispatchEvent(new DragEvent("drop", drag));
}"""


def photo(colour, size=(900, 600)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def hand_over(place, kind, *files):
    """Drop or paste files; return whether the browser goes on to do what it would."""
    sent = [[name, type, base64.b64encode(data).decode()] for name, type, data in files]
    return place.evaluate(HAND_OVER, [kind, sent])


class Writer:
    """A drafter at a page for a new text, with something typed."""

    def __init__(self, visitor, title):
        self.visitor, self.page = visitor, visitor.page
        self.page.goto("/admin/publications/edition/add/")
        self.page.get_by_label("Title", exact=True).fill(title)
        self.body = self.page.get_by_label("Body", exact=True)
        self.body.fill(TYPED)
        self.uploads = self.page.locator(".text-pictures .uploads")
        self.care = self.page.locator(".writing-care")
        self.lead = self.page.locator(".lead-box")

    def cursor_behind(self, words):
        self.body.focus()
        at = self.body.input_value().index(words) + len(words)
        self.body.evaluate(f"field => field.setSelectionRange({at}, {at})")

    def sent(self, count):
        """Wait until so many files have been sent, well or not."""
        done = self.uploads.locator("li:not(:has(progress))")
        done.nth(count - 1).wait_for()

    def pictures(self):
        return re.findall(rf"!\[([^\]]*)\]\(image:({UUID})\)", self.body.input_value())


def test_a_text_gets_its_pictures_and_its_words_for_those_who_see_none(visit):
    writer = Writer(visit("drafter"), "A ferry with pictures")
    page, body = writer.page, writer.body

    # Dropped, two good ones and one that is none; typing goes on meanwhile.
    writer.cursor_behind("at nine.")
    assert not hand_over(
        body,
        "drop",
        ("quay.jpg", "image/jpeg", photo("navy")),
        ("notes.png", "image/png", b"no picture at all"),
        ("deck.jpg", "image/jpeg", photo("teal")),
    )
    body.press("End")
    body.press("Control+End")
    page.keyboard.type(" So they say.")
    writer.sent(3)
    told = writer.uploads.locator("ul").inner_text()
    assert "This is not a picture" in told
    assert "no picture" not in body.input_value()
    first, second = (uuid for _alt, uuid in writer.pictures())
    assert body.input_value() == (
        f"The ferry leaves at nine.\n\n![](image:{first})\n\n![](image:{second})\n\n"
        "It arrives at ten. So they say."
    )

    # Warned while writing, in words, once; gone with the words in the brackets.
    writer.care.get_by_text("“quay.jpg” has no text alternative").wait_for()
    body.fill(body.input_value().replace("![](", "![The quay at dawn](", 1))
    writer.care.get_by_text("quay.jpg").wait_for(state="detached")
    assert "deck.jpg" in writer.care.inner_text()

    # Pasted; words that come with a picture of themselves stay words.
    writer.cursor_behind("So they say.")
    assert not hand_over(body, "paste", ("image.png", "image/png", photo("olive")))
    writer.sent(1)
    assert body.input_value().endswith(f"\n\n![](image:{writer.pictures()[2][1]})\n\n")
    writer.care.get_by_text("image.png").wait_for()
    body.fill(re.sub(r"\n\n!\[\]\(image:[^)]*\)\n\n$", "", body.input_value()))

    # The lead, dropped on its box.
    hand_over(writer.lead, "drop", ("bridge.jpg", "image/jpeg", photo("maroon")))
    writer.lead.get_by_text("No text alternative yet (English)").wait_for()
    assert writer.visitor.violations() == []

    writer.visitor.press("Save")
    page.get_by_text("The draft is saved.").wait_for()
    warned = page.locator(".messagelist").inner_text()
    assert "“deck.jpg” has no text alternative" in warned
    assert "“bridge.jpg” has no text alternative" in warned
    assert "Submit for review" not in writer.visitor.buttons()
    reasons = page.locator(".side-panel .acts").inner_text()
    assert "“bridge.jpg” has no text alternative" in reasons

    # Written where it is missing, and submitted.
    page.get_by_label("Text alternative", exact=True).fill("The bridge in the rain.")
    body.fill(body.input_value().replace("![](", "![The deck](", 1))
    writer.visitor.press("Save")
    assert "So they say." in body.input_value()
    writer.visitor.press("Submit for review")
    page.get_by_text("The text is handed to the reviewers.").wait_for()

    reviewer = visit("reviewer")
    reviewer.page.goto(page.url)
    reviewer.follow("See it as readers will")
    alternatives = [
        image.get_attribute("alt")
        for image in reviewer.page.locator("figure img").all()
    ]
    assert alternatives == ["The bridge in the rain.", "The quay at dawn", "The deck"]


def test_a_picture_is_chosen_from_the_library_by_keyboard(visit):
    writer = Writer(visit("drafter"), "A ferry from the library")
    page = writer.page
    hand_over(writer.lead, "drop", ("Lighthouse.jpg", "image/jpeg", photo("purple")))
    writer.lead.locator(".picture-card").wait_for()
    page.get_by_label("Text alternative", exact=True).fill("A [white] lighthouse")
    writer.visitor.press("Save")

    writer.cursor_behind("at nine.")
    page.get_by_role("button", name="Picture from the library").press("Enter")
    dialog = page.get_by_role("dialog", name="Pictures of the library")
    dialog.get_by_role("button", name="Lighthouse").wait_for()
    page.keyboard.type("no such picture")
    page.keyboard.press("Enter")
    dialog.get_by_text("0 pictures").wait_for()
    dialog.get_by_role("searchbox").fill("white lighthouse")
    page.keyboard.press("Enter")
    dialog.get_by_text("1 picture", exact=True).wait_for()
    assert writer.visitor.violations() == []
    dialog.get_by_role("button", name="Lighthouse").press("Enter")
    assert "at nine.\n\n![A \\[white\\] lighthouse](image:" in (
        writer.body.input_value()
    )
    assert writer.body.evaluate("field => field === document.activeElement")

    page.get_by_role("button", name="Picture from the library").press("Enter")
    dialog.get_by_role("button", name="Lighthouse").wait_for()
    page.keyboard.press("Escape")
    opener = page.get_by_role("button", name="Picture from the library")
    assert opener.evaluate("button => button === document.activeElement")

    writer.lead.get_by_role("button", name="Remove").click()
    assert page.get_by_label("Text alternative", exact=True).is_hidden()
    writer.visitor.press("Save")
    assert writer.lead.locator(".picture-card").count() == 0
    assert "lighthouse" in writer.body.input_value()


def test_attachments_are_sent_moved_and_removed(visit):
    writer = Writer(visit("drafter"), "A ferry with attachments")
    page = writer.page
    box = page.locator(".attachments-box")
    page.get_by_label("Upload attachments").set_input_files(
        [
            {"name": n, "mimeType": "application/octet-stream", "buffer": data}
            for n, data in (
                ("Timetable.pdf", samples.pdf()),
                ("Prank.exe", b"MZ" + bytes(100)),
                ("Speech.mp3", samples.mp3(65)),
            )
        ]
    )
    box.locator(".refused", has_text="Prank.exe This is a program").wait_for()
    box.get_by_text("No transcript yet").wait_for()
    box.get_by_role("button", name="Up: Speech").click()
    writer.visitor.press("Save")
    titles = box.locator(".attachment-rows .file-title")
    assert titles.all_inner_texts() == ["Speech", "Timetable"]
    box.get_by_role("button", name="Remove: Speech").click()
    writer.visitor.press("Save")
    assert titles.all_inner_texts() == ["Timetable"]
    box.get_by_role("button", name="Choose from the library").click()
    dialog = page.get_by_role("dialog", name="Attachments of the library")
    dialog.get_by_role("button", name="Speech").click()
    writer.visitor.press("Save")
    assert titles.all_inner_texts() == ["Timetable", "Speech"]


def test_words_pasted_with_a_picture_of_themselves_stay_words(visit):
    writer = Writer(visit("drafter"), "A ferry from Word")
    goes_on = writer.body.evaluate(
        """field => {
          const data = new DataTransfer();
          data.setData("text/plain", "Words from Word.");
          data.items.add(new File(["x"], "image.png", { type: "image/png" }));
          const options = { clipboardData: data, bubbles: true, cancelable: true };
          return field.dispatchEvent(new ClipboardEvent("paste", options));
        }"""
    )
    assert goes_on
    assert writer.uploads.locator("li").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "language"), [(390, "en"), (390, "ar"), (1440, "ar")]
)
def test_the_page_holds_its_shape(visit, width, language, scheme):
    writer = visit(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en"
    ).sign_in("drafter")
    page = writer.page
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto("/admin/publications/edition/add/")
    hand_over(
        page.locator(".lead-box"),
        "drop",
        (
            "A picture with a rather long name of its own.jpg",
            "image/jpeg",
            photo("navy"),
        ),
    )
    page.locator(".lead-box .picture-card").wait_for()
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    assert writer.violations() == []
    page.locator(".text-pictures [data-do=choose]").click()
    page.locator(".picker .choice").first.wait_for()
    assert writer.violations() == []
