"""What needs care: told where there is some, and to whom can mend it."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, TextField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publications import zones
from publications.admin.library import care as library_care
from publications.admin.permissions import may
from publications.models import (
    OPEN_STAGES,
    Address,
    Edition,
    Image,
    LinkWithin,
    Outcome,
    SilentLink,
    Stage,
    Withdrawal,
)

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
# Texts that were taken down last, and links to them that are looked at.
TAKEN_DOWN = LINKS = 200
# Of links that don't answer: how many are told of a text, and how much of each.
ADDRESSES, ADDRESS = 3, 60


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
        yield _leading_nowhere(seen, at)
        yield _silent(seen, at)
    if may(request, "change_image"):
        yield _undescribed(request, at)


def _leading_nowhere(seen, at: datetime) -> Section:
    """Public texts that lead to one of those that were taken down last."""
    gone = _taken_down(at)
    leads = Q(pk__in=[])
    for language in {language for language, _slug in gone}:
        slugs = [slug for spoken, slug in gone if spoken == language]
        leads |= Q(language=language, slug__in=slugs)
    links = LinkWithin.objects.filter(leads, edition__live_until=None).order_by("-pk")
    to = {
        link.edition_id: gone[link.language, link.slug]
        for link in (links[:LINKS] if gone else ())
    }
    return section(
        "links",
        _("Links to what was taken down"),
        "",
        seen.live(at).filter(pk__in=list(to)).order_by("-live_from", "-id"),
        lambda found: [_leading(edition, to[edition.pk], at) for edition in found],
    )


def _taken_down(at: datetime) -> dict[tuple[str, str], str]:
    """The addresses of texts that readers no longer find, or find under a banner, and
    what those are called; who is led on to another text misses nothing."""
    down = Withdrawal.objects.in_force(at).exclude(outcome=Outcome.REPLACED)
    last = down.order_by("-pk").values_list("edition__text", "edition__revision__title")
    titles = dict(last[:TAKEN_DOWN])
    addresses = Address.objects.filter(text__in=list(titles)) if titles else ()
    return {(a.language, a.slug): titles[a.text_id] for a in addresses}


def _leading(edition: Edition, title: str, at: datetime) -> Line:
    line = line_of(edition, at)
    told = _("leads to “%(title)s”") % {"title": title}
    return line._replace(care=(("link", told), *line.care))


def _silent(seen, at: datetime) -> Section:
    """Texts with a link to another site that led nowhere when somebody asked."""
    last = SilentLink.objects.order_by("-asked_at").values_list("text", flat=True)
    counting = seen.exclude(stage=Stage.DISCARDED).filter(
        Q(live_until=None) | Q(live_until__gt=at), text__in=list(last[:LINKS])
    )
    links = SilentLink.objects.filter(text=OuterRef("text")).annotate(
        body=ExpressionWrapper(OuterRef("revision__body"), TextField())
    )
    return section(
        "silent",
        _("Links that don't answer"),
        "",
        counting.filter(Exists(links.filter(body__contains=F("address")))).order_by(
            "-id"
        ),
        lambda found: _with_addresses(found, at),
    )


def _with_addresses(found: list[Edition], at: datetime) -> Iterator[Line]:
    of_text = SilentLink.objects.filter(
        text__editions__in=found, text__editions__revision__body__contains=F("address")
    )
    asked = of_text.order_by("pk").values_list("text__editions", "address", "asked_at")
    silent: dict[int, list[tuple[str, str]]] = {}
    for edition, address, asked_at in asked:
        day = date_format(zones.day_of(asked_at), "j M Y")
        address = address.partition("://")[2]
        shown = address if len(address) <= ADDRESS else f"{address[:ADDRESS]}…"
        told = _("asked on %(day)s: %(address)s") % {"day": day, "address": shown}
        silent.setdefault(edition, []).append(("link", told))
    for edition in found:
        line = line_of(edition, at, state=edition.state(at))
        mine = silent.get(edition.pk, [])[:ADDRESSES]
        yield line._replace(care=(*mine, *line.care))


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
