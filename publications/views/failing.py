"""What a view that fails is answered, and what none was asked: test_unavailable.py."""

import errno
import sys

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

from publications.unavailable import AWAY, ERROR, TOO_MUCH, unavailable

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles the error, which it doesn't hand over."""
    return unavailable(request, AWAY if _passes(sys.exception()) else ERROR)


def _passes(error: BaseException | None) -> bool:
    """Whether a database that is away or a full disk is behind it, whatever was raised
    by what gave up then: SQLite ends a transaction by itself, others miss it."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Who sent too much is told so, since a person may have; whoever asks under a false
    name, or what can't be read, learns nothing."""
    too_much = RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent
    if isinstance(exception, too_much):
        return unavailable(request, TOO_MUCH)
    return bad_request(request, exception)
