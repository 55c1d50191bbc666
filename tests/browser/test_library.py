"""The library in a real browser: many files at once, described, and a focal point."""

import pytest

from .test_looks import is_wider_than_the_screen
from .test_pictures import hand_over, photo

ADD = "/admin/publications/image/add/"


def files(*names):
    """A photograph of its own colour for each name."""
    return [
        (name, "image/jpeg", photo(f"hsl({(sum(name.encode()) * 37) % 360}, 60%, 40%)"))
        for name in names
    ]


class Library:
    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page
        self.page.goto(ADD)
        self.zone = self.page.locator(".drop-zone")
        self.rows = self.page.locator(".library-sent li")
        self.log = self.page.locator(".library-log")

    def row(self, name):
        return self.rows.filter(has_text=name)

    def told(self, name, words):
        """Wait until that is said of a file, to be seen and to be heard."""
        self.row(name).get_by_text(words).wait_for()
        self.log.get_by_text(f"{name}: {words}").first.wait_for(state="attached")


def test_many_are_dropped_pasted_described_and_one_gets_its_focal_point(visit):
    library = Library(visit("drafter"))
    page = library.page
    assert not page.get_by_role("button", name="Add", exact=True).is_visible()

    # Three dropped, one of them no picture; one pasted.
    good = files("harbour.jpg", "market.jpg")
    hand_over(
        library.zone, "drop", good[0], ("page.jpg", "image/jpeg", b"<html>"), good[1]
    )
    library.told("harbour.jpg", "Added.")
    library.told("market.jpg", "Added.")
    library.told("page.jpg", "This is not a picture")
    assert library.row("page.jpg").get_by_role("button").count() == 0
    hand_over(page.locator("body"), "paste", *files("image.png"))
    library.told("image.png", "Added.")
    hand_over(library.zone, "drop", ("again.jpg", *good[0][1:]))
    library.told("again.jpg", "It is there already, as “harbour.jpg”.")
    assert library.visitor.violations() == []
    library.visitor.follow("Describe them now")

    # All in one go; what is wrong is said, and all that was typed stays.
    parts = page.locator(".described")
    assert parts.count() == 3
    page.get_by_label("Credit for all").fill("N. Arden")
    parts.nth(0).get_by_label("Text alternative").fill("Boats in a harbour")
    parts.nth(0).get_by_label("Decorative").check()
    parts.nth(1).get_by_label("Text alternative").fill("A market at dawn")
    parts.nth(2).get_by_label("Decorative").check()
    library.visitor.press("Save all")
    page.get_by_text("Either a text alternative or decorative, not both.").wait_for()
    parts.nth(0).get_by_label("Decorative").uncheck()
    assert library.visitor.violations() == []
    library.visitor.press("Save all")
    page.get_by_text("3 pictures are described.").wait_for()
    first = page.locator(".library-grid li").filter(has_text="harbour.jpg")
    assert "No text alternative" not in first.inner_text()
    assert "Not used" in first.inner_text()

    set_the_focal_point(library, first)


def set_the_focal_point(library, listed):
    page = library.page
    with page.expect_navigation():
        listed.get_by_role("link").click()
    picture = page.locator(".focal-picture img")
    picture.scroll_into_view_if_needed()
    place = picture.bounding_box()
    square = page.locator(".crop.square img")
    before = square.evaluate("image => image.style.left")

    # By a click …
    picture.click(position={"x": place["width"] * 0.9, "y": place["height"] * 0.25})
    # To a pixel, which is nearly a hundredth of a picture as small as it is shown here.
    x, y = (int(page.locator(f"[name=focus_{axis}]").input_value()) for axis in "xy")
    assert abs(x - 90) <= 1 and abs(y - 25) <= 1
    assert square.evaluate("image => image.style.left") != before
    # … and on by the keyboard, told to who listens.
    marker = page.get_by_role("slider", name="Focal point")
    assert marker.evaluate("each => each === document.activeElement")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    told = f"{x - 1} percent from the left, {y + 10} percent from the top"
    assert marker.get_attribute("aria-valuetext") == told
    assert library.visitor.violations() == []
    library.visitor.press("Save and continue editing")
    assert page.locator("[name=focus_x]").input_value() == str(x - 1)
    # The server's own crop is where the preview showed it: at the right edge.
    assert square.evaluate("image => image.style.left") == "-50%"


def test_what_is_too_large_is_not_sent_and_a_cut_is_told_and_tried_again(visit):
    library = Library(visit("drafter"))
    page = library.page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    large = """form => { form.dataset.largest = 10 }"""
    page.locator(".library-add").evaluate(large)
    hand_over(library.zone, "drop", *files("huge.jpg"))
    library.told("huge.jpg", "The file is too large: it was not sent.")
    assert not any("upload" in url for url in asked)

    page.locator(".library-add").evaluate("form => { form.dataset.largest = 1e8 }")
    page.route("**/upload/", lambda route: route.abort("connectionreset"))
    hand_over(library.zone, "drop", *files("lost.jpg"))
    library.told("lost.jpg", "The connection was cut off. Please try again.")
    page.unroute("**/upload/")
    library.row("lost.jpg").get_by_role("button", name="Try again").click()
    library.told("lost.jpg", "Added.")


def test_two_are_sent_at_once_and_one_that_waits_can_be_cancelled(visit):
    library = Library(visit("drafter"))
    page = library.page
    held = []
    page.route("**/upload/", lambda route: held.append(route))
    names = ["slow one.jpg", "slow two.jpg", "slow three.jpg"]
    hand_over(library.zone, "drop", *files(*names))
    library.row("slow three.jpg").get_by_text("Waiting").wait_for()
    assert len(held) == 2
    library.row("slow three.jpg").get_by_role("button", name="Cancel").click()
    library.told("slow three.jpg", "Cancelled.")
    library.row("slow one.jpg").get_by_role("button", name="Cancel").click()
    library.told("slow one.jpg", "Cancelled.")
    held[0].abort()
    held[1].continue_()
    library.told("slow two.jpg", "Added.")


def test_who_was_signed_out_meanwhile_is_told_so(visit):
    library = Library(visit("drafter"))
    library.visitor.context.clear_cookies()
    hand_over(library.zone, "drop", *files("late.jpg"))
    library.row("late.jpg").get_by_text("You are no longer signed in.").wait_for()


def test_without_script_one_form_sends_them_all(visit, tmp_path):
    visitor = visit("drafter", java_script_enabled=False)
    page = visitor.page
    page.goto(ADD)
    sent = []
    for name, _type, data in files("plain.jpg"):
        (tmp_path / name).write_bytes(data)
        sent.append(tmp_path / name)
    (tmp_path / "page.jpg").write_text("<html>")
    page.get_by_label("Files", exact=True).set_input_files(
        [*sent, tmp_path / "page.jpg"]
    )
    visitor.press("Add")
    told = page.locator(".library-results").inner_text()
    assert "plain.jpg: Added." in told
    assert "page.jpg: This is not a picture" in told
    visitor.follow("plain.jpg")
    page.locator("[name=focus_x]").fill("20")
    page.get_by_label("Text alternative").first.fill("Nothing but a colour")
    visitor.press("Save")
    assert "plain.jpg" in page.locator(".messagelist").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "locale"), [(390, "en"), (1440, "en"), (390, "ar")])
def test_the_pages_hold_their_shape(visit, width, scheme, locale):
    visitor = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visitor.sign_in("publisher")
    visitor.page.context.set_extra_http_headers({"Accept-Language": locale})
    page = visitor.page
    paths = []
    for name in ("image", "attachment"):
        path = f"/admin/publications/{name}/"
        page.goto(path)
        paths += [path, f"{path}?unused=on", f"{path}add/"]
        links = page.locator(".library-grid a, .library-files a.library-name")
        if links.count():
            paths.append(links.first.get_attribute("href"))
    for path in [*paths, "/admin/publications/image/describe/"]:
        page.goto(path)
        assert visitor.violations() == [], path
        assert not is_wider_than_the_screen(page), path
