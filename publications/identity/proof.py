"""Proving once more who one is, before what can't be taken back.

Asked on the way, with all that was sent kept on the page: what was typed isn't lost,
and the act is done once, by the request that brings the proof.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from publications.models import Account

from . import devices, factors, passkeys, throttle
from .form import too_many
from .sessions import PROVED, renew
from .source import source_of

FIELD = "proof"
WRONG = "wrong"


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody proved who they are within the minutes that are set."""
    minutes = settings.STEP_UP_MINUTES
    since = time.time() - request.session.get(PROVED, 0)
    return minutes == 0 or since < minutes * 60


def note(request: HttpRequest) -> None:
    request.session[PROVED] = int(time.time())
    renew(request)


def check(request: HttpRequest, account: Account, given: str) -> str:
    """Take a password, a code or what a passkey says; return why not, "" if right."""
    if given.startswith("{"):
        return "" if passkeys.used(request, given, account) else WRONG
    return _counted(
        request,
        account,
        lambda: account.check_password(given) or factors.check_code(account, given),
    )[1]


def check_code(request: HttpRequest, account: Account, given: str) -> tuple[str, str]:
    """Which factor this is a code of, and else why it isn't taken."""
    return _counted(request, account, lambda: factors.check_code(account, given))


def _counted(request: HttpRequest, account: Account, check: Callable) -> tuple:
    source = source_of(request)
    limits = throttle.of_code(account, source, devices.known(request, account))
    if seconds := throttle.tried(limits):
        throttle.tell(account, source)
        return "", too_many(seconds)
    if not (found := check()):
        return "", WRONG
    throttle.succeeded(limits)
    return found, ""
