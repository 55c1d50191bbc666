"""Second factors: codes of an app, recovery codes, passkeys; and who must have one.

django-allauth keeps them and knows how codes are made. That a code counts once is kept
here, in the database: its own memory of that is a cache, which processes don't share.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from publications import clock
from publications.models import Account

from .sessions import FACTOR

Type = Authenticator.Type
DIGESTS, MOST_CODES = "digests", 10
APP, CODES, KEY = Type.TOTP, Type.RECOVERY_CODES, Type.WEBAUTHN
# By a single sign-on that is trusted to have asked for one.
ELSEWHERE = "elsewhere"
# Whoever may do one of these needs a second factor, and so do administrators.
APPROVING_OR_RELEASING = frozenset(
    {"approve", "release", "release_emergency", "record_release", "withdraw"}
)


def of(account: Account, types: Iterable[str] = (APP, KEY)):
    return Authenticator.objects.filter(user=account, type__in=list(types))


def has_any(account: Account) -> bool:
    """Whether a password alone doesn't let this account in."""
    return of(account).exists()


def is_obliged(account: Account) -> bool:
    """Whether this account must have one, as its roles stand."""
    if settings.SECOND_FACTOR != "deciding":
        return bool(settings.SECOND_FACTOR)
    return account.is_superuser or not APPROVING_OR_RELEASING.isdisjoint(
        account.permitted()
    )


def is_wanting(request: HttpRequest) -> bool:
    """Whether whoever is signed in must set one up before anything else."""
    return bool(
        settings.SECOND_FACTOR
        and not request.session.get(FACTOR)
        and is_obliged(request.user)
    )


def check_code(account: Account, code: str) -> str:
    """Which factor this is a code of, used up by that; "" of none."""
    code = "".join(code.split())
    if not code:
        return ""
    if _is_of_app(account, code):
        return APP
    return CODES if _is_of_paper(account, code) else ""


@transaction.atomic
def _is_of_paper(account: Account, code: str) -> bool:
    """A recovery code, taken away by being used; those made by allauth once, too."""
    found = of(account, [CODES]).select_for_update().first()
    if found is None:
        return False
    if DIGESTS not in found.data:
        is_right = RecoveryCodes(found).validate_code(code)
    elif is_right := (digest := _digest(code)) in found.data[DIGESTS]:
        found.data[DIGESTS].remove(digest)
        found.save(update_fields=["data"])
    if is_right:
        of(account, [CODES]).update(last_used_at=clock.database_now())
    return is_right


def _digest(code: str) -> str:
    """Of 120 bits by chance, which no table holds: it needs no salt and no slowness."""
    plain = re.sub(r"[\W_]", "", code).upper()
    return hashlib.sha256(plain.encode()).hexdigest()


@transaction.atomic
def _is_of_app(account: Account, code: str) -> bool:
    """Each code is of half a minute, and none counts that isn't newer than the last."""
    found = of(account, [APP]).select_for_update().first()
    if found is None:
        return False
    counter = counter_of(decrypt(found.data["secret"]), code)
    if counter is None or counter <= found.data.get("spent", 0):
        return False
    found.data["spent"] = counter
    found.last_used_at = clock.ticking()
    found.save(update_fields=["data", "last_used_at"])
    return True


def counter_of(secret: str, code: str) -> int | None:
    """The half minute that a code is of, now or just before or after; None: of none."""
    for counter in totp.yield_hotp_counters_from_time():
        right = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=right):
            return counter
    return None


def is_app(account: Account, secret: str) -> bool:
    """Whether this is the app that the account has."""
    found = of(account, [APP]).first()
    return found is not None and decrypt(found.data["secret"]) == secret


@transaction.atomic
def set_app(account: Account, secret: str, code: str) -> bool:
    """Keep the app that this code is of, in place of another; False: it is of none."""
    counter = counter_of(secret, "".join(code.split()))
    if counter is None:
        return False
    of(account, [APP]).delete()
    app = totp.TOTP.activate(account, secret).instance
    app.data["spent"] = counter
    app.save(update_fields=["data"])
    return True


@transaction.atomic
def new_codes(account: Account) -> list[str]:
    """Recovery codes, in place of those before. What is stored lets nobody in."""
    of(account, [CODES]).delete()
    codes = [
        base64.b32encode(secrets.token_bytes(15)).decode() for _ in range(MOST_CODES)
    ]
    digests = [_digest(code) for code in codes]
    Authenticator.objects.create(user=account, type=CODES, data={DIGESTS: digests})
    return ["-".join(re.findall("....", code)) for code in codes]


def codes_left(account: Account) -> int | None:
    """How many recovery codes are left; None: there never were any."""
    found = of(account, [CODES]).first()
    if found is None:
        return None
    if DIGESTS in found.data:
        return len(found.data[DIGESTS])
    return len(RecoveryCodes(found).get_unused_codes())


@transaction.atomic
def remove(account: Account, pk: int | None = None) -> bool:
    """Take one factor away, or all; recovery codes go with the last."""
    found = of(account) if pk is None else of(account).filter(pk=pk)
    is_removed = bool(found.delete()[0])
    if not has_any(account):
        of(account, [CODES]).delete()
    return is_removed
