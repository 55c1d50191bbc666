"""Who stands behind a name: somebody known, somebody much like it, somebody new."""

from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from publications import search
from publications.models import (
    Account,
    Appointment,
    AppointmentTitle,
    Byline,
    Person,
    PersonName,
    PersonSpelling,
)
from publications.rendering.names import alike, folded
from publications.rendering.slugs import propose_slug

from . import record
from .signatory import NEW, NONE, Signatory


class Candidates(NamedTuple):
    """Known people behind a name: those called so, and those called much like it."""

    called: tuple[Person, ...]
    alike: tuple[Person, ...]


def candidates(name: str, among: QuerySet[Person] | None = None) -> Candidates:
    """Say whom a name may mean. `among`: the people that the asker may know of."""
    people = Person.objects.all() if among is None else among
    called = tuple(people.called(name).prefetch_related("names").order_by("pk"))
    if called:
        return Candidates(called, ())
    known: dict[str, set[int]] = {}
    for model, field in ((PersonName, "display"), (PersonSpelling, "spelling")):
        told = model.objects.filter(person__in=people).values_list(field, "person")
        for spelling, person in told:
            known.setdefault(spelling, set()).add(person)
    like = {pk for spelling in alike(name, known) for pk in known[spelling]}
    found = people.filter(pk__in=like).prefetch_related("names").order_by("pk")
    return Candidates((), tuple(found))


def behind(signatory: Signatory) -> Person | None:
    """Return the known person who signs; None for somebody new.

    Raises ValidationError where several people are called so and none was chosen.
    """
    if signatory.person == NEW:
        return None
    if signatory.person:
        return Person.objects.get(uuid=signatory.person)
    called = list(Person.objects.called(signatory.name).order_by("pk")[:2])
    if len(called) > 1:
        raise ValidationError(
            {
                "byline": _(
                    "More than one person is called “%(name)s”: please say which of "
                    "them signs."
                )
                % {"name": signatory.name}
            }
        )
    return called[0] if called else None


def byline(
    signatory: Signatory, position: int, language: str, *, by: Account, at: datetime
) -> Byline:
    """Return an unsaved byline; somebody not yet known becomes a new person."""
    person = behind(signatory)
    if person is None:
        person, office = _make(signatory, language, by=by, at=at)
    else:
        office = _office(signatory, person)
        _remember_spelling(person, signatory.spelt or signatory.name, by=by, at=at)
    parts = _parts(person, signatory.name, language)
    return Byline(
        position=position,
        person=person,
        appointment=office,
        role=signatory.role,
        honorific=signatory.honorific,
        name=signatory.name,
        post=signatory.post,
        family=parts.family if parts else "",
        given=parts.given if parts else "",
        capacity=signatory.capacity,
        reason=signatory.reason,
    )


def _office(signatory: Signatory, person: Person) -> Appointment | None:
    if signatory.office in ("", NONE):
        return None
    return Appointment.objects.filter(pk=signatory.office, person=person).first()


def _parts(person: Person, name: str, language: str) -> PersonName | None:
    """The name as it is entered, for its parts: in this language before any other."""
    same = [n for n in person.names.all() if n.folded == folded(name)]
    return next((n for n in same if n.language == language), same[0] if same else None)


def _remember_spelling(person: Person, name: str, *, by: Account, at: datetime) -> None:
    """Whom somebody chose behind a name is known by it from then on."""
    if Person.objects.called(name).filter(pk=person.pk).exists():
        return
    PersonSpelling.objects.create(person=person, spelling=name)
    search.keep(person)
    record.enter("keep", by=by, at=at, person=person.uuid, spelling=name)


def _make(
    signatory: Signatory, language: str, *, by: Account, at: datetime
) -> tuple[Person, Appointment | None]:
    record.wait_for_turn()
    if signatory.person != NEW and (person := behind(signatory)):
        return person, None  # made meanwhile
    slug = propose_slug(signatory.name, language)
    if Person.objects.filter(slug=slug).exists():
        slug = f"{slug}-{get_random_string(4, 'abcdefghjkmnpqrstuvwxyz')}"
    person = Person.objects.create(slug=slug)
    PersonName.objects.create(
        person=person,
        language=language,
        honorific=signatory.honorific,
        display=signatory.name,
    )
    office = None
    if signatory.post:
        office = Appointment.objects.create(person=person)
        AppointmentTitle.objects.create(
            appointment=office, language=language, title=signatory.post
        )
    search.keep(person)
    record.enter("add_person", by=by, at=at, person=person.uuid, name=signatory.name)
    return person, office
