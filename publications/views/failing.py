"""What a view that fails is answered; tests/test_unavailable.py."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from publications.unavailable import AWAY, ERROR, unavailable


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles the error, which it doesn't hand over."""
    error = sys.exception()
    is_away = isinstance(error, OperationalError | InterfaceError)
    return unavailable(request, AWAY if is_away else ERROR)
