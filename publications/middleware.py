"""Headers of every answer: strict on what a page may load, constant on caching."""

import hashlib
import time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.functional import cached_property

from . import metrics, site_languages, traces, zones

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

# The same on every public answer, found or not, so that nothing tells of what is to
# come: browsers ask again each time, a shared cache may keep an answer one second.
PUBLIC_CACHE = "public, max-age=0, s-maxage=1, must-revalidate"
PRIVATE_CACHE = "private, no-store"
# Of a public file: how long readers may have it once its text is retracted or the
# rights to it have ended. Never "immutable".
MEDIA_MINUTES = 5
MEDIA_CACHE = f"public, max-age={MEDIA_MINUTES * 60}"
NOT_MODIFIED, NOT_FOUND, SERVER_ERROR = 304, 404, 500
HTTPS, LAST_PORT = 443, 65535
REFUSALS = (400, 403, 405, 409, 413, 429)
# Asked for by programs that watch, from inside the network.
WATCHED = ("/healthz/live", "/healthz/ready", "/metrics")


class SafeAnswer:
    """Outermost: the policy stands on static files and error pages, too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class Traced:
    """Each request has a number, is counted, and where it is refused is a line of the
    security log, whoever refused it.

    The number is told to whoever got an answer that is theirs alone, to quote it; one
    that is shared between readers can't hold it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        with traces.answering(request) as number:
            response = self.get_response(request)
            is_question = getattr(response, "is_question", False)
            if response.status_code in REFUSALS and not is_question:
                _note_refusal(request, response)
        if response.headers.get("Cache-Control") == PRIVATE_CACHE:
            response.headers["X-Request-ID"] = number
        took = time.perf_counter() - began
        metrics.answered(request.path_info, response.status_code, took)
        return response


def _note_refusal(request, response) -> None:
    match = request.resolver_match
    # Whom nobody has asked for stays unknown: a look at the session would be the first
    # of this request.
    user = getattr(request, "_cached_user", None)
    traces.note(
        "request",
        traces.REFUSED,
        who=user.pk if user else None,
        status=response.status_code,
        view=match.view_name if match else None,
    )


class NamedHost:
    """By which name the site was asked for, before anything looks at the name.

    A name that the site had before leads readers to the same place under the one of
    today, for ever. Whoever watches over the servers asks by a number of the network,
    and without TLS: the name isn't looked at, nor told. Any other name is one of
    ALLOWED_HOSTS, and its port is one: of the site's own name over https the site's; of
    others it isn't asked, since whatever stands between may have moved it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info in WATCHED:
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
        elif settings.FORMER_HOSTS and self._is_led_on(request):
            answer = HttpResponsePermanentRedirect(
                settings.SITE_URL + request.get_full_path(force_append_slash=False)
            )
            answer.headers.pop("Content-Type", None)
            answer.headers["Cache-Control"] = PUBLIC_CACHE
            return answer
        self._look_at_port(*split_domain_port(request.get_host()))
        return self.get_response(request)

    @staticmethod
    def _look_at_port(name: str, port: str) -> None:
        site = urlsplit(settings.SITE_URL)
        is_own = site.scheme == "https" and name == site.hostname
        if port and not (
            int(port) == (site.port or HTTPS) if is_own else 0 < int(port) <= LAST_PORT
        ):
            raise DisallowedHost(f"There is no port {port} here.")

    @staticmethod
    def _is_led_on(request) -> bool:
        name, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
        is_desk = request.path_info.startswith(reverse("admin:index"))
        is_look = request.method in ("GET", "HEAD")
        return name in settings.FORMER_HOSTS and is_look and not is_desk


class ReadersLanguage(LocaleMiddleware):
    """The language of the address; without one there, what the reader's browser asks
    for among those that the site offers. Never of a cookie: the same address is the
    same page for everybody."""

    def process_request(self, request):
        in_path = site_languages.of_path(request.path_info)
        asked = request.headers.get("Accept-Language", "")
        translation.activate(in_path or site_languages.preferred(asked))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        if site_languages.of_path(request.path_info):
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)


class OwnDesk:
    """The desk speaks the language of whoever works there, and knows their clock. After
    the sign-in is known; of no other answer, which would depend on who asks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_desk = request.path_info.startswith(reverse("admin:index"))
        if not (is_desk and request.user.is_authenticated):
            return self.get_response(request)
        if site_languages.is_offered(request.user.language):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        own = request.user.zone
        # One that has gone since is the mission's.
        zone = own if own and zones.is_known(own) else settings.TIME_ZONE
        with timezone.override(ZoneInfo(zone)):
            return self.get_response(request)


class PublicAnswer:
    """Cache-Control, and a strong ETag that is a digest of the document (RFC 9110).

    The desk's answers are nobody else's, and errors pass: they are never stored.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    @cached_property
    def desk(self) -> str:
        return reverse("admin:index")

    def __call__(self, request):
        response = self.get_response(request)
        is_desk = request.path_info.startswith(self.desk)
        if response.status_code == NOT_FOUND and not is_desk:
            _forget_who_asked(response)
        _tell_nothing_of_an_empty_body(response)
        caching = response.headers.get("Cache-Control")
        is_passing = response.status_code >= SERVER_ERROR
        if is_desk or is_passing or caching == PRIVATE_CACHE or response.cookies:
            response.headers["Cache-Control"] = PRIVATE_CACHE
            return response
        if caching == MEDIA_CACHE:
            # A file, whose answer is made: the same in every language.
            for name in ("Vary", "Content-Language"):
                response.headers.pop(name, None)
            return response
        response.headers["Cache-Control"] = PUBLIC_CACHE
        if "ETag" not in response.headers:
            # Whatever made it reckoned no digest, and knows no date of it all.
            response.headers.pop("Last-Modified", None)
        if not response.streaming and not response.content:
            response.headers.pop("Content-Type", None)
        if response.status_code != 200 or request.method not in ("GET", "HEAD"):
            return response
        if "ETag" in response.headers:
            return response  # a feed, which has answered what was asked of it
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=etag, response=response)


def _tell_nothing_of_an_empty_body(response) -> None:
    if response.status_code == NOT_MODIFIED:
        # Django's 0 would be the length of the file (RFC 9110, 8.6).
        response.headers.pop("Content-Length", None)
    if "Location" in response.headers and not response.content:
        # It is no HTML document: Django's redirects say that it is.
        response.headers.pop("Content-Type", None)


def _forget_who_asked(response) -> None:
    """That a session was looked at, or ended, would tell that something is there which
    somebody else may see."""
    response.cookies.clear()
    varies = response.headers.get("Vary", "").split(", ")
    response.headers.pop("Vary", None)
    if others := [name for name in varies if name not in ("", "Cookie")]:
        response.headers["Vary"] = ", ".join(others)
