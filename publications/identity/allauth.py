"""How django-allauth is used here: secrets lie encrypted, keys belong to this site."""

import base64
import hashlib
import secrets
from contextlib import suppress
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from publications.mission import mission_name

# How a sealed secret begins, and the bytes of what is used once.
GCM, NONCE = "gcm.", 12


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Accounts are made by administrators."""
        return False


class Factors(DefaultMFAAdapter):
    """A copy of the database is worth no code without SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(NONCE)
        sealed = _keys()[0].encrypt(nonce, text.encode(), None)
        return GCM + base64.urlsafe_b64encode(nonce + sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken; also for what is of no key that there is."""
        if not encrypted_text.startswith(GCM):  # as it was stored once
            return _fernet().decrypt(encrypted_text.encode()).decode()
        try:
            sealed = base64.urlsafe_b64decode(encrypted_text.removeprefix(GCM))
        except ValueError as error:
            raise InvalidToken from error
        for key in _keys():
            with suppress(InvalidTag, ValueError):
                return key.decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()
        raise InvalidToken

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return mission_name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host of SITE_URL, whatever host is asked: a key is of one site. (Without
        TLS, which browsers allow on `localhost` alone, the host that was asked.)"""
        site = urlsplit(settings.SITE_URL)
        host = site.hostname
        if site.scheme != "https":
            host = context.request.get_host().rpartition(":")[0] or host
        return {"id": host, "name": mission_name()}

    def get_public_key_credential_user_entity(self, user) -> dict:
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": str(user), "name": user.get_username()}


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _keys() -> list[AESGCM]:
    """AES-256-GCM, by keys that nothing else of SECRET_KEY is made of."""
    made = (
        HKDF(SHA256(), length=32, salt=None, info=b"publications.factors")
        for _each in _secrets()
    )
    return [
        AESGCM(hkdf.derive(key.encode()))
        for hkdf, key in zip(made, _secrets(), strict=True)
    ]


def _fernet() -> MultiFernet:
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
        for key in _secrets()
    )
