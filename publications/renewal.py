"""Word that readers may see something else from now on, to all processes of a machine.

It spares them the second after which they would find it out by asking the database,
which other machines do (`finished.generation`). Nothing depends on it.
Tests: tests/finished/test_renewal.py.
"""

import os
import time
from contextlib import suppress
from itertools import count

from django.db import transaction

from .glance import Glance

Word = tuple[int, int]

_told = count(1)
_last = 0
_mark = Glance("renewed")


def announce() -> None:
    """Once what was done in this transaction is stored."""
    transaction.on_commit(_announce, robust=True)


def _announce() -> None:
    global _last
    _last = next(_told)
    # A full disk, or one that only other people write to: this process knows anyhow.
    with suppress(OSError):
        os.close(os.open(_mark.path, os.O_CREAT | os.O_WRONLY, 0o600))
        os.utime(_mark.path, ns=(time.time_ns(),) * 2)
        _mark.look_again()


def heard() -> Word:
    """What is another whenever something was announced, here or in another process.
    Asked with each request; from another process it is heard after `glance.FOR`."""
    try:
        return _last, _mark.date()
    except OSError:
        return _last, 0
