"""A PDF made in a child process of bounded memory and time.

WeasyPrint lays out whatever it is given, however long that takes: a table of thirty
columns on a hundred pages is work for minutes. Whatever it makes of the child, the
worker lives on: it gets a PDF, or an exception. To start the child takes 0.5 s.
"""

import base64
import json
import logging
import os
import subprocess  # nosec B404
import sys
from collections.abc import Mapping
from pathlib import Path

# As address space, in which each font is mapped whole.
MEMORY = 1536 * 1024 * 1024
# Both of the clock and of the processor.
SECONDS = 90

ROOT = Path(__file__).resolve().parents[2]
# A thread's arena would reserve 64 MB of addresses.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
# Where fonts and libraries are found, on a machine that has them elsewhere.
PASSED_ON = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "WEASYPRINT_DLL_DIRECTORIES")

logger = logging.getLogger(__name__)


class Failed(RuntimeError):
    """There is no PDF: it was too much, or could not be laid out."""


def made(html: str, style: str, address: str, files: Mapping[str, bytes]) -> bytes:
    """Lay a page out and return the PDF. Raises Failed.

    `address` is where the page stands, which its links start from; `files` has, by
    full address, all that may be opened.
    """
    encoded = {name: base64.b64encode(data).decode() for name, data in files.items()}
    asked = {"html": html, "style": style, "address": address, "files": encoded}
    try:
        answer = _run(json.dumps(asked).encode())
    except (subprocess.SubprocessError, OSError, MemoryError) as error:
        raise Failed(_shortly(error)) from error
    if answer.returncode or not answer.stdout.startswith(b"%PDF-"):
        said = answer.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise Failed(said or f"the child ended with {answer.returncode}")
    for line in answer.stderr.decode(errors="replace").splitlines():
        logger.warning("%s: %s", address, line)
    return answer.stdout


def _shortly(error: Exception) -> str:
    """Without the command, which is all that the words of an overrun begin with."""
    if isinstance(error, subprocess.TimeoutExpired):
        return f"not done within {SECONDS} seconds"
    return str(error)


def _run(message: bytes) -> subprocess.CompletedProcess[bytes]:
    # No part of the command is a stranger's. Modules are found in `cwd`, wherever the
    # parent stands.
    command = [sys.executable, "-B", "-m", f"{__package__}.child"]
    found = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return subprocess.run(  # noqa: S603  # nosec B603
        [*command, str(MEMORY), str(SECONDS)],
        input=message,
        capture_output=True,
        env=ENVIRONMENT | found,
        cwd=ROOT,
        timeout=SECONDS,
        check=False,
    )
