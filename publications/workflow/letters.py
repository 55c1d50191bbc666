"""Letters: what a notice says, in the language of whoever reads it.

A headline, a sentence that says what is to be done, and facts in rows. No sentence
holds a name: names don't bend in six languages, and nobody's gender is guessed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from publications.mission import mission_name
from publications.models import Edition
from publications.rendering import direction_of
from publications.zones import told

# A value is translated, and a moment or day put into words, when the letter is written.
Fact = tuple[Promise, Promise | str | date | datetime]


class Event(NamedTuple):
    """How an event is called, at the desk and as a subject; and what it asks for."""

    headline: Promise
    sentence: Promise


EVENTS = {
    "review_requested": Event(
        lazy("Review requested"),
        lazy("Please review this text: approve it, or return it with a note."),
    ),
    "returned": Event(
        lazy("Returned to you"),
        lazy("Please change the text as the note says, and submit it again."),
    ),
    "approved": Event(lazy("Approved"), lazy("The text has been approved.")),
    "batch_submitted": Event(
        lazy("Archive: review requested"),
        lazy(
            "Texts of a former site have been submitted together. Please look through "
            "them, then approve all at once or return single ones with a note."
        ),
    ),
    "batch_approved": Event(
        lazy("Archive approved"),
        lazy("The texts of a former site have been approved and can be released."),
    ),
    "scheduled": Event(
        lazy("Scheduled"), lazy("The text will go out by itself at the moment below.")
    ),
    "unscheduled": Event(
        lazy("No longer scheduled"),
        lazy("The release that had been arranged will not take place."),
    ),
    "released": Event(lazy("Released"), lazy("The text is public.")),
    "released_in_emergency": Event(
        lazy("Emergency release"),
        lazy(
            "The text has been made public without full approval. Somebody who neither "
            "wrote, scheduled nor released it must approve it afterwards."
        ),
    ),
    "taken_down": Event(lazy("Taken down"), lazy("The text has been taken down.")),
    "original_changed": Event(
        lazy("The original has changed"),
        lazy(
            "A new edition of the original has been released. Please check whether "
            "the translations still agree with it."
        ),
    ),
    "about_to_be_released": Event(
        lazy("About to be released"),
        lazy(
            "The text will go out by itself at the moment below, unless a publisher "
            "takes the release back before."
        ),
    ),
    "remarked": Event(lazy("Remark"), lazy("There is a new remark on this text.")),
    "zone_changed": Event(
        lazy("Please check a moment of release"),
        lazy(
            "The rules of a time zone have changed: the local time that was typed no "
            "longer means the moment that was stored. Nothing moves by itself: the "
            "text will go out at the moment below unless a publisher moves it."
        ),
    ),
    "preview_shared": Event(
        lazy("A text to read before its publication"),
        lazy(
            "Please read the text at the address below. It is meant for you alone and "
            "is not for publication before the embassy has released it: please do not "
            "pass it on. The embassy sees when the address is opened."
        ),
    ),
    "link_sent": Event(
        lazy("Your approval is requested"),
        lazy(
            "Please read the text at the address below, then approve it or return it "
            "with a note. Opening the page changes nothing. The address works once "
            "and is meant for you alone: please do not pass it on."
        ),
    ),
}

# Day before month and hours to 24. Django's `en` is American, and its `ar` has no form
# for moments; its other languages have both right.
FORMATS = {
    "en": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y, H:i"},
    "ar": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y، H:i"},
}


@dataclass(frozen=True)
class News:
    """What is told, free of language."""

    event: str
    edition: Edition
    facts: tuple[Fact, ...]
    address: str
    quotation: str = ""
    note: str = ""
    # Of more than the one text.
    title: str = ""


class Letter(NamedTuple):
    subject: str
    text: str
    html: str


def write(news: News, language: str) -> Letter:
    """Write the news in one of the site's languages."""
    event = EVENTS[news.event]
    with translation.override(language):
        title = news.title or news.edition.title
        subject = _("%(headline)s: %(title)s") % {
            "headline": event.headline,
            "title": title,
        }
        context = {
            "news": news,
            "event": event,
            "language": language,
            "direction": direction_of(language),
            # A subject is one line whatever the title holds.
            "subject": " ".join(subject.split())[:400],
            "title": title,
            "title_direction": direction_of(news.edition.text.language),
            "rows": [row for fact in news.facts for row in _rows(*fact)],
            "mission": mission_name(),
        }
        text = render_to_string("publications/mail/notice.txt", context)
        html = render_to_string("publications/mail/notice.html", context)
        return Letter(context["subject"], text.strip() + "\n", html)


def mail_language(wanted: str) -> str:
    """Return the language if the site speaks it, else the site's own."""
    spoken = dict(settings.LANGUAGES)
    return wanted if wanted in spoken else settings.LANGUAGE_CODE


def _rows(label: Promise, value: Promise | str | date | datetime) -> list[tuple]:
    """A fact as rows to print; a moment has one for each zone that people live in."""
    if not isinstance(value, date):
        return [(str(label), str(value))]
    if not isinstance(value, datetime):
        return [(str(label), _in_words(value, "DATE_FORMAT"))]
    return [
        (
            str(label),
            _("%(zone)s: %(moment)s")
            % {"moment": _in_words(local, "DATETIME_FORMAT"), "zone": zone},
        )
        for zone, local in told(value)
    ]


def _in_words(value: date | datetime, form: str) -> str:
    own = FORMATS.get(translation.get_language(), {})
    return formats.date_format(value, own.get(form, form))
