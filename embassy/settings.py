"""All settings of an installation, read from the environment.

Every variable, with its default, is told in docs/operating/settings.md. A value
that can't be read stops the start with a sentence that names the variable. Each section
has a module beside this one, and is named here in full.
"""

from pathlib import Path

from environs import validate

from .environment import (
    BASE_DIR,
    DATA_DIR,
    DEBUG,
    DEMO,
    HOST,
    PORT,
    SECRET_KEY,
    SECRET_KEY_FALLBACKS,
    SITE_URL,
    env,
)
from .logs import (
    LOG_FORMAT,
    LOGGING,
    METRICS_DIR,
    METRICS_OTHERS,
    SECURITY_LOG,
    WATCH_TOKEN,
)
from .signing_in import (
    ACCOUNT_ADAPTER,
    ACCOUNT_EMAIL_VERIFICATION,
    AUTH_PASSWORD_VALIDATORS,
    BREACHED_PASSWORDS,
    MFA_ADAPTER,
    MFA_SUPPORTED_TYPES,
    MFA_TOTP_TOLERANCE,
    MFA_WEBAUTHN_USER_VERIFICATION,
    OIDC_CREATES_ACCOUNTS,
    OIDC_GROUPS_CLAIM,
    OIDC_ISSUER,
    OIDC_NAME,
    OIDC_ROLES,
    OIDC_SECOND_FACTOR,
    PASSWORD_WORDS,
    SECOND_FACTOR,
    SESSION_COOKIE_AGE,
    SESSION_HOURS,
    SESSION_IDLE_HOURS,
    SOCIALACCOUNT_ADAPTER,
    SOCIALACCOUNT_EMAIL_VERIFICATION,
    SOCIALACCOUNT_LOGIN_ON_GET,
    SOCIALACCOUNT_PROVIDERS,
    STEP_UP_MINUTES,
)
from .site import (
    ACCENT_COLOUR,
    ACCENT_COLOUR_DARK,
    ALLOWED_HOSTS,
    CAPITAL_TIME_ZONE,
    EMBLEM,
    FORMER_HOSTS,
    LANGUAGE_CODE,
    LANGUAGES,
    LISTS_SHOW_OTHER_LANGUAGES,
    MISSION_NAME,
    MISSION_NAMES,
    NAMES_IN_DEMO,
    SECURITY_ALERTS,
    SECURITY_CONTACT,
    SHARE_LINKS,
    SHARE_SERVICES,
    TIME_ZONE,
    USE_I18N,
    USE_TZ,
    WEBSUB_HUB,
)
from .storage import (
    ANIMATED_PICTURES,
    CACHES,
    DATA_UPLOAD_MAX_MEMORY_SIZE,
    DATA_UPLOAD_MAX_NUMBER_FIELDS,
    DATA_UPLOAD_MAX_NUMBER_FILES,
    DATABASE_OWNER,
    DATABASE_POOLER,
    DATABASES,
    FALLBACK_DIR,
    FINISHED_MB,
    INTERNAL_REDIRECT,
    LAST_COPIES_HOURS,
    MEDIA_ROOT,
    MEDIA_STORAGE,
    MEDIA_STORES,
    SCANNER,
    STATIC_ROOT,
    STATIC_URL,
    STATICFILES_DIRS,
    STORAGES,
    UPLOAD_MB_PER_HOUR,
    UPLOADS_PER_HOUR,
)

# --- Clearance and release --------------------------------------------------------

KINDS = ["op_ed", "speech", "statement", "press_release", "interview", "article"]
# Kinds that the head of mission approves whoever signs them.
PRINCIPAL_KINDS = env.list(
    "PRINCIPAL_KINDS", ["statement"], validate=validate.ContainsOnly(KINDS)
)
EMERGENCY_RELEASE = env.bool("EMERGENCY_RELEASE", DEMO)
# Editors are warned so long before anything goes out by itself.
RELEASE_WARNING_HOURS = env.int(
    "RELEASE_WARNING_HOURS", 3, validate=validate.Range(1, 168)
)
APPROVAL_LINK_HOURS = env.int(
    "APPROVAL_LINK_HOURS", 72, validate=validate.Range(1, 720)
)

# --- Django ----------------------------------------------------------------------

INSTALLED_APPS = [
    "publications",
    # Without looking for lists of other apps: those of allauth have no address here.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "markdownx",
    # Codes, passkeys and single sign-on; its pages and its sign-up have no address.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "publications.middleware.SafeAnswer",
    "publications.middleware.Traced",
    "publications.middleware.NamedHost",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publications.middleware.PublicAnswer",
    "publications.maintenance.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "publications.middleware.ReadersLanguage",
    "django.middleware.common.CommonMiddleware",
    "publications.entrance.Doors",
    "django.middleware.csrf.CsrfViewMiddleware",
    "publications.entrance.SignedIn",
    "allauth.account.middleware.AccountMiddleware",
    "publications.middleware.OwnDesk",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "embassy.urls"
WSGI_APPLICATION = "embassy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# Our own templates for widgets, too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "publications.Account"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "publications.admin.signing_in.token_refused"
X_FRAME_OPTIONS = "DENY"

# --- The record's end, signed and kept outside the database ------------------------

RECORD_KEY = Path(env.str("RECORD_KEY", str(DATA_DIR / "record-key.pem")))
ANCHOR_DIR = Path(env.str("ANCHOR_DIR", str(DATA_DIR / "anchors")))
ANCHOR_RECIPIENTS = env.list(
    "ANCHOR_RECIPIENTS",
    [],
    validate=lambda given: [validate.Email()(address) for address in given],
)
# 0: never by itself.
ANCHOR_HOURS = env.int("ANCHOR_HOURS", 24, validate=validate.Range(0, 24 * 31))

# Who can open a backup (age1…); nobody named: whoever has the file.
BACKUP_RECIPIENTS = env.list(
    "BACKUP_RECIPIENTS",
    [],
    validate=lambda given: [
        validate.Regexp(r"^age1[a-z0-9]{58}$", error="“{input}” is no age recipient.")(
            each
        )
        for each in given
    ],
)

# --- Mail: to files in DATA_DIR until a server is named ---------------------------

EMAIL_FILE_PATH = str(DATA_DIR / "mail")
# An unknown scheme would be read as SMTP in clear, with the password.
a_mail_server = validate.Regexp(
    r"^$|^(submission|smtp|console|file|memory|dummy)://",
    error="It begins with submission:// (STARTTLS) or smtp://.",
)
if env.str("EMAIL_URL", "", validate=a_mail_server):
    vars().update(env.dj_email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "press@embassy.invalid")

# --- Safety on the wire ----------------------------------------------------------

if SITE_URL.startswith("https://"):
    # The front server ends TLS and says so; nobody else may reach this port.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz/(live|ready)$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
# So many servers before this one put an address into X-Forwarded-For.
FRONT_SERVERS = env.int(
    "FRONT_SERVERS",
    int(SITE_URL.startswith("https://")),
    validate=validate.Range(0, 9),
)
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# --- The writing field -----------------------------------------------------------

MARKDOWNX_MARKDOWNIFY_FUNCTION = "publications.admin.writing_field.markdownify"
MARKDOWNX_URLS_PATH = "/admin/markdownx/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdownx/upload/"
