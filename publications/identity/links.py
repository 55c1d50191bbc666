"""Links by which somebody chooses a password: an invitation, or a reset asked for.

Each works once, for as long as the account stands as it did, and signs nobody in: a
second factor is asked for afterwards as ever.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from publications import clock
from publications.models import Account, AccountLink
from publications.workflow import record

from . import letters

Purpose = AccountLink.Purpose
HOURS = {Purpose.INVITATION: 72, Purpose.RESET: 2}
ACTS = {Purpose.INVITATION: "invite", Purpose.RESET: "send_reset"}


@transaction.atomic
def send(account: Account, purpose: Purpose, *, by: Account | None) -> None:
    """Mail a link; those sent before are dead."""
    at = clock.ticking()
    token = secrets.token_urlsafe(32)
    AccountLink.objects.filter(account=account, used_at=None).update(used_at=at)
    AccountLink.objects.create(
        account=account,
        purpose=purpose,
        token_digest=_digest(token),
        standing=standing_of(account),
        sent_at=at,
        expires_at=at + timedelta(hours=HOURS[purpose]),
    )
    path = reverse("account-link", args=[token])
    letters.send(account, str(purpose), path=path)
    if by:
        record.enter(ACTS[purpose], by=by, at=at, account=account.get_username())


def found(token: str) -> AccountLink | None:
    """The link that this opens, as long as it is open."""
    links = AccountLink.objects.select_related("account")
    link = links.filter(token_digest=_digest(token)).first()
    if link and link.is_open(clock.ticking(), standing_of(link.account)):
        return link
    return None


@transaction.atomic
def use(link: AccountLink, password: str) -> bool:
    """Set the password, once; all sessions of the account end."""
    unused = AccountLink.objects.filter(pk=link.pk, used_at=None)
    if not unused.update(used_at=clock.database_now()):
        return False
    account = link.account
    account.set_password(password)
    account.save(update_fields=["password"])
    account.sign_ins.all().end()
    letters.send(account, "password_changed")
    return True


def asked_for(name: str) -> Account | None:
    """The one account that somebody means who gives a name or an address."""
    usable = Account.objects.filter(is_active=True).exclude(email="")
    by_name = usable.filter(username=name).first()
    by_address = usable.filter(email__iexact=name)[:2]
    return by_name or (by_address[0] if len(by_address) == 1 else None)


def standing_of(account: Account) -> str:
    """Changes with password, address and name."""
    told = "\n".join([account.password, account.email, account.get_username()])
    key = f"{settings.SITE_URL} {account.pk}"
    return salted_hmac(key, told, algorithm="sha256").hexdigest()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
