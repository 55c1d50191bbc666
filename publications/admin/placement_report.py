"""Where our texts appeared: by outlet, country, language, role and period; also as CSV.

It tells of what the person at the desk may see, and of nothing else.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publications import characters, clock
from publications.models import Edition, Outlet, Placement, PlacementRole, Stage
from publications.rendering.collation import in_order
from publications.rendering.language_names import language_name

from .words_typed import NO_SUCH_DAY

PER_PAGE = 100
AT_ONCE = 500
# A spreadsheet takes a cell that begins so for a formula and works it out.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": NO_SUCH_DAY}


class ReportForm(characters.Form):
    """What is asked for; nothing at all asks for everything that is confirmed."""

    outlet = forms.ModelChoiceField(
        Outlet.objects.none(), label=gettext_lazy("Outlet"), required=False
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=[("", "—"), *PlacementRole.choices],
    )
    since = Day(label=gettext_lazy("From"), required=False)
    until = Day(label=gettext_lazy("Until"), required=False)
    unconfirmed = forms.BooleanField(
        label=gettext_lazy("Also what isn't confirmed"), required=False
    )

    def __init__(self, data, placements: QuerySet[Placement]):
        super().__init__(data, label_suffix="")
        outlets = Outlet.objects.filter(pk__in=placements.values("outlet"))
        self.fields["outlet"].queryset = outlets
        self.fields["outlet"].empty_label = "—"
        countries = {outlet.country for outlet in outlets if outlet.country}
        self.fields["country"].choices = _choices({c: c for c in countries})
        codes = placements.order_by().values_list("language", flat=True).distinct()
        named = {code: language_name(code) for code in codes if code}
        self.fields["language"].choices = _choices(named)

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        return self.cleaned_data

    def found(self, placements: QuerySet[Placement]) -> QuerySet[Placement]:
        """Those asked for; without a day in a period, none that has no day."""
        asked = self.cleaned_data
        conditions = {
            "outlet": asked["outlet"],
            "outlet__country": asked["country"],
            "language": asked["language"],
            "role": asked["role"],
            "appeared_on__gte": asked["since"],
            "appeared_on__lte": asked["until"],
            "confirmed": None if asked["unconfirmed"] else True,
        }
        return placements.filter(**{n: v for n, v in conditions.items() if v})


def report(model_admin, request: HttpRequest) -> HttpResponse:
    """The report as a page, or with `?format=csv` as a file of every row."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    at = clock.moment()
    visible = Edition.objects.visible_to(request.user, at)
    kept = Edition.objects.exclude(stage=Stage.DISCARDED).values("text__publication")
    placements = model_admin.get_queryset(request).filter(publication__in=kept)
    form = ReportForm(request.GET, placements)
    is_asked_well = form.is_valid()
    found = form.found(placements) if is_asked_well else placements.none()
    if is_asked_well and request.GET.get("format") == "csv":
        return _file(rows(found, visible))
    page = Paginator(_in_order(found), PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    for name in ("page", "format"):
        asked.pop(name, None)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Where our texts appeared"),
        "opts": model_admin.opts,
        "form": form,
        "page": page,
        "rows": list(_told(page.object_list, visible)),
        "totals": _totals(found),
        "asked": asked.urlencode(),
    }
    return TemplateResponse(
        request,
        "publications/desk/placement_report.html",
        context,
        status=200 if is_asked_well else 400,
    )


def _in_order(found: QuerySet[Placement]) -> QuerySet[Placement]:
    latest_first = F("appeared_on").desc(nulls_last=True)
    return found.select_related("outlet").order_by(latest_first, "-pk")


def _totals(found: QuerySet[Placement]) -> QuerySet:
    by_outlet = found.order_by().values("outlet__name", "outlet__country")
    return by_outlet.annotate(n=Count("pk")).order_by("-n", "outlet__name")


def rows(found: QuerySet[Placement], visible: QuerySet[Edition]) -> Iterator[dict]:
    """Every row, a few hundred at a time: the titles are asked for together."""
    ordered = _in_order(found)
    start = 0
    while batch := list(ordered[start : start + AT_ONCE]):
        yield from _told(batch, visible)
        start += AT_ONCE


def _told(placements: Iterable[Placement], visible: QuerySet[Edition]):
    placements = list(placements)
    titles = _titles({p.publication_id for p in placements}, visible)
    for placement in placements:
        yield {
            "placement": placement,
            "language": language_name(placement.language),
            "text": _text_of(placement, titles[placement.publication_id]),
        }


def _titles(publications: set[int], visible: QuerySet[Edition]) -> dict[int, dict]:
    """The latest edition that the person may see, by publication and language."""
    editions = visible.filter(text__publication__in=publications).order_by("pk")
    found: dict[int, dict[str, Edition]] = {pk: {} for pk in publications}
    for edition in editions.select_related("text", "revision").defer("revision__body"):
        found[edition.text.publication_id][edition.text.language] = edition
    return found


def _text_of(placement: Placement, editions: dict[str, Edition]) -> Edition | None:
    """Ours in the outlet's language, else the original, else any."""
    by_relation = {e.text.relation: e for e in reversed(list(editions.values()))}
    return (
        editions.get(placement.language)
        or by_relation.get("original")
        or next(iter(editions.values()), None)
    )


def _file(told: Iterator[dict]) -> StreamingHttpResponse:
    """CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it."""
    lines = (line.encode() for line in _lines(told))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="placements.csv"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


class _Echo:
    """What the writer writes is handed on at once."""

    @staticmethod
    def write(line: str) -> str:
        return line


def _lines(told: Iterator[dict]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(
        [
            *(_("date"), _("outlet"), _("country"), _("role"), _("our title")),
            *(_("language"), _("the outlet's headline"), _("address"), _("page")),
            *(_("compared with our text"), _("confirmed")),
        ]
    )
    for row in told:
        yield writer.writerow(map(_harmless, _cells(row)))


def _cells(row: dict[str, Any]) -> list[str]:
    placement, text = row["placement"], row["text"]
    day: datetime | None = placement.appeared_on
    return [
        day.isoformat() if day else "",
        placement.outlet.name,
        placement.outlet.country,
        placement.get_role_display(),
        text.title if text else "",
        row["language"],
        placement.headline,
        placement.url,
        placement.page,
        placement.get_sameness_display(),
        _("yes") if placement.confirmed else _("no"),
    ]


def _harmless(cell: str) -> str:
    cell = str(cell)
    return f"'{cell}" if cell.lstrip(" \xa0").startswith(FORMULA) else cell


def _choices(named: dict[str, str]) -> list[tuple[str, str]]:
    choices = in_order(named.items(), get_language(), lambda choice: choice[1])
    return [("", "—"), *choices]
