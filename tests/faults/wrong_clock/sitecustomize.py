"""A machine whose clock is wrong, by as many seconds as a file says (WRONG_CLOCK).

Python reads it before all else where this folder is in PYTHONPATH. Its monotonic clock
goes on as it should, as a machine's does.
"""

import datetime
import os
import time
from pathlib import Path

_real, _time = datetime.datetime, time.time
_said = Path(os.environ["WRONG_CLOCK"])


def _wrong_by() -> int:
    return int(_said.read_text() or 0)


class _Any(type):
    def __instancecheck__(cls, value):
        return isinstance(value, _real)


class _Wrong(_real, metaclass=_Any):
    @classmethod
    def now(cls, tz=None):
        return _real.now(tz) + datetime.timedelta(seconds=_wrong_by())

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


time.time = lambda: _time() + _wrong_by()
datetime.datetime = _Wrong
