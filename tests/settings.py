"""The installation that the suite runs in: a data folder of its own, no TLS front."""

import os
import tempfile
from pathlib import Path

# Before the settings are read: never the installation's own data.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="embassy-tests-")
os.environ["SITE_URL"] = "https://press.example"
os.environ["ALLOWED_HOSTS"] = "testserver,press.example"

from embassy.settings import *  # noqa: F403
from embassy.settings import DATA_DIR, DATABASES, STORAGES

SECURE_SSL_REDIRECT = False
# Tests of the copy have one of their own.
FALLBACK_DIR = ""
STATIC_ROOT = DATA_DIR / "static"
Path(STATIC_ROOT).mkdir()
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: several connections must meet in it as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # Tests kill processes, but no machine: nothing is lost by not waiting for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
# Costs nothing, but is still salted. That the product's own is slow is Django's matter.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
