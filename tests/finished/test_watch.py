"""Which generation it is: known within a second, without a question of each request."""

import threading
import time

import pytest

from publications.finished import watch
from publications.finished.generation import Generation
from publications.finished.watch import Watch


class Database:
    """What is asked: it may be slow, and it may be away."""

    def __init__(self):
        self.name, self.lasts, self.asked = "first", 300.0, 0
        self.is_away, self.answers = False, threading.Event()
        self.answers.set()

    def __call__(self) -> Generation:
        self.asked += 1
        found = Generation(self.name, self.lasts)
        self.answers.wait(10)
        if self.is_away:
            raise OSError("away")
        return found


@pytest.fixture
def database():
    made = Database()
    yield made
    made.answers.set()


@pytest.fixture
def word():
    return [0]


@pytest.fixture
def watching(database, word, monkeypatch):
    monkeypatch.setattr(watch, "FRESH", 0.2)
    monkeypatch.setattr(watch, "PATIENCE", 0.2)
    made = Watch(database, lambda: word[0], away=lambda: 0.5)
    yield made
    made.end()


def test_many_ask_and_one_question_is_put(watching, database):
    for _request in range(1000):
        assert watching.current().name == "first"
    assert database.asked == 1


def test_an_act_elsewhere_shows_when_what_is_known_is_too_old(watching, database):
    watching.current()
    database.name = "second"
    assert watching.current().name == "first"
    time.sleep(0.2)
    assert watching.current().name == "second"


def test_an_act_on_this_machine_shows_at_once(watching, database, word):
    watching.current()
    database.name, word[0] = "second", 1
    assert watching.current().name == "second"
    assert database.asked == 2


def test_a_generation_that_ends_is_not_known_for_longer(watching, database):
    database.lasts = 0.02
    watching.current()
    database.name, database.lasts = "second", 300.0
    time.sleep(0.02)
    assert watching.current().name == "second"


def test_the_last_one_stands_while_nobody_answers_and_for_so_long(watching, database):
    watching.current()
    database.is_away = True
    time.sleep(0.25)
    known = watching.current()
    assert (known.name, known.age) == ("first", 1)
    time.sleep(0.4)
    assert watching.current() is None
    database.is_away = False
    time.sleep(0.25)
    assert watching.current() == ("first", 0)


def test_it_doesnt_stand_where_something_was_done_since(watching, database, word):
    watching.current()
    database.is_away, word[0] = True, 1
    assert watching.current() is None


def test_nobody_waits_twice_for_a_database_that_is_silent(watching, database):
    watching.current()
    database.answers.clear()
    time.sleep(0.2)
    began = time.monotonic()
    assert watching.current().age
    once = time.monotonic() - began
    for _request in range(20):
        assert watching.current().age
    assert once < 0.4
    assert time.monotonic() - began < once + 0.1
