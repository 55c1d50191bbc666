"""Keys under which an account's own devices keep what was typed and never sent
(static/publications/desk/sealing.js). Tests: tests/identity/test_sealing.py.

Made anew for each page, stored nowhere: whoever isn't signed in has none, and what lies
on a device is worth nothing without it."""

import base64
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SALT = b"publications.sealing"
LENGTH = 32


def device_keys(user: int) -> str:
    """AES-256 keys of this account, in base64, parted by blanks: the first seals; those
    of SECRET_KEY_FALLBACKS open what was sealed before.

    Each comes behind a mask, another for each page: pages go out compressed, and from
    their lengths what stays the same could be guessed sign by sign (BREACH)."""
    return " ".join(
        _masked(_derived(secret, user))
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def _masked(key: bytes) -> str:
    mask = secrets.token_bytes(LENGTH)
    hidden = bytes(one ^ other for one, other in zip(key, mask, strict=True))
    return base64.b64encode(mask + hidden).decode()


def _derived(secret: str, user: int) -> bytes:
    info = b"typed:%d" % user
    return HKDF(SHA256(), length=LENGTH, salt=SALT, info=info).derive(secret.encode())
