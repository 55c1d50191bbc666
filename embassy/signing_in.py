"""Who signs in, and how (docs/operating/signing-in.md)."""

from environs import validate

from .environment import DEMO, env
from .groups import roles_of_groups

of_django = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{of_django}.UserAttributeSimilarityValidator"},
    # Of a password that stands alone (NIST SP 800-63B-4).
    {"NAME": f"{of_django}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": f"{of_django}.CommonPasswordValidator"},
    {"NAME": "publications.identity.passwords.GuessedFirst"},
]
# Whether those who approve, release or administer need a second factor; and after how
# many minutes somebody proves again who they are before what reaches far (0: never).
SECOND_FACTOR = env.bool("SECOND_FACTOR", not DEMO)
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
# Whether that system has asked for a second factor already.
OIDC_SECOND_FACTOR = env.bool("OIDC_SECOND_FACTOR", False)
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
