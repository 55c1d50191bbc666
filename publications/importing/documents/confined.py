"""Documents turned into Markdown in a child process of bounded memory and time.

Whatever a file makes of the child, the web worker lives on: it gets Markdown, or a
sentence for people. To start the child takes 0.4 s.
"""

import logging
import subprocess  # nosec B404
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from publications import attachments
from publications.confinement import framed, unframed
from publications.importing.decoding import MAX_BYTES, Unreadable

from .decoding import decode_page, kept
from .recognising import ENCRYPTED, OLD_OFFICE

# As address space; a document of 8 MB of XML needs half of it.
MEMORY = 768 * 1024 * 1024
# Of the processor, after the start. Most honest files need a tenth of one.
SECONDS = 15
# Of the clock, for a machine that is busy with other things.
PATIENCE = 45

ROOT = Path(__file__).resolve().parents[3]
# All that the child gets of one: a thread's arena would reserve 64 MB of addresses.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Converted:
    """Markdown; the pictures that it names (`pictures.reference`), as they came, in
    that order; and how much was left out, by what it was.

    `is_plain`: there was nothing but words of one paragraph, or a piece of code.
    """

    markdown: str
    pictures: tuple[bytes, ...]
    left_out: Mapping[str, int]
    is_plain: bool


def read_word(data: bytes) -> Converted:
    """Turn a Word document. Raises Unreadable."""
    if data.startswith(OLD_OFFICE):
        raise Unreadable(
            _(
                "This file is locked by a password. Open it in Word, take the password "
                "out and save it as .docx."
            )
            if ENCRYPTED in data
            else _(
                "This is a file of an older Word (.doc). Open it in Word and save it "
                "as .docx."
            )
        )
    if len(data) > attachments.MAX_DOCUMENT:
        raise _too_large()
    return _worked("word", data, first_note=1)


def read_page(data: bytes) -> Converted:
    """Turn a file in HTML, in whatever encoding. Raises Unreadable."""
    if len(data) > attachments.MAX_DOCUMENT:
        raise _too_large()
    html = decode_page(data)
    return _worked("page", html.encode(), first_note=1, of="page")


def pasted(html: str, first_note: int) -> Converted:
    """Turn a piece of HTML; its notes are numbered from `first_note`. Raises
    Unreadable."""
    data = html.encode(errors="replace")
    return _worked("page", data, first_note=first_note, of="piece")


def _worked(work: str, data: bytes, **options) -> Converted:
    message = b"".join(framed({"work": work, "options": options}, data))
    try:
        head, parts = unframed(_run(message))
    except (subprocess.SubprocessError, OSError, ValueError, MemoryError) as error:
        # A child that died of a signal says nothing, or half of it.
        logger.warning("A document could not be read (%s): %s", work, error)
        raise _refused("too_heavy", {}) from error
    if "failed" in head:
        logger.warning("A document could not be read (%s): %s", work, head["failed"])
        raise _refused("broken", {})
    if "refused" in head:
        raise _refused(head["refused"], head["values"])
    markdown, turning = kept(parts[0].decode())
    if len(markdown) > MAX_BYTES:
        raise _refused("too_heavy", {})
    counts = {**head["counts"], "turning": turning}
    return Converted(markdown, tuple(parts[1:]), counts, head["is_plain"])


def _refused(reason: str, values: Mapping[str, int | str]) -> Unreadable:
    """What is wrong with the file, and what to do about it."""
    why = attachments.Refused(reason, **values)
    return Unreadable(
        _(
            "%(why)s Open it in Word and save it anew as .docx, or copy its text and "
            "paste it."
        )
        % {"why": why}
    )


def _too_large() -> Unreadable:
    size = attachments.MAX_DOCUMENT >> 20
    return Unreadable(
        _(
            "The document is larger than %(size)d MB. Make its pictures smaller, or "
            "take them out and add them here."
        )
        % {"size": size}
    )


def _run(message: bytes) -> bytes:
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
        timeout=PATIENCE,
        check=True,
    ).stdout
