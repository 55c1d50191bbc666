"""One text through its whole life, by five accounts and one signatory without one.

Written, returned, approved by link, scheduled across two zones, released, corrected,
withdrawn, reinstated; public page, feed and record are looked at after each act.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import pytest

from .conftest import Visitor

TITLE = "A Ferry for Two Shores"
BODY = "The ferry leaves at nine.\n\nIt arrives at ten."
MISSION, CAPITAL = ZoneInfo("Asia/Baku"), ZoneInfo("Europe/Oslo")
ADDRESS = r"/approve/[\w-]+/"


class Life:
    """What each of the accounts does with the text, and what the world sees of it."""

    def __init__(self, site, visit):
        self.site, self.visit = site, visit
        self.accounts: dict[str, Visitor] = {}
        self.desk = self.path = ""

    def at_desk(self, name: str) -> Visitor:
        """This account's browser, on the text's page."""
        if name not in self.accounts:
            self.accounts[name] = self.visit(name)
        visitor = self.accounts[name]
        if self.desk:
            visitor.page.goto(self.desk)
        return visitor

    def sees(self, *, status: int, words: str = "", item: str = "") -> str:
        """The public page answers so, and the feed holds this title, or nothing."""
        reader = self.visit()
        answer = reader.page.goto(self.site.url + self.path)
        assert answer.status == status
        html = reader.page.locator("main").inner_text()
        assert words in html
        feed = feedparser.parse(f"{self.site.url}/en/feed.rss")
        titles = [entry.title for entry in feed.entries if TITLE in entry.title]
        assert titles == ([item] if item else [])
        return html

    def feed_id(self) -> str:
        feed = feedparser.parse(f"{self.site.url}/en/feed.rss")
        return next(entry.id for entry in feed.entries if TITLE in entry.title)

    def recorded(self, *acts: str) -> None:
        """These are the last acts on the record, oldest first."""
        officer = self.at_desk("records")
        entries = officer.page.locator(".record strong").all_inner_texts()
        assert entries[: len(acts)] == list(reversed(acts))

    def record_is_whole(self) -> None:
        """Each entry holds the digest of the one before: once tells it of all."""
        verified = self.site.manage("verify_record")
        assert verified.returncode == 0, verified.stderr

    def letter_to(self, address: str) -> str:
        """The text of the last letter to this address, as the worker sent it."""
        folder = Path(self.site.environment["DATA_DIR"]) / "mail"
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for path in sorted(folder.glob("*"), reverse=True):
                for raw in path.read_bytes().split(b"-" * 79):
                    letter = message_from_bytes(raw.strip(), policy=policy.default)
                    if letter["To"] == address and (
                        body := letter.get_body(("plain",))
                    ):
                        return body.get_content()
            time.sleep(0.5)
        raise AssertionError(f"No letter came to {address}.")


@pytest.fixture
def life(site, visit):
    return Life(site, visit)


def test_a_text_from_its_first_word_to_its_return(life):
    write(life)
    return_and_submit_again(life)
    approve_by_link(life)
    schedule_across_two_zones(life)
    go_out(life)
    correct(life)
    withdraw(life)
    reinstate(life)
    life.record_is_whole()


def write(life):
    drafter = life.at_desk("drafter")
    drafter.page.goto("/admin/publications/edition/add/")
    drafter.page.get_by_label("Title", exact=True).fill(TITLE)
    drafter.page.get_by_label("Body", exact=True).fill(BODY)
    drafter.page.get_by_label("Name").first.fill("Ada Venn")
    drafter.page.get_by_label("Kind", exact=True).select_option("op_ed")
    drafter.press("Save")
    life.desk = drafter.page.url
    life.path = f"/en/{datetime.now(MISSION).year}/a-ferry-for-two-shores/"
    drafter.press("Submit for review")
    life.sees(status=404)
    life.recorded("begun", "submitted for review")


def return_and_submit_again(life):
    reviewer = life.at_desk("reviewer")
    reviewer.press("I am reviewing this")
    reviewer.page.get_by_label("Note to the author").fill("Say where it leaves from.")
    reviewer.press("Return to author")
    drafter = life.at_desk("drafter")
    drafter.page.get_by_text("Say where it leaves from.").first.wait_for()
    drafter.page.get_by_label("Body", exact=True).fill(BODY + "\n\nFrom Kaldar.")
    drafter.press("Submit for review")
    life.sees(status=404)
    life.recorded(
        *("review taken up", "returned to the author"),
        *("saved", "submitted for review"),
    )


def approve_by_link(life):
    reviewer = life.at_desk("reviewer")
    reviewer.page.get_by_text("approval of the head of mission").first.wait_for()
    reviewer.follow("Send for approval by mail")
    reviewer.page.get_by_label("Ada Venn").check()
    reviewer.press("Send the link")
    path = re.search(ADDRESS, life.letter_to("ada.venn@ministry.example"))[0]

    head = life.visit(viewport={"width": 390, "height": 844})
    for _scanner in range(3):
        head.page.goto(path)
    assert "From Kaldar." in head.page.locator("article").inner_text()
    assert head.violations() == []
    head.press("I approve")
    head.page.get_by_text("Your approval was recorded").wait_for()
    life.sees(status=404)
    life.recorded("sent for approval by mail", "approval link opened", "approved")


def schedule_across_two_zones(life):
    publisher = life.at_desk("publisher")
    tomorrow = (datetime.now(CAPITAL) + timedelta(days=1)).strftime("%Y-%m-%dT09:30")
    publisher.page.get_by_label("Release at").fill(tomorrow)
    publisher.page.get_by_label("Time zone").select_option("Europe/Oslo")
    publisher.press("Schedule")
    panel = publisher.page.locator(".side-panel").inner_text()
    there = datetime.fromisoformat(tomorrow).replace(tzinfo=CAPITAL)
    for zone in (MISSION, CAPITAL, UTC):
        assert there.astimezone(zone).strftime("%H:%M") in panel
    life.sees(status=404)
    life.recorded("release scheduled")


def go_out(life):
    publisher = life.at_desk("publisher")
    now = datetime.now(MISSION)
    minute = (now + timedelta(seconds=75)).replace(second=0, microsecond=0)
    publisher.page.get_by_label("Release at").fill(minute.strftime("%Y-%m-%dT%H:%M"))
    publisher.page.get_by_label("Time zone").select_option("Asia/Baku")
    publisher.press("Reschedule")
    life.sees(status=404)
    life.recorded("release moved")
    left = (minute - datetime.now(MISSION)).total_seconds()
    assert left > 0
    time.sleep(left + 1.5)
    life.sees(status=200, words="From Kaldar.", item=TITLE)
    assert "Live" in life.at_desk("reviewer").page.locator(".steps").inner_text()


def correct(life):
    known_as = life.feed_id()
    life.at_desk("drafter").press("Begin a new edition")
    drafter = life.accounts["drafter"]
    first, life.desk = life.desk, drafter.page.url
    assert life.desk != first
    body = drafter.page.get_by_label("Body", exact=True)
    body.fill(BODY.replace("ten", "eleven") + "\n\nFrom Kaldar.")
    drafter.press("Submit for review")
    life.at_desk("reviewer").press("Approve")
    head = life.at_desk("head")
    head.press("Approve")
    life.sees(status=200, words="It arrives at ten.", item=TITLE)
    publisher = life.at_desk("publisher")
    publisher.page.get_by_label("Kind of change").select_option("correction")
    publisher.page.get_by_label("Public note").fill("The ferry arrives at eleven.")
    publisher.press("Release now")
    page = life.sees(status=200, words="It arrives at eleven.", item=TITLE)
    assert "The ferry arrives at eleven." in page
    assert life.feed_id() == known_as
    life.recorded("approved", "approved", "released")


def withdraw(life):
    publisher = life.at_desk("publisher")
    publisher.follow("Take down")
    publisher.page.get_by_label("Withdrawn: the text under a banner").check()
    publisher.page.get_by_label("Reason").select_option("out_of_date")
    publisher.page.get_by_label("Public note").fill("The ferry no longer runs.")
    publisher.press("Take it down now")
    page = life.sees(
        status=200, words="The ferry no longer runs.", item=f"Withdrawn: {TITLE}"
    )
    assert "It arrives at eleven." in page
    lists = life.visit()
    lists.page.goto("/en/op-eds/")
    assert TITLE not in lists.page.locator("main").inner_text()
    life.recorded("taken down")


def reinstate(life):
    known_as = life.feed_id()
    life.at_desk("drafter").press("Begin a new edition")
    drafter = life.accounts["drafter"]
    life.desk = drafter.page.url
    body = drafter.page.get_by_label("Body", exact=True)
    body.fill("The ferry runs again.\n\nFrom Kaldar.")
    drafter.press("Submit for review")
    life.at_desk("reviewer").press("Approve")
    life.at_desk("head").press("Approve")
    publisher = life.at_desk("publisher")
    publisher.page.get_by_label("Kind of change").select_option("update")
    publisher.page.get_by_label("Public note").fill("The ferry runs again.")
    publisher.press("Release now")
    page = life.sees(status=200, words="The ferry runs again.", item=TITLE)
    assert "no longer runs" not in page
    assert life.feed_id() == known_as
    life.recorded("approved", "approved", "released")
