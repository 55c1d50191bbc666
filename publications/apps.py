"""The app: what must be in place after every migrate."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self):
        # They register themselves.
        from . import admin, checks, watching  # noqa: F401, PLC0415
        from .identity import sessions  # noqa: PLC0415 - it has models

        sessions.listen()
        post_migrate.connect(put_in_place, sender=self)


def put_in_place(sender, using, **kwargs):
    """Install guards (SQLite drops triggers with each rebuilt table) and roles."""
    from .models import guards  # noqa: PLC0415 - models can't load before the apps
    from .workflow import roles  # noqa: PLC0415

    guards.install(connections[using])
    roles.install(using)
