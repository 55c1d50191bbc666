"""How long it is until a release, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from publications.admin.home.countdown import countdown

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=59), "in less than a minute"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(hours=2, minutes=5, seconds=59), "in 2 hours, 5 minutes"),
        (timedelta(days=1, hours=1), "in 1 day, 1 hour"),
        (timedelta(days=7), "in 7 days"),
        (timedelta(days=30, hours=5), "in 30 days"),
        (timedelta(days=1, minutes=5), "in 1 day"),
        (timedelta(0), "in less than a minute"),
    ],
)
def test_what_is_left_in_words(left, words):
    assert countdown(AT + left, AT).words.replace("\xa0", " ") == words


def test_two_days_are_one_word_in_arabic_and_forms_of_their_own_in_russian():
    left = AT + timedelta(days=2, hours=5)
    with translation.override("ar"):
        words = countdown(left, AT).words
    assert words.endswith("يومان، 5\xa0ساعات") and "2" not in words
    with translation.override("ru"):
        assert countdown(left, AT).words == "через 2\xa0дня, 5\xa0часов"
