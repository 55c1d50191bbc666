"""How django-allauth is used here: secrets lie encrypted, keys belong to this site."""

import base64
import hashlib
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from publications.mission import mission_name


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Accounts are made by administrators."""
        return False


class Factors(DefaultMFAAdapter):
    """A copy of the database is worth no code without SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

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


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
        for key in keys
    )
