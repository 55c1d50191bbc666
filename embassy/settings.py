"""All settings of an installation, read from the environment.

Every variable, with its default, is told in docs/operating/settings.md. A value
that can't be read stops the start with a sentence that names the variable. What takes
more than a line to read has a module beside this one.
"""

import secrets
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from environs import Env, validate

from .groups import roles_of_groups
from .languages import languages_of_this_site
from .look import colours_of_this_mission, emblem_of_this_mission

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# --- Where things are kept -------------------------------------------------------

DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var"))).resolve()
# It holds drafts: nobody else on the machine may look in.
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key_of_this_installation() -> str:
    """Return the key kept in DATA_DIR, made at the first start: random, mode 0600."""
    path = DATA_DIR / "secret-key"
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


SECRET_KEY = env.str("SECRET_KEY", "") or secret_key_of_this_installation()
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", True)

# --- The site and its mission ----------------------------------------------------

HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000, validate=validate.Range(1, 65535))
SITE_URL = env.str(
    "SITE_URL",
    f"http://127.0.0.1:{PORT}",
    validate=validate.URL(schemes={"http", "https"}, require_tld=False),
).rstrip("/")
MISSION_NAME = env.str(
    "MISSION_NAME", "Embassy of Velmora in Tarsenia" if DEMO else "Embassy"
)
# What it looks like: checked here, so that a page never lacks it.
EMBLEM = emblem_of_this_mission(env, BASE_DIR / "static/publications/emblem.svg")
ACCENT_COLOUR, ACCENT_COLOUR_DARK = colours_of_this_mission(env)
a_zone = validate.OneOf(available_timezones(), error="There is no zone “{input}”.")
TIME_ZONE = env.str("TIME_ZONE", "UTC", validate=a_zone)
CAPITAL_TIME_ZONE = env.str("CAPITAL_TIME_ZONE", TIME_ZONE, validate=a_zone)
# Whom to tell of a weakness: /.well-known/security.txt (RFC 9116), where it is set.
SECURITY_CONTACT = env.str(
    "SECURITY_CONTACT",
    "mailto:security@embassy.example" if DEMO else "",
    validate=validate.Regexp(
        r"^$|^mailto:[!-~]+@[!-~]+$|^https://[!-~]+$",
        error="It begins with mailto: or https://.",
    ),
)
# Told by mail of what can't wait: emergency releases, guessed passwords and the like.
SECURITY_ALERTS = env.list(
    "SECURITY_ALERTS",
    [],
    validate=validate.And(lambda told: all(map(validate.Email(), told))),
)
# Told of every release and withdrawal, so that subscribers need not wait (WebSub).
WEBSUB_HUB = env.str(
    "WEBSUB_HUB",
    "",
    validate=validate.Regexp(
        r"^$|^https?://[^\s/?#@]+(/[^\s#]*)?$",
        error="It is an address: https://hub.example/.",
    ),
)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
if urlsplit(SITE_URL).hostname not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(urlsplit(SITE_URL).hostname)

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

# --- Languages: Django's codes, each under the name it has in itself -------------

# What the site offers. Texts in a language that was taken out stay at their addresses.
LANGUAGES = languages_of_this_site(env)
LANGUAGE_CODE = env.str(
    "LANGUAGE_CODE",
    LANGUAGES[0][0],
    validate=validate.OneOf([code for code, _name in LANGUAGES]),
)
# The mission's name in other languages: MISSION_NAME_AR, MISSION_NAME_ZH_HANS …
NAMES_IN_DEMO = {
    "az": "Velmoranın Tarseniyadakı Səfirliyi",
    "ru": "Посольство Вельморы в Тарсении",
    "fr": "Ambassade de Velmora en Tarsénie",
    "ar": "سفارة فيلمورا في تارسينيا",
    "zh-hans": "维尔莫拉驻塔尔塞尼亚大使馆",
}
MISSION_NAMES = {
    code: env.str(f"MISSION_NAME_{code.upper().replace('-', '_')}", "")
    or (NAMES_IN_DEMO.get(code, "") if DEMO else "")
    for code, _name in LANGUAGES
}
# Whether lists also show texts that have no version in the page's language.
LISTS_SHOW_OTHER_LANGUAGES = env.bool("LISTS_SHOW_OTHER_LANGUAGES", False)
# Plain links under a text, in this order; publications/views/sharing.py leads to them.
SHARE_SERVICES = [
    *("email", "whatsapp", "telegram", "facebook", "x", "linkedin"),
    *("weibo", "vk", "mastodon"),
]
SHARE_LINKS = env.list(
    "SHARE_LINKS", SHARE_SERVICES[:6], validate=validate.ContainsOnly(SHARE_SERVICES)
)
USE_I18N = True
USE_TZ = True

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
    "publications.middleware.ConfiguredHost",
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

# --- Who signs in, and how (docs/operating/signing-in.md) -------------------------

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
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS = {
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

# --- Storage ---------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", f"sqlite:///{DATA_DIR / 'embassy.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        # The write lock is taken when an act begins, not at its first write, so that
        # two acts queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        # recursive_triggers: without it INSERT OR REPLACE goes round delete triggers.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA recursive_triggers=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# For the commands that change the database's form; the site works as DATABASE_URL's.
DATABASE_OWNER = (
    env.dj_db_url("DATABASE_OWNER_URL") if env.str("DATABASE_OWNER_URL", "") else {}
)
CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_STORAGE = env.str(
    "MEDIA_STORAGE", "local", validate=validate.OneOf(["local", "s3"])
)


def bucket_of_this_installation() -> dict[str, str]:
    """Return what S3_… say: nothing, or all that a bucket needs."""
    an_origin = validate.Regexp(
        r"^$|^https?://[^/\s]+/?$", error="It is an origin: https://store.example."
    )
    a_folder = validate.Regexp(
        r"^$|^[\w-]+(/[\w-]+)*/?$", error="It is a folder of the bucket: embassy/media."
    )
    given = {
        "bucket_name": env.str("S3_BUCKET", ""),
        "endpoint_url": env.str("S3_ENDPOINT_URL", "", validate=an_origin).rstrip("/"),
        "region_name": env.str("S3_REGION", ""),
        "access_key": env.str("S3_ACCESS_KEY_ID", ""),
        "secret_key": env.str("S3_SECRET_ACCESS_KEY", ""),
        "location": env.str("S3_PREFIX", "", validate=a_folder).rstrip("/"),
    }
    given = {option: value for option, value in given.items() if value}
    if not given and MEDIA_STORAGE == "local":
        return {}
    if "bucket_name" not in given:
        raise ValueError("S3_BUCKET is missing: MEDIA_STORAGE=s3 and S3_… need it.")
    if ("access_key" in given) != ("secret_key" in given):
        lacking = "SECRET_ACCESS_KEY" if "access_key" in given else "ACCESS_KEY_ID"
        raise ValueError(f"S3_{lacking} is missing: the key has two parts.")
    if not (find_spec("storages") and find_spec("boto3")):
        raise ValueError("S3_BUCKET needs what requirements-s3.txt names: install it.")
    return given


# By these names `move_media` opens both.
MEDIA_STORES = {"local": {"BACKEND": "publications.stores.disk.DiskStorage"}}
if options := bucket_of_this_installation():
    MEDIA_STORES["s3"] = {
        "BACKEND": "publications.stores.bucket.BucketStorage",
        "OPTIONS": options,
    }
STORAGES = {
    **MEDIA_STORES,
    "default": MEDIA_STORES[MEDIA_STORAGE],
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What one person may take into the library within an hour.
UPLOADS_PER_HOUR = env.int("UPLOADS_PER_HOUR", 300, validate=validate.Range(min=1))
UPLOAD_MB_PER_HOUR = env.int("UPLOAD_MB_PER_HOUR", 2000, validate=validate.Range(min=1))
# An animated GIF or WebP moves for those who didn't ask for stillness; else the first
# frame is kept alone.
ANIMATED_PICTURES = env.bool("ANIMATED_PICTURES", False)
# Where the front server keeps MEDIA_ROOT for itself: it sends the bytes, once the
# application has said that somebody may have them (docs/operating/front.md).
INTERNAL_REDIRECT = env.str(
    "INTERNAL_REDIRECT",
    "",
    validate=validate.Regexp(
        r"^$|^/([\w.-]+/)+$", error="It is a path between two slashes: /protected/."
    ),
)

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

# Where the security log goes: a file, else standard error beside the other words.
SECURITY_LOG = env.str("SECURITY_LOG", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "words": {
            "()": "publications.traces.Words",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)r",
        },
        "line": {"()": "publications.traces.Line"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "words"},
        "security": {"class": "logging.StreamHandler", "formatter": "line"}
        if not SECURITY_LOG
        # Opened anew where it was put away (logrotate).
        else {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": SECURITY_LOG,
            "encoding": "ascii",
            "formatter": "line",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "publications": {"level": "INFO"},
        "security": {"handlers": ["security"], "level": "INFO", "propagate": False},
    },
}
