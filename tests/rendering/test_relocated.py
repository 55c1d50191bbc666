"""A body whose files stand elsewhere: each address is asked about, no more moves."""

from publications.rendering import render
from publications.rendering.relocated import relocated

PICTURE = (
    '<figure><picture><source type="image/avif" srcset="/media/a/480.avif 480w, '
    '/media/a/960.avif 960w" sizes="100vw"><img src="/media/a/960.jpg" '
    'srcset="/media/a/960.jpg 960w" alt="A /media/a river" width="40" height="30" '
    'loading="lazy" decoding="async"></picture><figcaption><a '
    'href="/media/a/print.jpg">Print</a></figcaption></figure>'
)


def test_a_picture_moves_in_all_its_sizes_and_its_words_stay():
    moved = relocated(PICTURE, lambda address: f"/p{address}")
    assert moved == PICTURE.replace('"/media', '"/p/media').replace(
        ", /media", ", /p/media"
    )


def test_what_is_given_back_as_it_is_changes_nothing():
    words = "# One\n\nA [link](https://a.example/?a=1&b=2), *so*.[^1]\n\n[^1]: Note.\n"
    words += "\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n"
    for language in ("en", "ar", "zh-hans"):
        html = render(words, language=language).html
        assert relocated(html, lambda address: address) == html
    assert relocated(PICTURE, lambda address: address) == PICTURE


def test_each_address_is_asked_about_once():
    asked = []
    relocated(PICTURE, lambda address: asked.append(address) or address)
    assert len(asked) == 5
