"""The WSGI application that the server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
of_django = get_wsgi_application()

# Not before Django is set up: it asks models.
from publications import finished  # noqa: E402

application = finished.in_front_of(of_django)
