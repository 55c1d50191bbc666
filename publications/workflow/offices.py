"""The office behind a signature: the one held on the day the text was written.

Name, form of address and title are proposed in the text's language; what an editor
words otherwise stands. An office that wasn't held that day needs a reason.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from publications.models import Appointment, Byline, Edition, Person
from publications.rendering.names import folded

from .people import behind
from .signatory import NONE, Signatory


def complete(
    signatories: Iterable[Signatory], language: str, day: date
) -> tuple[Signatory, ...]:
    """Say whom each name means and which office it signs in, and propose what is
    printed. Saying it again changes nothing. Raises ValidationError (`people.behind`).
    """
    return tuple(_completed(each, language, day) for each in signatories)


def in_language(signatories: Iterable[Signatory], language: str) -> list[Signatory]:
    """Return the same people as another language names them and their offices."""
    return [_in_language(each, language) for each in signatories]


def silent(signatories: Iterable[Signatory], language: str, day: date) -> list[str]:
    """Sentences on known people who hold an office that day and sign without one."""
    return [
        sentence
        for signatory in signatories
        if signatory.office == NONE and not signatory.post
        for sentence in _unsaid(signatory, language, day)
    ]


def _unsaid(signatory: Signatory, language: str, day: date) -> list[str]:
    person = behind(signatory)
    held = person.appointments.on(day).prefetch_related("titles") if person else ()
    told = {"name": signatory.name}
    if len(held) > 1:
        return [
            _("%(name)s holds more than one office: please choose in which of them.")
            % told
        ]
    if held and not title_of(held[0], language):
        return [
            _(
                "%(name)s signs without an office: its title is not entered in this "
                "language. Please type the post, or enter the title with the office."
            )
            % told
        ]
    return []


def not_held(byline: Byline, day: date) -> str:
    """Say that the office wasn't held that day, or return ""."""
    office = byline.appointment
    if office is None or office.is_held_on(day):
        return ""
    period = {"name": byline.name, "day": day, "begins": office.begins or "…"}
    return _(
        "%(name)s did not hold this office on %(day)s: it is entered from %(begins)s "
        "to %(ends)s."
    ) % {**period, "ends": office.ends or "…"}


def unexplained(edition: Edition) -> list[str]:
    """Sentences on offices that weren't held when the text was written, and of which
    nobody has said why they stand."""
    revision = edition.revision
    day = revision.written_on or revision.saved_at.astimezone(_mission()).date()
    bylines = revision.bylines.select_related("appointment")
    found = (not_held(byline, day) for byline in bylines if not byline.reason)
    return [sentence for sentence in found if sentence]


def _completed(signatory: Signatory, language: str, day: date) -> Signatory:
    person = behind(signatory)
    if person is None:
        return signatory
    signatory = _as_printed(
        replace(signatory, person=str(person.uuid)), person, language
    )
    if signatory.office:
        return _stands(signatory, person)
    if not signatory.honorific:
        honorific = _honorific(person, language)
        signatory = replace(signatory, honorific=honorific)
    held = list(
        person.appointments.on(day).prefetch_related("titles").order_by("-begins_on")
    )
    if signatory.post:
        office = _titled(person, signatory.post, language, held) or _only(held)
        return replace(signatory, office=str(office.pk) if office else NONE)
    office = _only([post for post in held if title_of(post, language)])
    if office is None:
        return replace(signatory, office=NONE)
    return replace(
        signatory,
        office=str(office.pk),
        post=title_of(office, language),
    )


def _as_printed(signatory: Signatory, person: Person, language: str) -> Signatory:
    """Another spelling than any name of the person is known from then on, and never
    printed, where the text's language has a name to print."""
    names = list(person.names.all())
    if folded(signatory.name) in {name.folded for name in names}:
        return signatory
    name = next((name for name in names if name.language == language), None)
    if name is None:
        return signatory
    return replace(signatory, name=name.display, spelt=signatory.name)


def _stands(signatory: Signatory, person: Person) -> Signatory:
    """The chosen office, if it is one of this person's."""
    chosen = person.appointments.filter(
        pk=signatory.office if signatory.office.isdecimal() else 0
    )
    return signatory if chosen.exists() else replace(signatory, office=NONE)


def _titled(
    person: Person, post: str, language: str, held: list[Appointment]
) -> Appointment | None:
    """The office with this very title, rather one held that day."""
    titled = person.appointments.filter(
        titles__language=language, titles__title=post
    ).order_by("-begins_on", "-id")
    return next((p for p in titled if p in held), None) or titled.first()


def _only(offices: list[Appointment]) -> Appointment | None:
    return offices[0] if len(offices) == 1 else None


def title_of(office: Appointment, language: str) -> str:
    """The office's title in a language; "" where nobody has entered one."""
    titles = (t.title for t in office.titles.all() if t.language == language)
    return next(titles, "")


def _honorific(person: Person, language: str) -> str:
    names = person.names.filter(language=language)
    return names.values_list("honorific", flat=True).first() or ""


def _in_language(signatory: Signatory, language: str) -> Signatory:
    person = behind(signatory)
    if person is None:
        return signatory
    known = {"person": str(person.uuid)}
    if name := person.names.filter(language=language).first():
        known |= {"name": name.display, "honorific": name.honorific}
    if signatory.office.isdecimal():
        office = person.appointments.prefetch_related("titles").get(pk=signatory.office)
        known["post"] = title_of(office, language) or signatory.post
    return replace(signatory, **known)


def _mission() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
