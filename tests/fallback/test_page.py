"""A page of the site as a page of the copy."""

import pytest

from publications.fallback import copied, files_of, links_of

SITE = "https://press.example"
PAGE = """<head><link rel="icon" href="/favicon.ico">
<link rel="alternate" href="https://press.example/fr/2026/deux-rivieres/">
<link rel="stylesheet" href="/static/site.css"></head>
<body><a href="/en/">Home</a>
<main id="content" tabindex="-1">
<a href="/en/2026/one/#top">One</a> <a href="https://press.example/en/people/ada/">A</a>
<a href="https://elsewhere.example/en/2026/two/">Two</a> <a href="?before=3">Older</a>
<a href="/en/../admin/">No</a> <a href="//elsewhere.example/x/">No</a>
<img src="/media/a/40.webp" srcset="/media/a/40.webp 40w, /media/a/80.webp 80w">
<a href="/attachments/b.pdf">Paper</a>
</main><footer><a href="/en/pages/">About</a></footer></body>"""


def test_what_its_words_lead_to():
    assert links_of(PAGE, SITE) == {"/en/2026/one/", "/en/people/ada/"}


def test_the_files_that_it_needs_in_every_size():
    assert files_of(PAGE, SITE) == {
        *("/favicon.ico", "/media/a/40.webp", "/media/a/80.webp"),
        "/attachments/b.pdf",
    }


def test_the_note_stands_before_the_words():
    page = copied(PAGE, "<aside>A copy</aside>")
    assert '<main id="content" tabindex="-1">\n<aside>A copy</aside>\n<a' in page
    with pytest.raises(ValueError, match="no content"):
        copied("<p>Words</p>", "")
