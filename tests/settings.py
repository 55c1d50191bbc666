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
STATIC_ROOT = DATA_DIR / "static"
Path(STATIC_ROOT).mkdir()
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
# A file: several connections must meet in it as in production.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
