"""Rendering in a child: the same as without, and never longer than it may take."""

import os
import signal
import threading
import time

import pytest

from publications.rendering import MAX_CHARACTERS, TooLong, article, confined, render
from publications.rendering.confined import TooHeavy

SOURCE = "# Größe\n\nSays[^1] *it*. ![a](image:00000000-0000-4000-8000-000000000001)\n"
SOURCE += "\n[^1]: A note.\n"


def shown(uuid, alt):
    return f'<img src="/{uuid}.jpg" alt="{alt}">'


@pytest.mark.parametrize("language", ["en", "fr", "ru", "az", "ar", "zh-hans", "de"])
def test_a_child_makes_what_we_would_have_made(language):
    asked = {"language": language, "image": shown}
    assert render(SOURCE, **asked) == article.render(SOURCE, **asked)
    assert render(SOURCE, language=language).html.count("<img") == 0


def test_what_is_no_character_is_replaced_there_too():
    assert render("a\udc80\0b", language="en").text == "a\ufffd\ufffdb"


def test_one_child_serves_text_after_text():
    render("a", language="en")
    (first,) = confined._idle
    render("b", language="en")
    assert confined._idle == [first]


def test_a_child_that_was_ended_is_not_missed():
    render("a", language="en")
    os.kill(confined._idle[-1].process.pid, signal.SIGKILL)
    confined._idle[-1].process.wait()
    assert render("b", language="en").text == "b"


def test_a_text_that_takes_too_long_is_refused_and_its_child_ended(monkeypatch):
    monkeypatch.setattr(confined, "PATIENCE", 0.2)
    render("a", language="en")
    child = confined._idle[-1]
    os.kill(child.process.pid, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(TooHeavy, match="can't be laid out"):
        render("b", language="en")
    assert time.monotonic() - start < 5
    assert child.process.poll() == -signal.SIGKILL
    assert child not in confined._idle


def test_a_child_ends_by_itself_where_nobody_is_left_to_end_it(monkeypatch):
    """By the processor's time, which it gives itself anew for each text."""
    monkeypatch.setattr(confined, "SECONDS", 1)
    child = confined._Child()
    heavy = {"source": "a [b](c) *d* `e`\n\n" * 20_000, "language": "en"}
    with pytest.raises(confined._Gone):
        child.rendered({**heavy, "pictures": False}, None)
    assert child.process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_a_fault_in_showing_a_picture_is_told_and_leaves_no_child_behind():
    def broken(uuid, alt):
        raise KeyError(uuid)

    with pytest.raises(KeyError):
        render(SOURCE, language="en", image=broken)
    assert render("b", language="en").text == "b"


def test_too_long_is_too_long_before_any_child_is_asked(monkeypatch):
    monkeypatch.setattr(confined, "_rendered", None)
    with pytest.raises(TooLong):
        render("a" * (MAX_CHARACTERS + 1), language="en")


def test_several_at_once_have_a_child_each():
    made = []
    work = [
        threading.Thread(target=lambda: made.append(render(SOURCE, language="fr").html))
        for _each in range(6)
    ]
    for each in work:
        each.start()
    for each in work:
        each.join()
    assert len(made) == 6 and len(set(made)) == 1
    assert len(confined._idle) <= confined.MOST
