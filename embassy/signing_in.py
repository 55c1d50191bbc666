"""Who signs in, and how (docs/operating/signing-in.md)."""

import re
from pathlib import Path

from environs import validate

from .environment import DEMO, env
from .groups import roles_of_groups


def file_of_digests(path: str) -> None:
    """Refuse what isn't a file of digests in order, by its first two lines."""
    if not path:
        return
    try:
        with Path(path).open("rb") as file:
            first, second = (file.readline()[:41] for _ in range(2))
    except OSError as error:
        raise validate.ValidationError(f"{path} can't be read: {error}.") from None
    is_digest = re.fullmatch(rb"[0-9A-F]{40}[:\r\n]?", first)
    if not is_digest or (second and second <= first):
        raise validate.ValidationError(f"{path} is no file of SHA-1 digests in order.")


of_django = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{of_django}.UserAttributeSimilarityValidator"},
    # Of a password that stands alone (NIST SP 800-63B-4).
    {"NAME": f"{of_django}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": f"{of_django}.CommonPasswordValidator"},
    {"NAME": "publications.identity.passwords.GuessedFirst"},
]
# Words of this mission that make a password no harder to guess; and a sorted file of
# the digests of stolen passwords.
PASSWORD_WORDS = env.list("PASSWORD_WORDS", [])
BREACHED_PASSWORDS = env.str(
    "BREACHED_PASSWORDS",
    "",
    validate=lambda path: file_of_digests(path),
)
if BREACHED_PASSWORDS:  # else people would be told of what isn't looked at
    AUTH_PASSWORD_VALIDATORS += [{"NAME": "publications.identity.passwords.Breached"}]
# Who needs a second factor: everybody; those who approve, release or administer; nobody
# (""). And after how many minutes somebody proves again who they are before what
# reaches far (0: never).
switches = {
    **dict.fromkeys(["on", "true", "yes", "1"], True),
    **dict.fromkeys(["off", "false", "no", "0"], False),
}
SECOND_FACTOR = env.str(
    "SECOND_FACTOR",
    "off" if DEMO else "everybody",
    validate=validate.OneOf(
        ["everybody", "deciding", *switches],
        error="It is one of everybody, deciding, off.",
    ),
)
if SECOND_FACTOR in switches:
    SECOND_FACTOR = "everybody" if switches[SECOND_FACTOR] else ""
STEP_UP_MINUTES = env.int(
    "STEP_UP_MINUTES", 0 if DEMO else 15, validate=validate.Range(0, 720)
)
# Since somebody last did something, and since the sign-in.
SESSION_IDLE_HOURS = env.int("SESSION_IDLE_HOURS", 12, validate=validate.Range(1, 72))
SESSION_HOURS = env.int("SESSION_HOURS", 24, validate=validate.Range(1, 720))
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
ACCOUNT_ADAPTER = "publications.identity.allauth.Accounts"
MFA_ADAPTER = "publications.identity.allauth.Factors"
MFA_TOTP_TOLERANCE = 1  # half minutes that a clock may be wrong
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# Fingerprint, face or PIN: a passkey alone is two factors.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "publications.admin.signing_in.elsewhere.SingleSignOn"
# A link, since a form may send nobody to another site (CSP).
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# Single sign-on (OpenID Connect), where an issuer is named.
OIDC_ISSUER = env.str(
    "OIDC_ISSUER",
    "",
    validate=validate.Regexp(
        r"^$|^https://[^\s?#]+$|^http://(localhost|127\.0\.0\.1)[:/][^\s?#]*$",
        error="It is an address: https://login.example/realm.",
    ),
).rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", "OpenID Connect")
# What that system says (`amr`, `acr`) where it has asked for a second factor already.
OIDC_SECOND_FACTOR = env.list("OIDC_SECOND_FACTOR", [])
if OIDC_SECOND_FACTOR and OIDC_SECOND_FACTOR[0].lower() in switches:
    OIDC_SECOND_FACTOR = ["mfa"] if switches[OIDC_SECOND_FACTOR[0].lower()] else []
OIDC_CREATES_ACCOUNTS = env.bool("OIDC_CREATES_ACCOUNTS", False)
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", "groups")
OIDC_ROLES = roles_of_groups(env)
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": OIDC_NAME,
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
    if OIDC_ISSUER
    else {}
)
