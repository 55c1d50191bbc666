"""Where the demonstration's texts appeared beside their first newspaper."""

from datetime import date, timedelta
from typing import NamedTuple

from publications import workflow
from publications.models import Account, Edition, Outlet, PlacementRole, Sameness


class House(NamedTuple):
    """What is known of an outlet."""

    country: str
    url: str = ""
    spellings: tuple[str, ...] = ()


class Appeared(NamedTuple):
    """A text's file, the outlet, how many days after the release, and what is known."""

    file: str
    outlet: str
    role: PlacementRole
    days: int
    facts: dict[str, str]


OUTLETS = {
    "Kaldar Courier": House(
        "Tarsenia", "https://courier.example/", ("The Courier", "Калдарский курьер")
    ),
    "Tarsenia Today": House("Tarsenia", "https://today.example/"),
    "Velmora Gazette": House(
        "Velmora", "https://gazette.example/", ("Gazette of Velmora",)
    ),
    "The Saelin Review": House("Tarsenia", "https://saelin.example/"),
    "Qonşu": House("Azerbaijan", "https://qonshu.example/", ("Qonshu",)),
    "Radio Ostrel": House("Velmora"),
}

APPEARED = (
    Appeared(
        "en/one-river-two-shores.txt",
        "Velmora Gazette",
        PlacementRole.SIMULTANEOUS,
        0,
        {
            "language": "en",
            "url": "https://gazette.example/opinion/one-river",
            "page": "No. 4,112, p. 6",
            "sameness": Sameness.IDENTICAL,
            "permission": "Agreed with the opinion desk by letter.",
        },
    ),
    Appeared(
        "en/one-river-two-shores.txt",
        "The Saelin Review",
        PlacementRole.REPRINT,
        6,
        {
            "language": "en",
            "headline": "What a Brass Rod Measures",
            "url": "https://saelin.example/brass-rod",
            "sameness": Sameness.DIFFERS,
            "differences": "The paragraph on the forty-one gauges was left out.",
            "errors": "The caption calls the Saelin a tributary of the Dovrin.",
        },
    ),
    Appeared(
        "en/one-river-two-shores.txt",
        "Qonşu",
        PlacementRole.TRANSLATION,
        9,
        {
            "language": "az",
            "headline": "Bir çay, iki sahil",
            "url": "https://qonshu.example/bir-cay-iki-sahil",
        },
    ),
    Appeared(
        "en/one-river-two-shores.txt",
        "Radio Ostrel",
        PlacementRole.REPORT,
        2,
        {"language": "en", "page": "The morning programme"},
    ),
    Appeared(
        "en/teach-the-neighbours-language.txt",
        "The Saelin Review",
        PlacementRole.REPRINT,
        12,
        {
            "language": "en",
            "url": "https://saelin.example/break-in-two-languages",
            "sameness": Sameness.IDENTICAL,
        },
    ),
)


def appear(edition: Edition, file: str, released: date, *, by: Account) -> None:
    """Record where else the text of this file appeared, as a drafter would."""
    for told in APPEARED:
        if told.file != file:
            continue
        workflow.place(
            edition,
            told.outlet,
            by=by,
            role=told.role,
            appeared_on=released + timedelta(days=told.days),
            confirmed=True,
            **told.facts,
        )


def describe_outlets(*, by: Account) -> None:
    """Say of each outlet what is known; the texts have made them by name alone."""
    for name, house in OUTLETS.items():
        outlet = Outlet.objects.called(name).get()
        outlet.country, outlet.url = house.country, house.url
        outlet.save()
        for spelling in house.spellings:
            outlet.spellings.create(spelling=spelling)
        workflow.note_kept(outlet, by=by)
