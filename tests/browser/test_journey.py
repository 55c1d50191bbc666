"""The main job: an op-ed goes from its file through the desk to its readers."""

from pathlib import Path

import feedparser

SAMPLE = Path(__file__).with_name("op_ed.txt")
TITLE = "Building the Tarsenia-Velmora Partnership on Trust"
POST = (
    "Ambassador Extraordinary and Plenipotentiary of the Commonwealth of Velmora"
    " to the Republic of Tarsenia"
)


def open_text(visitor, title):
    visitor.page.goto("/admin/publications/edition/")
    visitor.follow(title)


def test_a_file_becomes_an_article_and_an_item_by_three_accounts(site, visit):
    imported = site.manage("import_text", str(SAMPLE))
    assert imported.returncode == 0, imported.stderr
    for told in (TITLE, "Ms. | Lin Oro | " + POST, "Kaldar Courier", "7 paragraphs"):
        assert told in imported.stdout
    again = site.manage("import_text", "-", input=SAMPLE.read_text(encoding="utf-8"))
    assert again.returncode == 0
    assert "nothing new" in again.stdout

    drafter = visit("drafter")
    open_text(drafter, TITLE)
    preview = drafter.page.frame_locator(".live-preview iframe")
    preview.get_by_text("It is an honour to arrive").wait_for()
    body = drafter.page.get_by_label("Body", exact=True)
    body.fill(body.input_value() + "\n\nKaldar, in **spring**.")
    preview.locator("strong", has_text="spring").wait_for()
    drafter.press("Save")
    drafter.page.get_by_text("The text is saved.").wait_for()
    assert drafter.buttons() == {"Save", "Submit for review"}
    drafter.press("Submit for review")
    assert "Approve" not in drafter.buttons()

    reviewer = visit("reviewer")
    open_text(reviewer, TITLE)
    assert reviewer.buttons() == {
        *("Save", "I am reviewing this", "Approve", "Return to author"),
    }
    reviewer.page.get_by_label("Note to the author").fill(
        "Please leave out the last line."
    )
    reviewer.press("Return to author")

    open_text(drafter, TITLE)
    returned = drafter.page.locator(".returned")
    returned.get_by_text("Please leave out the last line.").wait_for()
    body = drafter.page.get_by_label("Body", exact=True)
    body.fill(body.input_value().replace("\n\nKaldar, in **spring**.", ""))
    drafter.press("Submit for review")
    open_text(reviewer, TITLE)
    reviewer.press("Approve")

    publisher = visit("publisher")
    open_text(publisher, TITLE)
    assert {"Release now", "Schedule"} <= publisher.buttons()
    publisher.press("Release now")
    publisher.follow("Public page")
    address = publisher.page.url

    reader = visit()
    reader.page.goto(address)
    text = reader.page.locator("article").inner_text()
    for words in (TITLE, "Lin Oro", POST, "First published in", "Kaldar Courier"):
        assert words in text
    paragraphs = SAMPLE.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    for paragraph in paragraphs:
        assert paragraph in text
    assert "presents an article" not in text

    feed = feedparser.parse(f"{site.url}/en/feed.rss")
    item = feed.entries[0]
    signed = f"Lin Oro, {POST}"
    assert (item.title, item.author, item.link) == (TITLE, signed, address)
    assert all(p[:40] in item.content[0].value for p in paragraphs)
    verified = site.manage("verify_record")
    assert verified.returncode == 0, verified.stderr


def test_a_text_is_pasted_corrected_and_scheduled(visit):
    drafter = visit("drafter")
    drafter.page.goto("/admin/publications/edition/")
    drafter.follow("Import a text")
    text = SAMPLE.read_text(encoding="utf-8").replace(TITLE, "A Second Letter")
    drafter.page.get_by_label("Text", exact=True).fill(text)
    drafter.press("Recognise")
    drafter.page.get_by_text("Nothing is saved yet").wait_for()
    assert (
        drafter.page.get_by_label("Title", exact=True).input_value()
        == "A Second Letter"
    )
    assert (
        drafter.page.get_by_label("Outlet", exact=True).input_value()
        == "Kaldar Courier"
    )
    assert (
        drafter.page.get_by_label("Name", exact=True).first.input_value() == "Lin Oro"
    )
    drafter.page.get_by_label("Title", exact=True).fill("A Second Letter from Kaldar")
    drafter.press("Save")
    drafter.press("Submit for review")

    reviewer = visit("reviewer")
    open_text(reviewer, "A Second Letter from Kaldar")
    reviewer.press("Approve")
    publisher = visit("publisher")
    open_text(publisher, "A Second Letter from Kaldar")
    publisher.page.get_by_label("Release at").fill("2040-05-01T09:30")
    publisher.press("Schedule")
    panel = publisher.page.locator(".side-panel")
    panel.get_by_text("Scheduled", exact=True).wait_for()
    # The mission's wall time, with its zone.
    assert "1 May 2040, 09:30 Asia/Baku (mission)" in panel.inner_text()
    reader = visit()
    answer = reader.page.goto("/en/2040/a-second-letter-from-kaldar/")
    assert answer.status == 404


def test_two_people_in_one_text_lose_nothing(visit):
    first = visit("drafter")
    first.page.goto("/admin/publications/edition/add/")
    first.page.get_by_label("Title", exact=True).fill("Written by two")
    first.page.get_by_label("Body", exact=True).fill("As it began.")
    first.press("Save")
    second = visit("reviewer")
    second.page.goto(first.page.url)
    second.page.get_by_label("Body", exact=True).fill("Theirs.")
    second.press("Save")
    first.page.get_by_label("Body", exact=True).fill("Mine, typed meanwhile.")
    first.press("Save")
    first.page.get_by_text("was faster").first.wait_for()
    assert (
        first.page.get_by_label("Body", exact=True).input_value()
        == "Mine, typed meanwhile."
    )


def test_tab_leaves_the_writing_field_and_no_script_is_needed(visit):
    writer = visit("drafter", java_script_enabled=False)
    writer.page.goto("/admin/publications/edition/add/")
    body = writer.page.get_by_label("Body", exact=True)
    body.focus()
    writer.page.keyboard.press("Tab")
    assert body.evaluate("field => field !== document.activeElement")
    writer.page.get_by_label("Title", exact=True).fill("Without script")
    body.fill("It works.")
    writer.press("Save")
    writer.page.get_by_text("The draft is saved.").wait_for()
