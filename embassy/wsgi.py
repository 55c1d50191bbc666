"""The WSGI application that the server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
django = get_wsgi_application()

from publications.bodies import WholeBodies  # noqa: E402 - once Django is set up

application = WholeBodies(django)
