"""Each role's work at the desk, done with the keyboard alone.

One text goes through the hands of all: what one has done is what the next one finds on
the home. The focus is looked at on every stop of the way (keyboard.py).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from .keyboard import Keyboard

TITLE = "Letters from a Quiet Harbour"
MISSION = ZoneInfo("Asia/Baku")


@pytest.fixture
def at_desk(visit):
    """Return a maker of keyboards: this account's, on the home of the desk."""

    def make(name: str) -> Keyboard:
        size = {"width": 1280, "height": 900}
        # What a field of a date takes is the browser's language to say.
        visitor = visit(name, viewport=size, locale="en-US", reduced_motion="reduce")
        return Keyboard(visitor)

    return make


def test_each_role_does_its_work_with_the_keyboard_alone(at_desk):
    a_drafter_writes_and_submits(at_desk("drafter"))
    a_reviewer_remarks_and_returns(at_desk("reviewer"))
    a_drafter_mends_and_submits(at_desk("drafter"))
    for name in ("reviewer", "head"):
        finds_and_approves(at_desk(name))
    a_publisher_schedules_and_moves(at_desk("publisher"))
    a_translator_begins_and_submits(at_desk("translator"))
    a_publisher_releases_and_takes_down(at_desk("publisher"))
    a_head_of_mission_takes_it_down_for_good(at_desk("head"))
    a_records_officer_reads_and_nothing_else(at_desk("records"))


def a_drafter_writes_and_submits(keys):
    keys.follow("Write a text")
    keys.choose("Kind", "Op-ed")
    keys.write("Title", TITLE)
    keys.write("Body", "The harbour is quiet.\n\nIt wasn't always.")
    keys.write("Name", "Ada Venn")
    keys.follow("Save")
    keys.said("The draft is saved.")
    keys.go_on("Submit for review")
    assert "In review" in keys.page.locator(".steps [aria-current]").inner_text()


def a_reviewer_remarks_and_returns(keys):
    keys.follow("Texts")
    keys.tick(f"Choose “{TITLE}”")
    for _pressed_and_confirmed in range(2):
        keys.follow("I am reviewing these")
    keys.said(f"You are reviewing 1 text: “{TITLE}”")
    keys.follow(TITLE)
    keys.write("Remark", "Which harbour is it?")
    keys.follow("Add the remark")
    assert "Which harbour is it?" in keys.page.locator(".remarks").inner_text()
    keys.write("Note to the author", "Please name the harbour.")
    keys.follow("Return to author")


def a_drafter_mends_and_submits(keys):
    assert "Please name the harbour." in keys.page.locator(".write").inner_text()
    keys.follow(TITLE)
    keys.reach("Body")
    keys.keys.press("Control+End")
    keys.keys.type(" It is Kaldar's.")
    keys.go_on("Submit for review")


def finds_and_approves(keys):
    keys.follow(TITLE)
    keys.follow("Approve")


def a_publisher_schedules_and_moves(keys):
    keys.follow(TITLE)
    tomorrow = datetime.now(MISSION) + timedelta(days=1)
    keys.reach("Release at")
    keys.keys.type(tomorrow.strftime("%m%d%Y"))
    keys.keys.press("ArrowRight")
    keys.keys.type("0930AM")
    typed = keys.page.locator("#id_moment").input_value()
    assert typed == tomorrow.strftime("%Y-%m-%dT09:30")
    keys.go_on("Schedule")

    keys.page.goto("/admin/")
    keys.follow("Calendar")
    if not keys.page.locator(".entry-move", has_text=TITLE).count():
        keys.follow("Next month")
    keys.follow(f"Move {TITLE}")
    keys.reach("Release at")
    for _part in range(3):
        keys.keys.press("ArrowRight")
    keys.keys.press("ArrowUp")
    keys.follow("Reschedule")
    keys.said("The release is moved.")
    moved = keys.page.locator("li.entry", has_text=TITLE)
    assert "10:30" in moved.inner_text()


def a_translator_begins_and_submits(keys):
    keys.follow(TITLE)
    keys.follow("Begin a translation")
    keys.choose("Language", "Fran")
    keys.follow("Begin")
    keys.follow("Translate side by side")
    keys.write("Français: Title", "Lettres d’un port tranquille")
    for number, words in ((1, "Le port est tranquille."), (2, "Celui de Kaldar.")):
        keys.write(f"Français: {number}.", words, begins=True)
    keys.follow("Save", key="Shift+Tab")
    keys.said("The translation is saved.")
    keys.follow("To the text’s page, to submit it for review")
    keys.go_on("Submit for review")


def a_publisher_releases_and_takes_down(keys):
    keys.follow(TITLE)
    keys.follow("Unschedule")
    keys.go_on("Release now")
    keys.follow("Take down")
    keys.pick("Withdrawn")
    keys.choose("Reason", "It no longer")
    keys.write("Public note", "The harbour has another name now.")
    keys.follow("Take it down now")
    keys.said("The text is taken down.")


def a_head_of_mission_takes_it_down_for_good(keys):
    keys.follow(TITLE)
    keys.follow("Take down")
    keys.pick("Retracted")
    keys.choose("Reason", "It no longer")
    keys.write("Public note", "The harbour has another name now.")
    keys.follow("Take it down now")
    keys.said("The text is taken down.")


def a_records_officer_reads_and_nothing_else(keys):
    keys.follow("Record")
    entries = keys.page.locator("#result_list").inner_text()
    assert "taken down" in entries
    keys.page.goto("/admin/")
    keys.follow(TITLE)
    assert keys.visitor.buttons() == set()
    assert not keys.page.locator(".more").count()


def test_an_administrator_makes_an_account_with_the_keyboard_alone(at_desk):
    keys = at_desk("admin")
    keys.follow("Accounts")
    keys.follow("Add account")
    keys.write("Username:", "newcomer")
    keys.write("Email address:", "newcomer@mission.example")
    keys.follow("Save")
    keys.said("newcomer")


MEETING = """We met on Monday, 5 May 2026.

There were  two of us.

It is [written down](/admin/)."""


def test_what_was_found_leads_to_its_place_and_is_mended_there(at_desk):
    keys = at_desk("drafter")
    found = keys.page.locator(".checks-list")
    keys.follow("Write a text")
    keys.write("Title", "A Day That Was Another")
    keys.write("Body", MEETING)
    keys.choose("Kind", "Op-ed")
    keys.follow("Save")
    for told in ("no summary", "two spaces in a row", "another day of the week"):
        assert told in found.inner_text()

    # An error keeps the text from going on, whatever is ticked.
    assert "(must be mended)" in found.locator("li").first.inner_text()
    assert not keys.page.get_by_role("button", name="Submit for review").count()
    # Each place is where the cursor is brought: what is typed takes its place.
    for place, words in (
        ("Body, line 5", "/en/"),
        ("Body, line 3", " "),
        ("Body, line 1", "Tuesday, 5 May 2026"),
    ):
        keys.reach(place)
        keys.keys.press("Enter")
        keys.keys.insert_text(words)
        keys.follow("Save")
    body = MEETING.replace("/admin/", "/en/").replace("  ", " ")
    mended = keys.page.locator("#id_body").input_value()
    assert mended == body.replace("Monday", "Tuesday")

    # What is only asked about wants a tick, and then no more.
    assert "There is no summary." in found.inner_text()
    keys.follow("Submit for review")
    keys.page.get_by_text("Nothing is done yet").wait_for()
    keys.go_on("Submit for review")
    assert "In review" in keys.page.locator(".steps [aria-current]").inner_text()
