"""Texts rendered one after the other, in a process that may be killed at any time.

Started by `confined`, which reads and writes it: `python -m
publications.rendering.child <bytes of memory> <seconds for a text>`. It knows nothing
of the installation but the product's own words, and opens nothing.
"""

import dataclasses
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from publications.confinement import confine, received, send

from .article import TooLong, render

# More than the three it has and the catalogues, which are opened one by one.
FILES = 32
# Of the processor: then a new child takes its place.
LIFE = 600

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def answer(asked: dict[str, Any], image: Callable[[str, str], str | None]) -> dict:
    """What a message asks for; whatever goes wrong is told, not raised."""
    shown = image if asked["pictures"] else None
    try:
        made = render(asked["source"], language=asked["language"], image=shown)
    except TooLong:
        return {"too_long": True}
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 (the parent raises it)
        return {"failed": repr(error)[:500]}
    return dataclasses.asdict(made)


def give_time(seconds: int) -> float:
    """Let this process be killed after so many more seconds of the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = min(round(spent) + seconds, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    return hard - spent


def serve(seconds: int) -> None:
    source, target = sys.stdin.buffer, sys.stdout.buffer

    def image(uuid: str, alt: str) -> str | None:
        send(target, {"image": [uuid, alt]})
        told = received(source)
        return told["html"] if told else None

    while give_time(seconds) > seconds and (asked := received(source)) is not None:
        give_time(seconds)
        send(target, answer(asked, image))


if __name__ == "__main__":
    settings.configure(LOCALE_PATHS=[str(LOCALE)], USE_TZ=True)
    django.setup()
    confine(int(sys.argv[1]), LIFE, FILES)
    serve(int(sys.argv[2]))
