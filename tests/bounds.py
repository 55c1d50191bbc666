"""A bound that ends what takes too long, and that a busy machine doesn't reach."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(BaseException):
    """Nothing catches it on the way."""


@contextmanager
def processor(seconds: float) -> Iterator[None]:
    """End what uses the processor for longer, however long it waits for it."""

    def end(*_told):
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
