"""Live texts in any number, all released at one moment, row by row: by the acts that
people do, it would take minutes."""

from datetime import datetime
from uuid import uuid4

from django.db import connection

from publications.models import (
    Address,
    Edition,
    Publication,
    Rendering,
    Revision,
    Text,
    guards,
)
from tests import factories


def many(number: int, moment: datetime, **content) -> Edition:
    """So many texts and the one that they are copies of, which is returned."""
    edition = factories.recorded(moment, **content)
    start = Edition.objects.latest("pk").pk + 1000
    # Their keys are known before: an edition and its revision name each other.
    keys = range(start, start + number - 1)
    with guards.lifted(connection):
        for model, own in (
            (Publication, {}),
            (Text, {"publication_id": None}),
            (Address, {"text_id": None, "slug": "text-{}"}),
            (Edition, {"text_id": None, "revision_id": None}),
            (
                Revision,
                {"edition_id": None, "address_id": None, "title": "Text {}"},
            ),
            (Rendering, {"revision_id": None}),
        ):
            _copy(model, _original(model, edition), keys, own)
    return edition


def _original(model, edition):
    return {
        Publication: edition.text.publication,
        Text: edition.text,
        Address: edition.revision.address,
        Edition: edition,
        Revision: edition.revision,
        Rendering: edition.revision.rendering,
    }[model]


def _copy(model, original, keys, own) -> None:
    """`own`: what each has of its own; None: its key."""
    fields = model._meta.concrete_fields
    values = {field.attname: field.value_from_object(original) for field in fields}
    made = []
    for key in keys:
        changed = {n: key if v is None else v.format(key) for n, v in own.items()}
        if "uuid" in values:
            changed["uuid"] = uuid4()
        made.append(model(**{**values, model._meta.pk.attname: key, **changed}))
    model._base_manager.bulk_create(made)
