"""The circle: who sees a publication's drafts at the desk; and who looked."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from publications import clock
from publications.models import Account, Admission, Edition

from . import record
from .act import acting_widely, enter


def limit(
    edition: Edition,
    *,
    by: Account,
    accounts: Iterable[Account] = (),
    groups: Iterable[Group] = (),
) -> Edition:
    """Show a publication's drafts to these people and roles only, and to oneself.

    Whoever began it stays in, too: nobody is locked out of the own text by another.
    """
    accounts = {*accounts, by, edition.begun_by}
    groups = set(groups)
    with _on_circle(edition, by) as act:
        publication = act.edition.text.publication
        publication.admissions.all().delete()
        Admission.objects.bulk_create(
            [
                *(Admission(publication=publication, account=a) for a in accounts),
                *(Admission(publication=publication, group=g) for g in groups),
            ]
        )
        publication.limited = True
        publication.save(update_fields=["limited"])
        act.details.update(
            accounts=sorted(a.get_username() for a in accounts),
            groups=sorted(g.name for g in groups),
        )
        enter("limit", act)
    return act.edition


def open_circle(edition: Edition, *, by: Account) -> Edition:
    """Show a publication's drafts to everybody at the desk again."""
    with _on_circle(edition, by) as act:
        publication = act.edition.text.publication
        publication.admissions.all().delete()
        publication.limited = False
        publication.save(update_fields=["limited"])
        act.details["opened"] = True
        enter("limit", act)
    return act.edition


def _on_circle(edition: Edition, by: Account):
    return acting_widely("limit", edition, [edition.text.publication], by=by)


@transaction.atomic
def note_preview(edition: Edition, *, by: Account, **details: str) -> None:
    """Put on the record that somebody looked at a text that may not be public."""
    record.enter("preview", by=by, at=clock.database_now(), edition=edition, **details)
