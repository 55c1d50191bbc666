"""Whom a notice concerns, as conditions on accounts: a few queries, however many."""

from datetime import datetime

from django.db.models import Q

from publications.models import Account, AuditEntry, Edition


def writers(edition: Edition) -> Q:
    """Who wrote it, and who submitted it: an imported text has no other writer."""
    saved = edition.revisions.filter(number__gt=0).values("saved_by")
    submitted = AuditEntry.objects.filter(
        edition=edition.uuid, act="submit", actor__isnull=False
    )
    return Q(pk__in=saved) | Q(pk__in=submitted.values("actor"))


def holders_of(permission: str) -> Q:
    holders = Account.objects.filter(
        groups__permissions__codename=permission,
        groups__permissions__content_type__app_label="publications",
    )
    return Q(pk__in=holders.values("pk"))


def readers(edition: Edition, at: datetime) -> Q:
    """Those of whom `visible_to` holds, asked for all accounts in one query."""
    publication = edition.text.publication
    public = edition.live_from is not None and edition.live_from <= at
    if public or not publication.limited:
        return holders_of("read")
    admissions = publication.admissions
    accounts = admissions.filter(account__isnull=False).values("account")
    groups = admissions.filter(group__isnull=False).values("group")
    members = Account.objects.filter(groups__in=groups).values("pk")
    return holders_of("read") & (Q(pk__in=accounts) | Q(pk__in=members))
