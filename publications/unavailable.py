"""The page for when no other can be shown: an error, a database that is away, upkeep.

It asks no database and no session. Language and direction are those of the address,
else what the browser asks for. Tests: tests/test_unavailable.py.
"""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import override

from . import site_languages
from .mission import mission_name
from .mission.files import look
from .rendering import direction_of
from .rendering.languages import language_tag

logger = logging.getLogger(__name__)

ERROR, AWAY, UPKEEP, TOO_MUCH = "error", "away", "upkeep", "too_much"
STATUS = {ERROR: 500, AWAY: 503, UPKEEP: 503, TOO_MUCH: 400}
# Seconds after which a program may ask again, where nobody said another number.
SOON = 120


def unavailable(
    request: HttpRequest,
    why: str = ERROR,
    *,
    retry_after: int = SOON,
    until: datetime | None = None,
) -> HttpResponse:
    """500 for a fault of ours; 503 with Retry-After for what passes by itself; 400 for
    what was too much.

    `why`: ERROR, AWAY, UPKEEP or TOO_MUCH; UPKEEP may have an end, `until`.
    """
    language = _readers_language(request)
    with override(language):
        page = render_to_string(
            "publications/unavailable.html",
            {
                "why": why,
                "language": language_tag(language),
                "direction": direction_of(language),
                "mission": mission_name(),
                "most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20,
                "is_sent": request.method == "POST",
                "until": until and until.astimezone(ZoneInfo(settings.TIME_ZONE)),
                **_looks(),
            },
        )
    response = HttpResponse(page, status=STATUS[why])
    response.headers["Content-Language"] = language
    if STATUS[why] == 503:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _readers_language(request: HttpRequest) -> str:
    in_path = site_languages.of_path(request.path_info)
    if in_path and site_languages.is_offered(in_path):
        return in_path
    return site_languages.preferred(request.headers.get("Accept-Language", ""))


def _looks() -> dict[str, object]:
    """Without them the words are still there: this page may not fail as others do."""
    try:
        return {"look": look(), "style_sheet": static("publications/site.css")}
    except (OSError, ValueError):
        logger.exception("The style sheet or the emblem is missing: collectstatic?")
        return {}
