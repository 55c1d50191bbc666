"""Finding, or making, the person behind a signature."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.crypto import get_random_string

from publications.models import (
    Account,
    Appointment,
    AppointmentTitle,
    Byline,
    Person,
    PersonName,
)
from publications.rendering.slugs import propose_slug

from . import record

if TYPE_CHECKING:
    from .content import Signatory


def byline(
    signatory: "Signatory", position: int, language: str, *, by: Account, at: datetime
) -> Byline:
    """Return an unsaved byline; somebody not yet known becomes a new person."""
    person = known(signatory.name) or _make(signatory, language, by=by, at=at)
    appointment = Appointment.objects.filter(
        person=person, titles__language=language, titles__title=signatory.post
    ).first()
    return Byline(
        position=position,
        person=person,
        appointment=appointment,
        role=signatory.role,
        honorific=signatory.honorific,
        name=signatory.name,
        post=signatory.post,
    )


def known(name: str) -> Person | None:
    """Return the person written so in any language."""
    return Person.objects.filter(names__display=name).order_by("id").first()


def _make(
    signatory: "Signatory", language: str, *, by: Account, at: datetime
) -> Person:
    record.wait_for_turn()
    if person := known(signatory.name):
        return person  # made meanwhile
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
    if signatory.post:
        appointment = Appointment.objects.create(person=person)
        AppointmentTitle.objects.create(
            appointment=appointment, language=language, title=signatory.post
        )
    record.enter("add_person", by=by, at=at, person=person.uuid, name=signatory.name)
    return person
