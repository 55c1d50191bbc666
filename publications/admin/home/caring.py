"""What needs care: told where there is some, and to whom can mend it."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publications import zones
from publications.admin.library import care as library_care
from publications.admin.permissions import may
from publications.models import OPEN_STAGES, Edition, Image

from .sections import (
    Line,
    Section,
    line_of,
    section,
    texts,
    timed_lines,
    with_what_lines_show,
)
from .waiting import behind

# Pictures that were added last; all others, the library's own list tells.
PICTURES = 200


def caring(request: HttpRequest, at: datetime) -> Iterator[Section]:
    """Yield the sections that have a line."""
    return (found for found in _sections(request, at) if found.lines)


def _sections(request: HttpRequest, at: datetime) -> Iterator[Section]:
    seen = with_what_lines_show(Edition.objects.visible_to(request.user, at))
    unchecked = Edition.objects.unchecked_emergencies().values_list("pk", flat=True)
    yield section(
        "emergencies",
        _("Emergency releases not yet approved"),
        "",
        seen.filter(pk__in=list(unchecked)).order_by("live_from", "id"),
        timed_lines(at),
        texts(care="emergency"),
    )
    if may(request, "save"):
        yield _overdue(seen, at)
        # Of whom it is the job, above.
        if not may(request, "translate"):
            yield behind(seen, at)
    if may(request, "change_image"):
        yield _undescribed(request, at)


def _overdue(seen, at: datetime) -> Section:
    late = seen.filter(stage__in=OPEN_STAGES, due_on__lt=zones.day_of(at))
    return section(
        "overdue",
        _("Past their due date"),
        "",
        late.order_by("due_on", "id"),
        lambda found: [_due(edition, at) for edition in found],
    )


def _due(edition: Edition, at: datetime) -> Line:
    line = line_of(edition, at, state=edition.state(at))
    day = _("due %(day)s") % {"day": date_format(edition.due_on, "j M Y")}
    others = (said for said in line.care if said[0] != "due")
    return line._replace(care=(("due", day), *others))


def _undescribed(request: HttpRequest, at: datetime) -> Section:
    lately = list(Image.objects.order_by("-pk").values_list("pk", flat=True)[:PICTURES])
    seen = Image.objects.visible_to(request.user, at).filter(pk__in=lately)
    lacking = library_care.lacking_alternative(seen, settings.LANGUAGE_CODE)
    return section(
        "pictures",
        _("Pictures without a text alternative"),
        "",
        lacking.order_by("-pk"),
        lambda found: [_picture(image) for image in found],
        reverse("admin:publications_image_changelist", query={"no_alternative": "on"}),
    )


def _picture(image: Image) -> Line:
    page = reverse("admin:publications_image_change", args=[image.pk])
    return Line(page, str(image))
