"""In which forms the feed of a list is written, and at which addresses."""

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse


class Form(NamedTuple):
    """`name` is as readers know it, the same in every language."""

    name: str
    mime: str


# By what stands in the address: `feed.atom`.
FORMS = {
    "rss": Form("RSS", "application/rss+xml"),
    "atom": Form("Atom", "application/atom+xml"),
    "json": Form("JSON", "application/feed+json"),
}


class FeedAddress(NamedTuple):
    name: str
    mime: str
    path: str


def feed_path(route: str, form: str, args: Sequence[str] = ()) -> str:
    """Where the list at this route has its feed, in the active language."""
    return reverse(f"{route}-feed", args=[*args, form])


def feeds_at(route: str, args: Sequence[str] = ()) -> list[FeedAddress]:
    """The feed of a list in each of its forms."""
    return [
        FeedAddress(form.name, form.mime, feed_path(route, key, args))
        for key, form in FORMS.items()
    ]
