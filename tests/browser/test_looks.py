"""Pages hold their shape and are accessible: widths, schemes, directions."""

import pytest

PUBLIC = [
    "/en/",
    "/ar/",
    "/zh-hans/",
    "/en/op-eds/",
    "/ar/subscribe/",
    "/en/no-such-page/",
]
DESK = [
    "/admin/",
    "/admin/publications/edition/",
    "/admin/publications/edition/add/",
    "/admin/publications/edition/import/",
]


def is_wider_than_the_screen(page):
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_public_pages(visit, width, scheme):
    reader = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    reader.page.goto("/en/")
    first = reader.page.locator("main article a, main h2 a").first.get_attribute("href")
    for path in [*PUBLIC, first]:
        reader.page.goto(path)
        assert reader.violations() == [], path
        assert not is_wider_than_the_screen(reader.page), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_desk(visit, width, scheme):
    writer = visit(
        "publisher", viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    writer.page.goto("/admin/publications/edition/")
    texts = writer.page.locator(".texts th a")
    addresses = [a.get_attribute("href") for a in texts.all()[:4]]
    writer.page.locator(".several [name=text]").first.check()
    writer.page.get_by_role("button", name="Due date and priority").click()
    assert writer.violations() == []
    assert not is_wider_than_the_screen(writer.page)
    for path in [*DESK, *addresses]:
        writer.page.goto(path)
        assert writer.violations() == [], path
        if "/change/" in path or "/add/" in path or "/import/" in path:
            assert not is_wider_than_the_screen(writer.page), path
