"""Intake and renditions in a child process of bounded memory and time.

A picture is a program for its decoder, written by a stranger (pi-heif 1.4 crashes on
a HEIC with one byte changed). Whatever it makes of the child, the web worker lives on:
it gets an answer, or an exception. To start the child takes 0.13 s.
"""

import dataclasses
import logging
import subprocess  # nosec B404
import sys
from pathlib import Path

from publications.confinement import framed, unframed

from .intake import Intake, weigh
from .refusal import Refused
from .renditions import Rendition
from .slots import slot

# The biggest pictures that are let in need half of it; measured as address space.
MEMORY = 768 * 1024 * 1024
# Both of the clock and of the processor.
SECONDS = 60

ROOT = Path(__file__).resolve().parents[2]
# All that the child gets of one: a thread's arena would reserve 64 MB of addresses.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}

logger = logging.getLogger(__name__)


class Failed(RuntimeError):
    """The child ended without what it was asked for."""


def take_in(data: bytes, animated: bool = False) -> Intake:
    """Take a picture in as `images.take_in` does. Raises Refused or Busy."""
    weigh(data)  # before it is sent anywhere
    try:
        facts, (master, *moving) = _worked("take_in", data, animated=animated)
    except Failed as error:
        raise Refused("too_heavy") from error
    return Intake(data=master, animation=moving[0] if moving else None, **facts)


def make(
    master: bytes, rendition: Rendition, focus: tuple[int, int] = (50, 50)
) -> bytes:
    """Make a rendition as `images.make` does. Raises Failed or Busy."""
    asked = dataclasses.asdict(rendition)
    _, (made,) = _worked("make", master, rendition=asked, focus=focus)
    return made


def _worked(work: str, data: bytes, **options) -> tuple[dict, list[bytes]]:
    """Have one piece of work done by a fresh child. Raises Failed, Refused or Busy."""
    message = b"".join(framed({"work": work, "options": options}, data))
    with slot() as taken:
        try:
            head, parts = unframed(_run(message, taken))
        except (subprocess.SubprocessError, OSError, ValueError, MemoryError) as error:
            # A child that died of a signal says nothing, or half of it.
            raise _failed(work, error) from error
    if "refused" in head:
        raise Refused(head["refused"], head["values"])
    if "failed" in head:
        raise _failed(work, head["failed"])
    return head, parts


def _failed(work: str, why: object) -> Failed:
    logger.warning("A picture could not be worked on (%s): %s", work, why)
    return Failed(f"{work}: {why}")


def _run(message: bytes, taken: int) -> bytes:
    """Start the child and return what it wrote; it is killed when its time is over."""
    # No part of the command is a stranger's. Modules are found in `cwd`, wherever the
    # parent stands; -B: none of them is cached.
    command = [sys.executable, "-B", "-m", f"{__package__}.child"]
    return subprocess.run(  # noqa: S603  # nosec B603
        [*command, str(MEMORY), str(SECONDS)],
        input=message,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd=ROOT,
        pass_fds=[taken],
        timeout=SECONDS,
        check=True,
    ).stdout
