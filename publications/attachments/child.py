"""One inspection in a process that can't take the machine down.

Started by `confined`, which reads what it writes: a line of JSON, then the bytes of
the cleaned file. `python -m publications.attachments.child <claimed> <bytes of memory>
<seconds>` with the file as standard input. It knows no Django settings and none of
the secrets in its parent's environment.
"""

import dataclasses
import gc
import json
import logging
import os
import sys
from typing import BinaryIO

from publications.confinement import confine

from .inspection import inspect
from .refusal import Refused

# More than the three it has and a module that is loaded late need.
FILES = 32
# An exit code of our own; 1 is Python's, for a child that could not begin.
OVERWHELMED = 3


def answer(file: BinaryIO, claimed: str) -> list[bytes]:
    """Return what is to be written: what was found, or why the file is refused."""
    try:
        findings = inspect(file, claimed)
    except Refused as refusal:
        told = {"refused": refusal.reason, "values": refusal.values}
        return [json.dumps(told).encode(), b"\n"]
    told = dataclasses.asdict(findings)
    cleaned = told.pop("cleaned") or b""
    told["length"] = len(cleaned)
    return [json.dumps(told).encode(), b"\n", cleaned]


if __name__ == "__main__":
    # pypdf tells of each oddity; nobody reads it, and a file may have millions.
    logging.disable()
    # One short life: looking for garbage would take a sixth of its time.
    gc.disable()
    confine(int(sys.argv[2]), int(sys.argv[3]), FILES)
    try:
        # The place in the file is shared with the parent, who wrote it to its end.
        sys.stdin.buffer.seek(0)
        sys.stdout.buffer.writelines(answer(sys.stdin.buffer, sys.argv[1]))
        sys.stdout.buffer.flush()
    except BaseException:  # noqa: BLE001 - not even room for an answer
        os._exit(OVERWHELMED)
