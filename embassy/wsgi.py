"""The WSGI application that the server calls."""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from environs import EnvError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
try:
    settings.INSTALLED_APPS  # noqa: B018 - reads the settings
except (EnvError, ValueError, OSError) as error:
    # In one sentence, as manage.py says it, to whoever reads the service's log.
    sys.exit(f"A setting can't be used: {error}")
django = get_wsgi_application()

from publications.bodies import WholeBodies  # noqa: E402 - once Django is set up

application = WholeBodies(django)
