"""Inspection in a child process of bounded memory and time.

A document is a program for its parser, written by a stranger. Whatever it makes of
the child, the web worker lives on and refuses the file.
"""

import json
import subprocess  # nosec B404
import sys
from pathlib import Path
from typing import BinaryIO

from .findings import Findings
from .refusal import Refused

# Of address space; a PDF of 30 MB with 35,000 objects needs half of it.
MEMORY = 200 * 1024 * 1024
# Of the processor, after the start. Most honest files need a tenth of one.
SECONDS = 2
# Of the clock, for a machine that is busy with other things.
PATIENCE = 30

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    # Each thread's arena would reserve 64 MB of address space.
    "MALLOC_ARENA_MAX": "1",
}


def inspected(file: BinaryIO, claimed: str) -> Findings:
    """Have a file on disk inspected, from its beginning. Raises Refused."""
    file.flush()
    try:
        answer = _run(file, claimed)
    except subprocess.TimeoutExpired as error:
        raise Refused("too_heavy") from error
    if answer.returncode == 1:
        # Python's own code for what it can't start: the installation is broken, not
        # the file.
        raise RuntimeError(answer.stderr.decode(errors="replace")[-2000:])
    try:
        head, _, cleaned = answer.stdout.partition(b"\n")
        told = json.loads(head)
    except ValueError as error:
        # A child that died of a signal says nothing, or half of it.
        raise Refused("too_heavy") from error
    if "refused" in told:
        raise Refused(told["refused"], **told["values"])
    if len(cleaned) != told.pop("length"):
        raise Refused("too_heavy")
    return Findings(**told, cleaned=cleaned or None)


def _run(file: BinaryIO, claimed: str) -> subprocess.CompletedProcess[bytes]:
    # No part of the command is a stranger's. -P: nothing is imported from where the
    # parent happens to stand.
    command = [sys.executable, "-P", "-m", f"{__package__}.child", claimed]
    return subprocess.run(  # noqa: S603  # nosec B603
        [*command, str(MEMORY), str(SECONDS)],
        stdin=file,
        capture_output=True,
        env=ENVIRONMENT,
        cwd=ROOT,
        timeout=PATIENCE,
        check=False,
    )
