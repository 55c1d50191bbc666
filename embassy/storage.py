"""Database, cache, static files and media."""

from importlib.util import find_spec
from pathlib import Path

from environs import validate

from .caching import cache_of_this_installation
from .environment import BASE_DIR, DATA_DIR, DEBUG, env

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
    # A server that doesn't answer is away, and said to be, before readers give up.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Each of a process's threads keeps its connection: that is the pool, and its bound. To
# open one for each request costs a quarter of a page's making.
DATABASES["default"]["CONN_MAX_AGE"] = 60
# PgBouncer and the like before PostgreSQL, which lend a connection for a transaction:
# nothing may be kept in one from transaction to transaction (docs/operating/scale.md).
DATABASE_POOLER = env.bool("DATABASE_POOLER", False)
if DATABASE_POOLER:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
# For the commands that change the database's form; the site works as DATABASE_URL's.
DATABASE_OWNER = (
    env.dj_db_url("DATABASE_OWNER_URL") if env.str("DATABASE_OWNER_URL", "") else {}
)
CACHES = {"default": cache_of_this_installation(env)}
# What a process keeps of finished pages, and for how long they are shown while the
# database is away (docs/operating/caching.md).
FINISHED_MB = env.int("FINISHED_MB", 12, validate=validate.Range(1, 4096))
LAST_COPIES_HOURS = env.int("LAST_COPIES_HOURS", 6, validate=validate.Range(0, 72))

STATIC_URL = "/static/"
# An image brings them along; else `collectstatic` puts them beside the data.
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
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
# Of one form, beside its files; `views.failing` says so in words. The pages on which
# most is typed count on it (a writing page, texts side by side).
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
# What one person may take into the library within an hour.
UPLOADS_PER_HOUR = env.int("UPLOADS_PER_HOUR", 300, validate=validate.Range(min=1))
UPLOAD_MB_PER_HOUR = env.int("UPLOAD_MB_PER_HOUR", 2000, validate=validate.Range(min=1))
# A virus scanner (clamd) that looks at each file somebody sends.
SCANNER = env.str(
    "SCANNER",
    "",
    validate=validate.Regexp(
        r"^$|^/[\w./-]+$|^([\w.-]+|\[[0-9a-f:]+\]):\d{1,5}$",
        error="It is a socket or a host and a port: /run/clamav/clamd.ctl.",
    ),
)
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

# The public site as files, for when nothing else answers; empty: there is none.
FALLBACK_DIR = env.str("FALLBACK_DIR", str(DATA_DIR / "fallback"))
