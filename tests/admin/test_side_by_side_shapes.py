"""Side by side, a heading stays a heading: told before, set by a button, told after."""

import pytest

from tests import factories

from .translating import Desk, begun

pytestmark = pytest.mark.django_db

BODY = """Words[^1].

## A heading

> What was said.

- one
- two

[^1]: A note.

| a | b |
|---|---|
| c | d |"""
PLAIN = {1: "Слова[^1].", 2: "Заголовок", 3: "Сказано.", 4: "раз\r\nдва", 5: "Заметка."}


@pytest.fixture
def desk(client):
    return Desk(client, begun(factories.draft(body=BODY), "ru"))


def row(html, number):
    return html[html.index(f'id="row-{number}"') :].split('class="pair-acts"')[0]


def test_the_signs_to_type_stand_at_the_field(desk):
    for number, sign in {2: "##", 3: "&gt;", 4: "-", 5: "[^1]:", 6: "|"}.items():
        told = row(desk.html, number)
        assert f'<code dir="ltr">{sign}</code>' in told
        assert f"target-{number}-hint" in told.split("<textarea")[1]
    assert "pair-hint" not in row(desk.html, 1)


def test_plain_words_are_told_of_and_made_what_the_original_is(desk):
    desk.send({**PLAIN, 6: "а, б"})
    html = desk.again().html
    assert "Written as a paragraph; the original is a heading." in row(html, 2)
    assert "Written as a paragraph; the original is a table." in row(html, 6)
    assert "paragraph; the original" not in row(html, 1)
    summary = html[html.index("Written otherwise than the original:") :]
    assert summary.split("</p>")[0].count("<a ") == 5
    for number in (2, 3, 4, 5):
        desk.send(_sign=str(number), _save=[])
    assert "Written otherwise" in desk.html  # the table
    desk.send({6: BODY.split("\n\n")[-1].replace("c", "в")})
    assert "Written otherwise" not in desk.again().html
    html = desk.stored.rendering.html
    for made in ("<h2", "<blockquote", "<li", "doc-noteref", "<table"):
        assert made in html
    assert "[^1]" not in html


def test_a_sign_alone_is_stored_as_nothing(desk):
    desk.send({1: PLAIN[1]}, _sign="2", _save=[])
    assert desk.rows[1].target == "## " and desk.rows[0].target == PLAIN[1]
    desk.send()
    assert desk.stored.body == PLAIN[1]
    assert desk.again().rows[0].target == PLAIN[1]


def test_signs_that_are_there_are_not_set_again(desk):
    desk.send({2: "## Заголовок"})
    desk.again().send(_sign="2", _save=[])
    assert desk.rows[1].target == "## Заголовок"


def test_a_picture_without_words_in_the_language_is_told_at_its_row(client):
    picture = factories.described(factories.picture())
    body = f"Words.\n\n![](image:{picture.uuid})"
    desk = Desk(client, begun(factories.draft(body=body), "ru"))
    told = row(desk.html, 2)
    assert "has no text alternative in Russian" in told
    assert f"?of={picture.pk}&amp;language=ru" in told
    assert "Without a text alternative:" in desk.html
    # Said in the row, or in the library.
    desk.send({2: f"![Река](image:{picture.uuid})"})
    assert "no text alternative" not in desk.again().html
    desk.send({2: f"![](image:{picture.uuid})"})
    factories.described(picture, "ru", alt="Река")
    assert "no text alternative in" not in desk.again().html
