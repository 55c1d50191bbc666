"""Browsers in which somebody has signed in before, by a signed cookie.

It opens nothing: it only keeps strangers' guesses from slowing whoever sits there.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from publications.models import Account

SALT = "publications.device"
AGE = 180 * 24 * 60 * 60
# Of one browser that several people share.
MOST = 5


def cookie_name() -> str:
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"


def known(request: HttpRequest, account: Account | None) -> str:
    """The name of this browser, where this account has signed in; "" of any other.

    With the password all known browsers are forgotten.
    """
    if account is None:
        return ""
    name, seal = _kept(request).get(str(account.pk), ("", ""))
    return name if name and constant_time_compare(seal, _seal(account)) else ""


def remember(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Know this browser from now on."""
    name = known(request, account) or get_random_string(16)
    others = {k: v for k, v in _kept(request).items() if k != str(account.pk)}
    kept = dict(list(others.items())[-MOST + 1 :])
    kept[str(account.pk)] = (name, _seal(account))
    response.set_cookie(
        cookie_name(),
        signing.dumps(kept, salt=SALT),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _kept(request: HttpRequest) -> dict[str, tuple[str, str]]:
    value = request.COOKIES.get(cookie_name(), "")
    try:
        return dict(signing.loads(value, salt=SALT, max_age=AGE))
    except (signing.BadSignature, TypeError, ValueError):
        return {}


def _seal(account: Account) -> str:
    told = f"{account.pk} {account.password}"
    return salted_hmac(SALT, told, algorithm="sha256").hexdigest()[:32]
