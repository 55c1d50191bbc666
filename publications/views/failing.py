"""What a view that fails is answered, and what none was asked: test_unavailable.py."""

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


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles the error, which it doesn't hand over."""
    error = sys.exception()
    is_away = isinstance(error, OperationalError | InterfaceError)
    return unavailable(request, AWAY if is_away else ERROR)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Who sent too much is told so, since a person may have; whoever asks under a false
    name, or what can't be read, learns nothing."""
    too_much = RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent
    if isinstance(exception, too_much):
        return unavailable(request, TOO_MUCH)
    return bad_request(request, exception)
