"""Facts that the desk keeps (people, posts, outlets, topics): each change is on the
record; what a text on record names is never removed."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from publications import clock, search
from publications.models import Account, Approval, Image, Person, Rendition

from . import record
from .act import refusals_on_record
from .refusals import NotPermitted, NotPossible
from .roles import permissions_of


def note_kept(fact: models.Model, *, by: Account) -> None:
    """Put on the record what is now known of a fact, with all that belongs to it.

    Called in the transaction that has stored it.
    """
    record.enter(
        "keep",
        by=by,
        at=clock.database_now(),
        what=fact._meta.model_name,
        **_told(fact),
    )
    search.index_about(fact)


def remove_person(person: Person, *, by: Account) -> None:
    """Remove somebody who was entered by mistake. Raises NotPossible for whoever
    signed a text, whatever became of it, or approved one, or has an account."""
    with refusals_on_record("remove", None, by), transaction.atomic():
        if "change_person" not in permissions_of(by):
            raise NotPermitted(_("Your role does not include this."))
        record.wait_for_turn()
        if reason := why_kept(person):
            raise NotPossible(reason)
        told = _told(person)
        for post in person.appointments.all():
            post.delete()
        pictures = list(Image.objects.filter(depicted__person=person))
        search.lose(person)
        person.delete()
        for picture in pictures:
            search.keep(picture)
        at = clock.database_now()
        record.enter("remove", by=by, at=at, what="person", **told)


def why_kept(person: Person) -> str:
    """Say why a person stays on record, or return ""."""
    if person.bylines.exists():
        return _("%(name)s has signed a text, and stays on the record.") % {
            "name": person
        }
    if person.appointments.exclude(leads="").exists():
        return _("%(name)s is recorded as leading the mission, and stays.") % {
            "name": person
        }
    approved = Approval.objects.filter(signatory=person).exists()
    if approved or person.accounts.exists():
        return _("%(name)s has an account or has approved a text, and stays.") % {
            "name": person
        }
    return ""


def _told(fact: models.Model) -> dict[str, Any]:
    """A fact's own columns, and those of the rows that exist for it alone."""
    told = {
        field.name: str(field.value_from_object(fact))
        for field in fact._meta.concrete_fields
        if field.name not in ("id", "folded") and not field.many_to_one
    }
    if isinstance(getattr(fact, "person", None), Person):
        told["person"] = str(fact.person.uuid)
    for relation in fact._meta.related_objects:
        if relation.related_model is Rendition:
            continue  # made from it, whenever somebody looks
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            rows = getattr(fact, relation.get_accessor_name()).order_by("pk")
            told[relation.related_name] = [_told_of_part(row, fact) for row in rows]
    return told


def _told_of_part(row: models.Model, fact: models.Model) -> dict[str, str]:
    told = {
        field.name: str(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in ("id", "folded") and not field.many_to_one
    }
    person = getattr(row, "person", None)
    if isinstance(person, Person) and person != fact:  # who is in a picture
        told["person"] = str(person.uuid)
    return told
