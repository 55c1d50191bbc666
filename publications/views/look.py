"""The mission's look as files: emblem, colour, icons, and the manifest that names them.

No question goes to the database. Tests: tests/views/test_look.py.
"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications.middleware import MEDIA_CACHE
from publications.mission import colours, mission_name
from publications.mission.colours import BAR, LIGHT
from publications.mission.files import MANIFEST_SIDES, address, files
from publications.rendering import direction_of
from publications.rendering.languages import language_tag
from publications.serving import POLICY_OF_DRAWING


@require_safe
def look(request: HttpRequest, name: str) -> HttpResponse:
    if (file := files().get(name)) is None:
        raise Http404
    etag = f'"{file.digest}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        file.data, content_type=file.mime
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = MEDIA_CACHE
    if name.startswith("emblem."):
        response.headers["Content-Security-Policy"] = POLICY_OF_DRAWING
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """For a site kept on the screen of a phone: it opens in a browser."""
    chosen = colours()
    return JsonResponse(
        {
            "name": mission_name(),
            "short_name": mission_name(),
            "lang": language_tag(get_language()),
            "dir": direction_of(get_language()),
            "start_url": reverse("home"),
            "scope": "/",
            "display": "browser",
            "background_color": LIGHT[0],
            "theme_color": chosen.light if chosen else BAR,
            "icons": [
                {
                    "src": address(f"icon-{side}.png"),
                    "sizes": f"{side}x{side}",
                    "type": "image/png",
                }
                for side in MANIFEST_SIDES
            ],
        },
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )
