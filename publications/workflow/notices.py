"""Who is told of an act by mail: rows written with it, sent by the worker."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from publications.models import Account, AuditEntry, Delivery

from .act import Act
from .rules import contributors


def review_requested(act: Act) -> None:
    _tell(act, _holders_of("approve"), _("Review requested"))


def returned(act: Act) -> None:
    _tell(act, _writers(act), _("Returned to you"))


def approved(act: Act) -> None:
    _tell(act, _writers(act) | _holders_of("release"), _("Approved"))


def scheduled(act: Act) -> None:
    _tell(act, _writers(act), _("Scheduled"))


def unscheduled(act: Act) -> None:
    _tell(act, _writers(act), _("No longer scheduled"))


def released(act: Act) -> None:
    _tell(act, _writers(act), _("Released"))


def _writers(act: Act) -> QuerySet[Account]:
    """Who wrote it, and who submitted it: an imported text has no other writer."""
    submitted = AuditEntry.objects.filter(edition=act.edition.uuid, act="submit")
    submitters = set(submitted.values_list("actor", flat=True))
    return Account.objects.filter(pk__in=contributors(act.edition) | submitters)


def _holders_of(permission: str) -> QuerySet[Account]:
    return Account.objects.filter(
        groups__permissions__codename=permission,
        groups__permissions__content_type__app_label="publications",
    )


def _tell(act: Act, accounts: Iterable[Account], what: str) -> None:
    title = act.edition.title
    path = reverse("admin:publications_edition_change", args=[act.edition.pk])
    lines = [
        _("%(what)s by %(name)s: “%(title)s”")
        % {"what": what, "name": act.by, "title": title},
        act.note,
        settings.SITE_URL + path,
    ]
    Delivery.objects.bulk_create(
        Delivery(
            recipient=account.email,
            # A subject is one line whatever the title holds.
            subject=" ".join(f"{what}: {title}".split())[:400],
            body="\n\n".join(filter(None, lines)),
            created_at=act.at,
            due_at=act.at,
        )
        for account in accounts.filter(is_active=True)
        .exclude(email="")
        .exclude(pk=act.by.pk)
        .distinct()
    )
