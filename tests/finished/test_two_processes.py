"""Two processes with one database, as two machines: neither hears of the other."""

import time

import pytest

from publications.finished import generation
from publications.finished.application import InFront
from publications.finished.shelf import Shelf
from publications.finished.watch import FRESH, Watch
from tests import factories
from tests.test_withdrawn import take_down

from .reader import Django, ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere():
    """Asks by a thread and a connection of its own."""
    watch = Watch(generation.in_a_thread, lambda: 0, away=lambda: 3600)
    yield InFront(Django(), watch, Shelf(2**20))
    watch.end()


def test_an_act_shows_elsewhere_within_a_second(elsewhere):
    edition = factories.released()
    address = edition.get_absolute_url()
    assert ask(elsewhere, address).status == 200
    take_down(edition, "retracted")
    done = time.monotonic()
    while ask(elsewhere, address).status != 410:
        assert time.monotonic() < done + FRESH
        time.sleep(0.02)
