"""The installation of a worker that a test starts: on the test's own database."""

import json
import os

from embassy.settings import *  # noqa: F403
from embassy.settings import DATABASES

FALLBACK_DIR = ""
DATABASES["default"] = json.loads(os.environ["WORKER_DATABASE"])
