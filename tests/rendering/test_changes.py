"""A difference as readers find it: said in words, and folded where nothing changed."""

import re
import time
from html import unescape

from django.utils.translation import override

from publications.rendering.changes import changes


def heard(html):
    """What a screen reader says: all words, with those that aren't shown."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def paragraphs(*words):
    return "\n\n".join(words)


def test_a_change_is_heard_where_it_begins_and_where_it_ends():
    html = changes("The red house stands.", "The blue house stands.")
    assert "<del>" in html and "<ins>" in html
    said = " ".join(heard(html).split())
    assert said == "The Removed: red Added: blue Unchanged: house stands."


def test_what_stands_at_the_beginning_is_not_said_to_be_unchanged():
    assert heard(changes("Peace.", "Peace and trade.")).startswith("Peace")


def test_words_of_ours_are_said_in_the_language_of_the_page():
    with override("fr"):
        assert "Supprimé" in changes("Un mot rouge.", "Un mot bleu.")


def test_long_stretches_without_a_change_are_folded_but_for_what_stands_beside_one():
    kept = [f"Paragraph {number} stays as it is." for number in range(10)]
    html = changes(paragraphs("Old.", *kept), paragraphs("New words.", *kept))
    shown, folded = html.split("<details", 1)
    assert "Paragraph 0" in shown
    assert "9 unchanged paragraphs" in folded
    assert all(f"Paragraph {number}" in folded for number in range(1, 10))


def test_between_two_changes_one_paragraph_is_shown_on_either_side():
    kept = [f"Paragraph {number} stays as it is." for number in range(6)]
    html = changes(
        paragraphs("Old.", *kept, "Gone."), paragraphs("New words.", *kept, "Come in.")
    )
    before, rest = html.split("<details", 1)
    folded, after = rest.split("</details>")
    assert "Paragraph 0" in before and "Paragraph 5" in after
    assert "4 unchanged paragraphs" in folded


def test_a_lone_paragraph_is_not_worth_folding():
    kept = ["One stays as it is.", "Two stays as it is."]
    html = changes(paragraphs("Old.", *kept), paragraphs("New words.", *kept))
    assert "<details" not in html


def test_words_of_a_text_make_no_markup():
    html = changes("<b>old</b>", "<script>new</script>\n\n<i>more</i>")
    assert "<script" not in html and "<b>" not in html and "<i>" not in html


def test_fifty_thousand_words_are_compared_in_time():
    words = [f"word{number * 7919 % 3001}" for number in range(50_000)]
    old = paragraphs(*(" ".join(words[i : i + 5]) for i in range(0, 50_000, 5)))
    words[::10] = ["other"] * 5_000
    new = paragraphs(*(" ".join(words[i : i + 5]) for i in range(0, 50_000, 5)))
    began = time.perf_counter()
    changes(old, new)
    assert time.perf_counter() - began < 5
