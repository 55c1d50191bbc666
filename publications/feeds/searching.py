"""The feed of a search: what it finds among the texts of a language, newest first.

By its words alone; whatever else narrows the page is left aside.
Tests: tests/feeds/test_searching.py.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publications import lists

from .view import feed_of

_feed = feed_of(lists.of_search)


@require_safe
def feed_of_search(request: HttpRequest, feed_form: str) -> HttpResponse:
    answer = _feed(request, feed_form, typed=request.GET.get("q", ""))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
