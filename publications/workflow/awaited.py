"""Who may do what a text waits for: told to everybody else."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from publications.models import Account, Edition, Publication, Stage

from .rules import obstacle

# What a text waits for at its stage. A draft waits for who writes it.
AWAITED = {Stage.IN_REVIEW: "approve", Stage.APPROVED: "release"}
# Accounts that are asked: each costs some queries.
MAX_ASKED = 12


def awaited_of(edition: Edition, at: datetime, most: int = 4) -> list[Account]:
    """Some of those who could do the next act now, by their roles and its rules."""
    act = AWAITED.get(edition.stage)
    return list(islice(_able(act, edition, at), most)) if act else []


def _able(act: str, edition: Edition, at: datetime) -> Iterator[Account]:
    """Who took the review up comes first."""
    in_role = Account.objects.filter(
        is_active=True,
        groups__permissions__codename=act,
        groups__permissions__content_type__app_label=Edition._meta.app_label,
    )
    accounts = list(in_role.distinct().order_by("pk")[:MAX_ASKED])
    accounts.sort(key=lambda account: account.pk != edition.reviewing_by_id)
    publication = edition.text.publication
    for account in accounts:
        if publication.limited:
            admitting = Publication.objects.admitting(account)
            if not admitting.filter(pk=publication.pk).exists():
                continue
        if not obstacle(act, edition, by=account, at=at):
            yield account
