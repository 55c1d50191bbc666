"""When somebody leaves: an approval that isn't used yet goes with the account, and so
do the previews that were shared by it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from publications import clock
from publications.models import Account, Approval, Edition

from . import record
from .act import Act, enter, fresh
from .locks import bump, hold, with_bundle
from .refusals import NotPermitted
from .release import void_some
from .sharing import end_links_of


@transaction.atomic
def deactivate(account: Account, *, by: Account) -> None:
    """Close an account. What only its approval cleared, and isn't public yet, is in
    review again, its schedule taken away."""
    if not by.is_superuser:
        raise NotPermitted(_("Administrators alone close accounts."))
    before = _waiting(account, clock.database_now())
    hold({p.pk: p for e in before for p in with_bundle(e)}.values())
    # Asked again: one of them may have been released while we waited for the lock.
    at = clock.database_now()
    record.wait_for_turn()
    for edition in _waiting(account, at):
        act = Act(fresh(edition), by, at, details={"approval_of": str(account)})
        void_some(act, act.edition.approvals.filter(approver=account, voided_at=None))
        bump([act.edition.text])
        enter("void", act)
    # Last: the database keeps those here whose eyes a schedule needs.
    Account.objects.filter(pk=account.pk).update(is_active=False)
    account.sign_ins.all().end()
    shared = [link.uuid for link in end_links_of(account, at)]
    more = {"previews_ended": shared} if shared else {}
    record.enter("deactivate", by=by, at=at, account=account.get_username(), **more)


def is_needed_by_a_schedule(account: Account) -> bool:
    """Whether a text that goes out by itself was approved or written by this account:
    whose eyes they are stays so until then."""
    at = clock.database_now()
    approved = Q(approvals__approver=account, approvals__voided_at=None)
    wrote = Q(revisions__saved_by=account, revisions__number__gt=0)
    scheduled = Edition.objects.filter(live_from__gt=at, emergency=False)
    return scheduled.filter(approved | wrote).exists()


def _waiting(account: Account, at: datetime) -> QuerySet[Edition]:
    """What this account has approved and isn't public yet."""
    unused = Approval.objects.filter(
        Q(edition__live_from=None) | Q(edition__live_from__gt=at),
        approver=account,
        voided_at=None,
    ).exclude(edition__stage="discarded")
    return Edition.objects.filter(approvals__in=unused).order_by("pk").distinct()
