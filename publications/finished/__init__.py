"""Finished documents, in front of Django: what anybody may read, made once for each
generation of the site and sent to everybody without a look at the database."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from publications import renewal

from . import generation, shared
from .application import InFront
from .shelf import Shelf
from .watch import Watch

__all__ = ["InFront", "in_front_of"]


def in_front_of(application: Callable[..., Any]) -> Callable[..., Any]:
    if settings.DEBUG:
        return application  # who changes a template sees it at once
    watch = Watch(
        generation.in_a_thread,
        renewal.heard,
        away=lambda: settings.LAST_COPIES_HOURS * 3600,
    )
    shelf = Shelf(settings.FINISHED_MB * 2**20)
    return InFront(application, watch, shelf, shared.of_this_installation())
