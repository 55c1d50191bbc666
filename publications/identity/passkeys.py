"""Passkeys (WebAuthn): kept by a phone, a laptop or a key, and bound to this site.

Each one is asked for fingerprint, face or PIN, so that one alone is two factors, and
signs in without a password. Nobody's guesses slow it: there is nothing to guess.
"""

import json
from collections.abc import Mapping
from typing import Any

from allauth.core import context
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from fido2.utils import websafe_encode

from publications import clock
from publications.models import Account

from . import factors

FIELD = "credential"
MOST = 10  # of one account
MAX_NAME, MAX_CREDENTIAL = 60, 20_000


def to_add(request: HttpRequest) -> dict[str, Any]:
    """What the browser is asked for to make one."""
    with context.request_context(request):
        return _plain(auth.begin_registration(request.user, passwordless=True))


def add(request: HttpRequest, given: str, name: str) -> bool:
    """Keep the passkey that was made; False: it is none that was asked for."""
    credential = _read(given)
    account = request.user
    if credential is None or factors.of(account, [factors.KEY]).count() >= MOST:
        return False
    with context.request_context(request):
        try:
            auth.parse_registration_response(credential)
            made = auth.complete_registration(credential)
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
            return False
    if not made.is_user_verified():
        return False
    auth.WebAuthn.add(account, name.strip()[:MAX_NAME], credential)
    return True


def to_use(request: HttpRequest, account: Account | None = None) -> dict[str, Any]:
    """What the browser is asked for: one of this account's, or of anybody's here."""
    with context.request_context(request):
        return _plain(auth.begin_authentication(account))


def used(request: HttpRequest, given: str, account: Account | None = None):
    """The account whose passkey this is: that one, or of anybody; None of nobody."""
    credential = _read(given)
    if credential is None:
        return None
    with context.request_context(request):
        try:
            answer = auth.parse_authentication_response(credential)
            whose = account or auth.extract_user_from_response(credential)
            key = auth.complete_authentication(whose, credential)
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
            return None
        finally:
            auth.clear_state()
    if not (whose.is_active and answer.response.authenticator_data.is_user_verified()):
        return None
    key.last_used_at = clock.ticking()
    key.save(update_fields=["last_used_at"])
    return whose


def _plain(value: Any) -> Any:
    """What JSON can say: the library's own objects are mappings, too."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return websafe_encode(value) if isinstance(value, bytes) else value


def _read(given: str) -> dict[str, Any] | None:
    try:
        credential = json.loads(given) if len(given) <= MAX_CREDENTIAL else None
    except (ValueError, RecursionError):
        return None
    return credential if isinstance(credential, dict) else None
