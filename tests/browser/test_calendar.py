"""A release is moved from the calendar with the keyboard alone; the page holds."""

import re

CALENDAR = "/admin/calendar/"


def tab_to(page, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _n in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0] || document.activeElement).innerText"
        )
        if name in (focused or ""):
            return
    raise AssertionError(f"The keyboard doesn't reach “{name}”.")


def test_a_release_is_moved_with_the_keyboard_alone(visit):
    publisher = visit("publisher", viewport={"width": 390, "height": 800})
    page = publisher.page
    assert publisher.violations() == []
    left = page.locator(".countdown").first
    assert left.inner_text().startswith("in ")
    assert not page.locator("[aria-live]").count()

    page.goto(CALENDAR)
    if not page.locator(".entry-move").count():  # scheduled for the month after
        page.get_by_role("link", name="Next month").click()
    tab_to(page, "Move")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert publisher.violations() == []
    # Reading goes on at the form.
    tab_to(page, "Release at")
    before = page.locator("#id_moment").input_value()
    page.keyboard.press("ArrowUp")  # the month, or the day, by the browser's language
    after = page.locator("#id_moment").input_value()
    assert after != before
    tab_to(page, "Reschedule")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "The release is moved." in page.locator(".messagelist").inner_text()
    assert re.search(r"#entry-\d+$", page.url)
    moved = page.locator(page.url[page.url.index("#") :])
    assert after.split("T")[1] in moved.inner_text()
    assert publisher.violations() == []
