"""Nothing typed is lost: not with the page, the network or the session, nor to
somebody else who saved meanwhile."""

import re

import pytest

from .conftest import BODY, PASSWORD
from .test_looks import is_wider_than_the_screen

KEPT = "not yet in the history"


def status(page, words):
    page.locator(".keeping-status", has_text=words).wait_for(timeout=20_000)


def save(page):
    with page.expect_navigation():
        page.locator(".side-panel [name=_save]").click()


def saved_body(page, address):
    page.goto(address)
    return page.locator(BODY).input_value()


def test_a_page_that_is_killed_is_restored(visit, begun):
    address = begun("A Page That Is Killed")
    writer = visit("drafter")
    page = writer.page
    page.goto(address)
    page.locator(BODY).press_sequentially("Long work. ")
    assert "Not saved yet" in page.locator(".keeping-status").inner_text()
    status(page, KEPT)
    page.close(run_before_unload=False)

    page = writer.page = writer.context.new_page()
    page.goto(address)
    notice = page.get_by_role("region", name="You have unsaved text from")
    notice.locator("summary").click()
    assert "Long work." in notice.locator("ins").inner_text()
    assert writer.violations() == []
    # Meanwhile this page overwrites nothing.
    page.locator("#id_subtitle").fill("Other")
    status(page, "until you have decided")
    with page.expect_navigation():
        page.get_by_role("button", name="Restore").first.click()
    assert "Long work." in page.locator(BODY).input_value()
    # What was typed on that page instead is not lost either.
    notice = page.locator(".kept-here")
    notice.locator("summary").click()
    assert "Other" in notice.locator("pre").inner_text()
    notice.get_by_role("button", name="Throw away").click()
    page.locator(BODY).press_sequentially("And more. ")
    status(page, KEPT)
    save(page)
    assert page.locator(".kept:visible").count() == 0
    assert "And more." in saved_body(page, address)
    assert page.locator(".kept:visible").count() == 0


def test_without_the_network_the_device_keeps_it(visit, begun):
    address = begun("A Page Without a Network")
    writer = visit("drafter")
    page = writer.page
    page.goto(address)
    writer.context.set_offline(True)
    page.locator(BODY).press_sequentially("On the train. ")
    status(page, "No connection: kept on this device")
    page.close(run_before_unload=False)
    writer.context.set_offline(False)

    page = writer.page = writer.context.new_page()
    page.goto(address)
    notice = page.locator(".kept-here")
    notice.locator("summary").click()
    assert "On the train." in notice.locator("pre").inner_text()
    with page.expect_navigation():
        notice.get_by_role("button", name="Restore").click()
    assert "On the train." in page.locator(BODY).input_value()
    save(page)
    names = "Object.keys(localStorage).filter((name) => name.startsWith('typed:'))"
    assert page.evaluate(names) == []
    assert "On the train." in saved_body(page, address)

    # Back again by itself, once the network is; and gone when somebody signs out.
    writer.context.set_offline(True)
    page.locator(BODY).press_sequentially("And back. ")
    status(page, "No connection")
    writer.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    status(page, KEPT)
    writer.context.set_offline(True)
    page.locator(BODY).press_sequentially("Again. ")
    status(page, "No connection")
    assert len(page.evaluate(names)) == 1
    writer.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.locator("#logout-form button").click()
    assert page.evaluate(names) == []


def test_the_same_words_are_offered_once_and_every_moment_told_alike(visit, begun):
    address = begun("A Page With Two Notices")
    writer = visit("drafter")
    page = writer.page
    page.goto(address)
    page.locator(BODY).press_sequentially("Twice. ")
    status(page, KEPT)
    # The device has them as well, since a save was on its way that never came.
    page.route(lambda url: url == address, lambda route: route.abort(), times=1)
    page.locator(".side-panel [name=_save]").click(no_wait_after=True)
    page.wait_for_timeout(500)
    copies = "Object.keys(localStorage).filter((name) => name.startsWith('typed:'))"
    page.close(run_before_unload=False)
    page = writer.page = writer.context.new_page()
    page.goto("/admin/")
    assert len(page.evaluate(copies)) == 1
    page.goto(address)
    assert page.locator(".kept:visible").count() == 1
    assert page.evaluate(copies) == []
    page.get_by_role("button", name="Restore").click()
    # One line says how it stands.
    status(page, KEPT)
    assert "not saved" not in page.locator("#content-main").inner_text().lower()
    save(page)

    writer.context.set_offline(True)
    page.locator(BODY).press_sequentially("On the train. ")
    status(page, "No connection")
    page.close(run_before_unload=False)
    writer.context.set_offline(False)
    page = writer.page = writer.context.new_page()
    page.goto(address)
    told = page.locator(".kept-here .kept-time", has_text=re.compile(r"\(\+04\)"))
    assert re.fullmatch(r"\d+ \w+ \d{4}, \d\d:\d\d \(\+04\).*", told.inner_text())


def test_what_changes_no_word_is_no_change(visit, begun):
    """Leaving a field, finding, a tick, and a press that is refused."""
    address = begun("A Page That Is Searched")
    page = visit("drafter").page
    sent = []
    page.on("request", lambda r: sent.append(r) if "/keep/" in r.url else None)
    page.goto(address)
    body = page.locator(BODY)
    body.press_sequentially("Old. ")
    status(page, KEPT)
    number = len(sent)
    said = page.locator(".keeping-status").inner_text()
    body.press("Control+Alt+f")
    page.keyboard.type("river")
    page.keyboard.press("Tab")
    page.wait_for_timeout(4_000)
    assert page.locator(".keeping-status").inner_text() == said
    assert not any("typed" in request.post_data_json for request in sent[number:])

    # What is saved stands there again: nothing is said, and nothing kept.
    body.fill("The river is old.")
    assert page.locator(".keeping-status").inner_text() == ""
    nothing = '"typed":null'
    with page.expect_request(lambda r: "/keep/" in r.url and nothing in r.post_data):
        pass
    with page.expect_navigation():
        page.get_by_role("button", name="Submit for review").click()
    assert "Nothing is done yet" in page.locator("#content-main").inner_text()
    page.wait_for_timeout(4_000)
    assert page.locator(".keeping-status").inner_text() == ""
    page.goto("/admin/")
    page.goto(address)
    assert page.locator(".kept:visible").count() == 0


def test_nothing_is_kept_of_a_save_that_takes_long(visit, begun):
    address = begun("A Save That Takes Long")
    page = visit("drafter").page
    page.goto(address)
    sent, sent_meanwhile = [], []

    def slowly(route):
        before = len(sent)
        page.wait_for_timeout(6_000)  # twice what a page waits after the last key
        sent_meanwhile.append(len(sent) - before)
        route.continue_()

    page.on("request", lambda r: sent.append(r) if "/keep/" in r.url else None)
    page.locator(BODY).press_sequentially("Long on its way. ")
    page.route(lambda url: url == address, slowly, times=1)
    save(page)
    assert sent_meanwhile == [0]
    assert page.locator(".kept:visible").count() == 0
    assert "Long on its way." in saved_body(page, address)


@pytest.mark.parametrize("script", [True, False])
def test_a_session_that_ended_costs_no_word(visit, begun, script):
    address = begun(f"A Session That Ended, {'with' if script else 'without'} a Script")
    writer = visit("drafter", java_script_enabled=script)
    page = writer.page
    page.goto(address)
    page.locator(BODY).fill("Written over lunch.")
    writer.context.clear_cookies(name="sessionid")
    if script:
        status(page, "You are signed out: kept on this device")
    save(page)
    if script:
        assert writer.violations() == []
    page.get_by_label("Username").fill("drafter")
    page.get_by_label("Password").fill(PASSWORD)
    writer.press("Log in")
    writer.press("Go on with this text")
    assert page.locator(BODY).input_value() == "Written over lunch."
    save(page)
    assert saved_body(page, address) == "Written over lunch."


def test_leaving_asks_where_something_is_unsaved_and_only_then(visit, begun):
    address = begun("A Page That Is Left")
    page = visit("drafter").page
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    page.goto(address)
    page.locator(BODY).click()
    page.goto("/admin/")
    assert asked == []
    page.goto(address)
    page.locator(BODY).press_sequentially("x")
    page.locator(BODY).press("Backspace")
    page.goto("/admin/")
    assert asked == []
    page.goto(address)
    page.locator(BODY).press_sequentially("x")
    page.goto("/admin/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("width", [390, 1280])
def test_two_people_who_save_one_text_choose_by_paragraph(visit, begun, width):
    body = "النهر القديم واسع جدا.\n\nالوادي أخضر."
    address = begun(f"نهران {width}", body=body, language="ar")
    size = {"viewport": {"width": width, "height": 900}}
    scheme = "dark" if width == 390 else "light"
    one = visit("drafter", color_scheme=scheme, **size)
    other = visit("reviewer")
    for visitor in (one, other):
        visitor.page.goto(address)
    one.page.reload()
    assert re.search("Also here: .*", one.page.locator(".also-here").inner_text())
    other.page.locator(BODY).fill(body.replace("جدا", "دائما"))
    save(other.page)
    one.page.locator(BODY).fill(body.replace("جدا", "قليلا") + "\n\nخاتمة.")
    save(one.page)
    page = one.page
    assert "changed this" in page.locator(".merging").inner_text()
    assert one.violations() == []
    assert not is_wider_than_the_screen(page)
    conflict = page.locator(".merging-part", has_text="you and").first
    assert conflict.locator("input:checked").count() == 0
    direction = "place => getComputedStyle(place).direction"
    words = conflict.locator(".difference").nth(1)
    assert words.evaluate(direction) == "rtl"
    one.press("Put what I chose into the form")
    assert "Please choose one of these." in page.locator(".merging").inner_text()
    page.locator(".merging-part", has_text="you and").get_by_label("Theirs (").check()
    one.press("Put what I chose into the form")
    assert "دائما" in page.locator(BODY).input_value()
    assert "خاتمة" in page.locator(BODY).input_value()
    save(page)
    assert "دائما" in saved_body(page, address)
