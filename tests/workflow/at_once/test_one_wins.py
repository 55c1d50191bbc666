"""Two acts of which only one can be true: one is done, the other is told why not."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests import factories

from .racing import ROUNDS, at_once, entries, ready, states, the_loser, whole

DOWN = factories.decided("withdrawn")
SOON, LATER = factories.soon(600), factories.soon(900)


class Race(NamedTuple):
    """`ends`: how the text stands if the first won, and if the second did."""

    maker: Callable
    first: tuple
    second: tuple
    ends: tuple[str, str]
    told: str = "was faster"


def does(name, by, **arguments):
    return name, by, arguments


def saves(by, body):
    return does("save", by, content=factories.content(body=body))


def a_new_edition():
    return factories.new_edition(factories.released())


RACES = {
    "release × release": Race(
        factories.approved,
        does("release", "petra"),
        does("release", "petra"),
        ("live", "live"),
    ),
    "release × withdraw": Race(
        a_new_edition,
        does("release", "petra", change="technical"),
        does("withdraw", "hugo", decided=DOWN),
        ("superseded live", "withdrawn approved"),
    ),
    "save × save": Race(
        factories.draft,
        saves("dara", "Mine."),
        saves("rhea", "Yours."),
        ("draft", "draft"),
    ),
    "schedule × unschedule": Race(
        factories.waiting,
        does("schedule", "petra", moment=SOON),
        does("unschedule", "petra"),
        ("scheduled", "approved"),
    ),
    "schedule × return": Race(
        factories.approved,
        does("schedule", "petra", moment=SOON),
        does("return_to_author", "rhea", note="Wait."),
        ("scheduled", "draft"),
    ),
    "submit × discard": Race(
        factories.draft,
        does("submit", "dara"),
        does("discard", "rhea"),
        ("in_review", "discarded"),
    ),
    "approve × save": Race(
        factories.in_review,
        does("approve", "rhea"),
        saves("dara", "Newer."),
        ("approved", "in_review"),
    ),
    "unschedule × reschedule": Race(
        factories.scheduled,
        does("unschedule", "petra"),
        does("reschedule", "petra", moment=LATER),
        ("approved", "scheduled"),
    ),
    "withdraw × withdraw": Race(
        factories.released,
        does("withdraw", "petra", decided=DOWN),
        does("withdraw", "hugo", decided=DOWN),
        ("withdrawn", "withdrawn"),
        "taken down already",
    ),
    "embargo × release": Race(
        factories.approved,
        does("set_embargo", "petra", until=SOON),
        does("release", "petra"),
        ("approved", "live"),
        "embargo",
    ),
    "void × release": Race(
        factories.approved,
        does("void", "rhea"),
        does("release", "petra"),
        ("in_review", "live"),
    ),
    "take_up × take_up": Race(
        factories.in_review,
        does("take_up", "rhea"),
        does("take_up", "ruben"),
        ("in_review", "in_review"),
        "has taken it up",
    ),
    "revise × revise": Race(
        factories.released,
        does("revise", "dara"),
        does("revise", "rhea"),
        ("live draft", "live draft"),
    ),
    "translate × translate": Race(
        factories.draft,
        does("translate", "dara", language="fr", relation="courtesy"),
        does("translate", "rhea", language="fr", relation="courtesy"),
        ("draft", "draft"),
        "a text in this language already",
    ),
}


@pytest.mark.parametrize("race", RACES.values(), ids=RACES)
def test_exactly_one_of_two_acts_is_done(race):
    for _round in range(ROUNDS):
        edition = race.maker()
        before = entries(edition)
        acts = [prepared(edition, *each) for each in (race.first, race.second)]
        lost = the_loser(at_once(*acts), race.told)
        winner = (race.second, race.first)[lost]
        assert states(edition) == race.ends[1 - lost]
        # What the winner did stands on the record once, and what was refused.
        assert entries(edition) == [*before, winner[0], "refused"]
    assert whole()


def prepared(edition, name, by, arguments):
    if name == "withdraw" and edition.begun_from:
        edition = edition.begun_from  # what is live, not the one to come
    if name == "void":
        arguments = {**arguments, "approval": edition.approvals.get()}
    return ready(name, edition, by, **arguments)
