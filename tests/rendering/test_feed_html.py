"""A body that leaves the site takes whole addresses along and loses nothing."""

import pytest

from publications.rendering import absolute
from tests.rendering.dom import elements, faults, words
from tests.rendering.pages import UUID, body, one

PAGE = "https://press.example/en/news/a-visit/"

PICTURE = (
    '<picture><source srcset="/m/1.webp 320w, /m/2.webp 640w" type="image/webp" '
    'sizes="100vw"><img src="/m/1.jpg" srcset="/m/1.jpg 1x, https://cdn.example/2.jpg '
    '2x" alt="A signing" width="320" height="200" loading="lazy"></picture>'
    "<figcaption>At the port <small>Photo: Ada</small></figcaption>"
)

SOURCE = f"""# Background

*One* **two** `three` ~~four~~ [five](/x)[^1] [six](#background).

> seven

3. eight

- nine

|ten|eleven|
|:-:|-:|
|twelve|thirteen|

    fourteen

---

![x](image:{UUID})

هذا بيان السفارة

[quinze]{{lang=fr}}

[^1]: sixteen
"""


def whole():
    return body(SOURCE, image=lambda uuid, alternative: PICTURE)


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("/news/", "https://press.example/news/"),
        ("other/", "https://press.example/en/news/a-visit/other/"),
        ("../", "https://press.example/en/news/"),
        ("?page=2", f"{PAGE}?page=2"),
        ("#nowhere", f"{PAGE}#nowhere"),
        ("/a?b=c&d=e#f", "https://press.example/a?b=c&d=e#f"),
        ("https://a.example/x?y=1&z=2", "https://a.example/x?y=1&z=2"),
        ("http://a.example", "http://a.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+994123456", "tel:+994123456"),
    ],
)
def test_every_link_is_whole(address, outside):
    link = one(absolute(body(f"[a]({address})"), PAGE), "a")
    assert link.attrib["href"] == outside


def test_notes_lead_to_the_page_itself():
    html = absolute(whole(), PAGE)
    leads = {
        each.attrib.get("role"): each.attrib["href"] for each in elements(html, "a")
    }
    assert leads["doc-noteref"] == f"{PAGE}#fn-1"
    assert leads["doc-backlink"] == f"{PAGE}#fnref-1"
    assert f"{PAGE}#h-background" in leads.values()


def test_pictures_of_every_size_are_whole():
    html = absolute(whole(), PAGE)
    picture, source = one(html, "img"), one(html, "source")
    assert picture.attrib["src"] == "https://press.example/m/1.jpg"
    assert picture.attrib["srcset"] == (
        "https://press.example/m/1.jpg 1x, https://cdn.example/2.jpg 2x"
    )
    assert source.attrib["srcset"] == (
        "https://press.example/m/1.webp 320w, https://press.example/m/2.webp 640w"
    )


def test_no_word_and_no_element_is_lost():
    html = whole()
    outside = absolute(html, PAGE)
    assert words(outside) == words(html)
    assert [each.tag for each in elements(outside)] == [
        each.tag for each in elements(html)
    ]
    assert not faults(outside)


def test_only_ids_and_stops_for_the_keyboard_stay_behind():
    html = whole()
    for inside, outside in zip(
        elements(html), elements(absolute(html, PAGE)), strict=True
    ):
        left = set(inside.attrib) - set(outside.attrib)
        of_a_box = {"role", "aria-label"} if inside.tag == "div" else set()
        assert left <= {"id", "tabindex"} | of_a_box
        assert not set(outside.attrib) - set(inside.attrib)
        for name in ("lang", "dir", "class", "alt", "title", "scope", "start"):
            assert outside.attrib.get(name) == inside.attrib.get(name)


def test_no_id_occurs_twice_and_no_stop_is_without_purpose_in_a_reader():
    attributes = [each.attrib for each in elements(absolute(whole(), PAGE))]
    assert not [each for each in attributes if {"id", "tabindex"} & set(each)]


def test_once_whole_an_address_stays_as_it_is():
    outside = absolute(whole(), PAGE)
    assert absolute(outside, "https://elsewhere.example/") == outside


@pytest.mark.parametrize(
    "source",
    ["[a](https://[x)", "[a](<https://[::1]:x/>)", "[a](https://\u2100.example/)"],
)
def test_an_address_that_is_none_stops_no_feed(source):
    outside = absolute(body(source), PAGE)
    assert words(outside).strip() == "a"
    assert not [each for each in elements(outside, "a") if "href" in each.attrib]


@pytest.mark.parametrize(
    "page",
    ["", "/en/news/", "press.example", "//press.example/", "ftp://press.example"],
)
def test_a_page_without_a_whole_address_is_refused(page):
    with pytest.raises(ValueError, match="not an absolute address"):
        absolute("<p>a</p>", page)
