"""Which words are kept, since when, and what that costs."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import clock
from publications.models import SearchSpelling
from publications.rendering.searching import SEPARATOR
from publications.search import spelling
from tests import factories
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db


def kept(form):
    rows = SearchSpelling.objects.filter(form=form)
    return set(rows.values_list("since", "edition"))


def near(typed, at=None):
    return spelling.nearest([typed], at or clock.moment(), "en")[typed]


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("negotiator", "negotiators"),
        ("negottiator", "negotiator"),
        ("negotator", "negotiator"),
        ("negotiatro", "negotiator"),
        ("negoziator", "negotiator"),
        ("mie", "mei"),
        ("дргово", "другово"),
    ],
)
def test_a_letter_more_less_other_or_exchanged_is_brought_near(typed, form):
    assert spelling.keys_of(typed) & spelling.keys_of(form)
    assert spelling._near(typed, {form: False}) == [form]


def test_what_differs_more_or_begins_otherwise_is_not_near():
    forms = dict.fromkeys(["rivers", "drivers", "river", "rives", "riverside"], False)
    assert spelling._near("rivrs", forms) == ["rives", "rivers", "river"]
    assert spelling._near("rivrs", forms | {"rives": True})[0] == "rivers"
    assert spelling._near("mee", dict.fromkeys(["mei", "mein"], False)) == ["mei"]


def test_words_are_kept_and_numbers_letters_and_han_are_not():
    edition = factories.released(
        title="Zephyrs 2026", body=f"On it 大使馆 かがみ {'x' * 31} B2B Ёлка."
    )
    brought = SearchSpelling.objects.filter(edition=edition)
    forms = set(brought.values_list("form", flat=True))
    assert {"zephyrs", "b2b", "елка", "ada", "venn"} <= forms
    assert not forms & {
        "2026",
        "on",
        "it",
        "大",
        "か",
        "x" * 31,
        SEPARATOR,
    }
    keys = brought.filter(form="venn").values_list("key", flat=True)
    assert sorted(keys) == ["enn", "ven", "venn", "vnn"]


def test_what_is_scheduled_is_asked_from_its_second_on():
    moment = factories.soon(60)
    factories.scheduled(moment, title="Zephyr")
    assert near("zephir", moment - timedelta(seconds=1)) == []
    assert near("zephir", moment) == ["zephyr"]


def test_a_schedule_takes_its_words_along_and_away():
    first, second = factories.soon(60), factories.soon(120)
    edition = factories.scheduled(first, title="Zephyr")
    other = factories.scheduled(second, title="Zephyr other")
    assert kept("zephyr") == {(first, edition.pk), (second, other.pk)}
    edition = factories.do("reschedule", edition, "petra", moment=second)
    assert kept("zephyr") == {(second, edition.pk), (second, other.pk)}
    factories.do("unschedule", edition, "petra")
    assert kept("zephyr") == {(second, other.pk)}
    factories.do("unschedule", other, "petra")
    assert kept("zephyr") == set()


def test_what_has_been_public_is_brought_once():
    first = factories.released(title="Zephyr")
    factories.released(title="Zephyr again")
    later = factories.scheduled(title="Zephyr later")
    assert {edition for _since, edition in kept("zephyr")} == {first.pk}
    factories.do("unschedule", later, "petra")
    assert near("zephir") == ["zephyr"]


def test_the_cost_does_not_grow_with_texts_or_words():
    """One question, and one more that writes whatever is new."""
    for number in range(3):
        factories.released(title=f"Zephyr number {'abc'[number] * 4}")
    edition = factories.released(title="Zephyr")
    words = [f"zephyr{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(100)]
    for forms, most in ((["zephyr"], 1), (["zephyra"], 2), (words, 2)):
        with CaptureQueriesContext(connection) as asked:
            spelling.write(edition, forms)
        assert len(asked) <= most, [query["sql"][:80] for query in asked]


def test_rebuilding_forgets_words_that_are_gone_and_finds_what_was_lost(monkeypatch):
    monkeypatch.setattr(spelling, "AT_ONCE", 1)
    gone = factories.released(title="Zephyr")
    live = factories.released(title="Mistral")
    moment = factories.soon()
    coming = factories.scheduled(moment, title="Sirocco")
    take_down(gone)
    assert kept("zephyr")
    SearchSpelling.objects.filter(form__in=["mistral", "sirocco"]).delete()
    call_command("rebuild_index", verbosity=0)
    assert kept("zephyr") == set()
    assert kept("mistral") == {(live.live_from, live.pk)}
    assert kept("sirocco") == {(moment, coming.pk)}
    before = SearchSpelling.objects.count()
    call_command("rebuild_index", verbosity=0)
    assert SearchSpelling.objects.count() == before
