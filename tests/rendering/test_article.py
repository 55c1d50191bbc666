"""A body becomes the HTML, the text and the number that are stored."""

import pytest

from publications.rendering import (
    MAX_CHARACTERS,
    TooLong,
    render,
)
from tests.rendering.dom import elements, words
from tests.rendering.pages import UUID, body, one

# --- Characters --------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<div onclick=x>",
        "<!-- a comment -->",
        "<?php echo 1 ?>",
        "<![CDATA[x]]>",
        "<!DOCTYPE html>",
        "a < b > c & d",
        "&lt;b&gt;".replace("&", "\\&"),
    ],
)
def test_raw_html_is_shown_as_text(source):
    html = body(source)
    assert [each.tag for each in elements(html)] == ["p"]
    assert words(html).strip() == source.replace("\\", "")


@pytest.mark.parametrize(
    "source",
    [
        "\"straight\" and 'single'",
        "a -- b --- c",
        "wait...",
        "(c) (tm) (r) +-",
        "1/2",
        "“curved” ‘single’ «a» „b“",
        "ﬁ ½ №",
        ":) :smile:",
        "News.Az and gov.example",
    ],
)
def test_the_characters_that_were_approved_are_shown(source):
    rendered = render(source, language="en")
    assert words(rendered.html).strip() == source
    assert rendered.text == source


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\x7f", "\x9b", "\ufffe"])
def test_what_would_break_a_feed_is_replaced(character):
    for source in (f"a{character}b", f"&#{ord(character)};", f"`{character}`"):
        rendered = render(source, language="en")
        assert character not in rendered.html
        assert character not in rendered.text
        assert "\ufffd" in rendered.html or f"&amp;#{ord(character)};" in rendered.html


def test_half_a_surrogate_is_replaced():
    assert render("a\ud800b", language="en").text == "a\ufffdb"


def test_text_and_words_leave_out_the_marks():
    rendered = render(
        "# Title\n\nSome *words*[^1] and [a link](/x).\n\n1. one\n2. two\n\n"
        "|a|b|\n|-|-|\n|c|d|\n\n[^1]: note",
        language="en",
    )
    assert rendered.text == (
        "Title\n\nSome words[1] and a link.\n\n1. one\n2. two\n\na\tb\nc\td\n\n[1] note"
    )
    assert rendered.words == 13


def test_nothing_written_gives_nothing():
    for source in ("", " \n\n ", "[a]: /x"):
        rendered = render(source, language="en")
        assert (rendered.html.strip(), rendered.text, rendered.words) == ("", "", 0)


# --- Links and pictures ------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("[a](https://a.example/x?y=1#z)", "https://a.example/x?y=1#z"),
        ("[a](/news/)", "/news/"),
        ("[a](?page=2)", "?page=2"),
        ("[a](mailto:a@b.example)", "mailto:a@b.example"),
        ("[a](tel:+994123456)", "tel:+994123456"),
        ("<https://a.example>", "https://a.example"),
        ("see https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("a@b.example", "mailto:a@b.example"),
        ("见https://a.example/x。好", "https://a.example/x"),
    ],
)
def test_addresses_become_links(source, address):
    assert one(body(source), "a").attrib == {"href": address}


@pytest.mark.parametrize(
    "source", ["a.example", "www.a.example", "//a.example", "ftp://a.example", "a@b"]
)
def test_nothing_is_guessed_to_be_a_link(source):
    html = body(source)
    assert not elements(html, "a")
    assert words(html).strip() == source


def test_a_picture_of_ours_is_what_the_caller_makes_of_it():
    asked = []

    def image(uuid, alternative):
        asked.append((uuid, alternative))
        return f'<img src="/media/{uuid}.jpg" alt="x">'

    html = body(f"before ![a *b*](IMAGE:{UUID.upper()}) after", image=image)
    assert asked == [(UUID, "a b")]
    assert [each.tag for each in elements(html)] == ["p", "figure", "img"]
    assert one(html, "img").attrib["src"] == f"/media/{UUID}.jpg"


def test_what_the_caller_makes_passes_the_sanitiser_too():
    def image(uuid, alternative):
        return '<img src="/x.jpg" onerror="alert(1)" style="x"><script>1</script>'

    html = body(f"![a](image:{UUID})", image=image)
    assert one(html, "img").attrib == {"src": "/x.jpg"}
    assert not elements(html, "script")


@pytest.mark.parametrize("image", [None, lambda uuid, alternative: None])
def test_a_picture_that_is_not_there_leaves_its_words(image):
    html = body(f"![a signing](image:{UUID})", image=image)
    assert not elements(html, "img")
    assert words(html).strip() == "a signing"


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/x.png",
        "http://127.0.0.1:18999/x.png",
        "//10.0.0.1/x.png",
        "http://[::1]/x.png",
        "/media/x.png",
        "x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "image:x",
        f"image:{UUID}0",
    ],
)
def test_no_other_address_is_ever_a_picture(address):
    calls = []
    for source in (f"![alt]({address})", f"![alt][r]\n\n[r]: {address}"):
        html = body(source, image=lambda *asked: calls.append(asked))
        assert not elements(html, "img")
        assert "alt" in words(html)
    assert not calls


def test_a_remote_picture_is_a_link_with_its_words():
    html = body("![the signing](https://other.example/x.png)")
    assert one(html, "a").attrib == {"href": "https://other.example/x.png"}
    assert one(html, "a").text == "the signing"


# --- Length ------------------------------------------------------------------------


def test_a_text_of_the_limit_is_taken_and_one_more_refused():
    assert render("a" * MAX_CHARACTERS, language="en").words == 1
    with pytest.raises(TooLong, match="limit: 400000 characters"):
        render("a" * (MAX_CHARACTERS + 1), language="en")


def test_texts_rendered_one_after_the_other_know_nothing_of_each_other():
    first = body("# A\n\n[l]: /x\n\nx[^1]\n\n[^1]: n\n")
    assert "fn-" not in body("x[^1] [l]")
    assert body("# A\n\n[l]: /x\n\nx[^1]\n\n[^1]: n\n") == first


def test_an_excerpt_begins_with_prose():
    rendered = render(
        "## The catch\n\nFirst[^1].\n\n- A point\n\n| a |\n|---|\n| b |\n\n> Said.\n\n"
        "[^1]: Note.",
        language="en",
    )
    assert rendered.prose.startswith("First.\n\nSaid.")
    assert "catch" not in rendered.prose and "point" not in rendered.prose
    assert "The catch" in rendered.text and "First[1]." in rendered.text
