"""A preview from the form to its end, as its two people see it."""

from datetime import UTC, datetime

from .test_looks import is_wider_than_the_screen

ADD = "/admin/publications/edition/add/"


def test_a_text_is_shown_to_somebody_without_an_account(visit):
    title = f"A Bridge at Night {datetime.now(UTC):%H%M%S}"
    writer = visit("drafter", viewport={"width": 390, "height": 844})
    page = writer.page
    page.goto(ADD)
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Body", exact=True).fill(
        "The lamps are lit.\n\nThe river sleeps."
    )
    page.get_by_label("Kind", exact=True).select_option("op_ed")
    writer.press("Save")
    text = page.url
    writer.follow("Share a preview")
    assert not is_wider_than_the_screen(page)
    assert writer.violations() == []
    page.get_by_label("For", exact=True).fill("ليلى حداد")
    page.get_by_label("Language of the letter").select_option("ar")
    writer.press("Make the link")
    assert not is_wider_than_the_screen(page)
    assert writer.violations() == []
    address = page.get_by_label("The link", exact=True).input_value()

    for width, scheme in ((320, "light"), (1280, "dark")):
        size = {"width": width, "height": 844}
        reader = visit(viewport=size, color_scheme=scheme)
        answer = reader.page.goto(address)
        assert answer.status == 200
        assert "The river sleeps." in reader.page.locator("article").inner_text()
        line = reader.page.get_by_role("note")
        assert "ليلى حداد" in line.inner_text()
        assert line.evaluate("e => getComputedStyle(e).direction") == "rtl"
        assert reader.page.locator("nav").count() == 0
        assert not is_wider_than_the_screen(reader.page)
        assert reader.violations() == []
        # On paper it still says what it is.
        reader.page.emulate_media(media="print")
        assert line.is_visible()
        assert reader.page.locator(".preview-end").is_visible()

    page.goto(text)
    page.get_by_text("Opened").first.wait_for()
    assert not is_wider_than_the_screen(page)
    assert writer.violations() == []
    writer.press("Revoke the preview for ليلى حداد")
    assert page.get_by_text("The preview is revoked.").is_visible()
    assert reader.page.goto(address).status == 404
    assert "has ended" in reader.page.locator("h1").inner_text()
    assert reader.violations() == []
