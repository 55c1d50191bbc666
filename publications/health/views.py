"""What is answered to whoever watches."""

from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from publications import metrics
from publications.middleware import PRIVATE_CACHE

from .parts import FAILING, READY, health
from .readings import Readings

UNAVAILABLE = 503
# Any of them says that somebody else asked first.
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nothing else: whoever restarts what isn't alive
    must not restart it because the database is away."""
    return _told({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether it can serve; to whoever watches, also which part ails, in words."""
    found = health()
    status = UNAVAILABLE if found.status == FAILING else 200
    if not is_watcher(request):
        shown = FAILING if found.status == FAILING else READY
        return _told({"status": shown}, status)
    parts = {
        name: {"state": "ails", "says": words} if words else {"state": "well"}
        for name, words in found.parts.items()
    }
    return _told({"status": found.status, "parts": parts}, status)


@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """For Prometheus. Strangers find no such page."""
    if not is_watcher(request):
        raise Http404
    told = metrics.written(Readings())
    response = HttpResponse(told, content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response.headers["Cache-Control"] = PRIVATE_CACHE
    return response


def is_watcher(request: HttpRequest) -> bool:
    """Somebody on this machine who came through no other server, or with the token."""
    word, _space, token = request.headers.get("Authorization", "").partition(" ")
    if settings.WATCH_TOKEN and word.lower() == "bearer":
        return constant_time_compare(token.strip(), settings.WATCH_TOKEN)
    if any(name in request.headers for name in PASSED_ON):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _told(facts: dict, status: int = 200) -> HttpResponse:
    response = JsonResponse(facts, status=status)
    # Django would tell of each 503 in the log, as of a fault that somebody met.
    response._has_been_logged = True
    response.headers["Cache-Control"] = PRIVATE_CACHE
    return response
