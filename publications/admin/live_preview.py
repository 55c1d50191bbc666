"""What is typed, shown as its readers will see it: nothing is stored, nothing recorded.

The answer is a whole page that the script sets into a frame by `srcdoc`. Such a frame
has the policy of the page it stands in: its style sheet loads, no script does, and no
answer of the site need ever allow to be framed.

Tests: tests/admin/test_live_preview.py.
"""

from types import SimpleNamespace

from django.contrib.admin.views.decorators import staff_member_required
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publications import rendering, workflow
from publications.models import (
    Byline,
    Fidelity,
    Kind,
    Relation,
    SignatoryRole,
    SigningCapacity,
)
from publications.rendering.bylines import printed_line
from publications.rendering.reading_time import reading_minutes
from publications.workflow import figures, pictures

from . import picker
from .media_fields import is_uuid
from .permissions import may
from .signatory_form import MAX_SIGNATORIES

# A preview is asked for again and again: of longer texts it shows the beginning.
SHOWN_CHARACTERS = 100_000


@staff_member_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Answer with the text as its public page will show it, what its pictures lack, and
    how long it is. `content` is the body; the rest has the names of the form."""
    if not may(request, "read"):
        raise workflow.NotPermitted
    language = picker.language_of(request.POST)
    content = request.POST.get("content", "").replace("\r\n", "\n")
    if len(content) > rendering.MAX_CHARACTERS:
        return picker.sentence(too_long())
    content, rest = content[:SHOWN_CHARACTERS], content[SHOWN_CHARACTERS:]
    shown = workflow.Shown(workflow.named_in(content, language))
    try:
        with translation.override(language):
            rendered = rendering.render(content, language=language, image=shown)
            page = _page(request, rendered, language)
    except rendering.TooLong:
        return picker.sentence(too_long())
    told = {
        "missing": workflow.without_alternative(shown.settled()),
        "unknown": shown.unknown,
        "is_cut": bool(rest),
        "limit": SHOWN_CHARACTERS,
    }
    counted = {"rendering": rendered, "language": language}
    return JsonResponse(
        {
            "page": page,
            "care": render_to_string("publications/desk/preview.html", told),
            # Of a part alone a number would mislead.
            "counted": ""
            if rest
            else render_to_string("publications/desk/counted.html", counted),
        }
    )


def too_long() -> str:
    return _("This text is too long for one page (limit: %(limit)d characters).") % {
        "limit": rendering.MAX_CHARACTERS
    }


def _page(request: HttpRequest, rendered: rendering.Rendered, language: str) -> str:
    typed = request.POST
    kind = typed.get("kind", "")
    kind = kind if kind in Kind else ""
    revision = _revision(typed, language)
    told = {
        "edition": SimpleNamespace(
            kind=kind,
            language=language,
            revision=revision,
            number=0,
            text=SimpleNamespace(relation=Relation.ORIGINAL),
        ),
        "revision": revision,
        "kind": Kind(kind).label if kind else "",
        "wording": {"html": rendered.html, "lead": _lead(typed, language)},
        "minutes": reading_minutes(rendered.words, language) if kind else 0,
    }
    return render_to_string("publications/desk/live_preview_page.html", told, request)


def _lead(typed: QueryDict, language: str) -> dict[str, str | int]:
    uuid = typed.get("lead", "")
    use = pictures.lead(uuid, language) if is_uuid(uuid) else []
    return figures.lead_of(use[0]) if use else {}


def _revision(typed: QueryDict, language: str) -> SimpleNamespace:
    """What templates ask of a revision, of what stands in the form."""
    signatures = _signatures(typed)
    names = ("title", "subtitle", "summary", "byline", "place", "event", "issuer")
    words = {name: " ".join(typed.get(name, "").split()) for name in names}
    # A line that was made from the signatories follows them, as it does when saved.
    made = printed_line(_signatures(typed, "initial-"), language)
    if words["byline"] in ("", made) and typed.get("initial-byline", made) == made:
        words["byline"] = printed_line(signatures, language)
    fidelity = typed.get("fidelity", "")
    fidelity = fidelity if fidelity in Fidelity else ""
    return SimpleNamespace(
        **words,
        written_on=parse_date(typed.get("written_on", "")) if _is_day(typed) else None,
        fidelity=fidelity,
        get_fidelity_display=Fidelity(fidelity).label if fidelity else "",
        bylines=SimpleNamespace(all=lambda: signatures),
        rendering=None,  # templates ask before they take the wording that is given
    )


def _is_day(typed: QueryDict) -> bool:
    try:
        return parse_date(typed.get("written_on", "")) is not None
    except ValueError:  # the 31st of February
        return False


def _signatures(typed: QueryDict, state: str = "") -> list[Byline]:
    """Who signs by the rows of the form, now or (`initial-`) when it was opened."""

    def of(row: int, word: str) -> str:
        return typed.get(f"{state}signatory-{row}-{word}", "").strip()

    rows = sorted(range(MAX_SIGNATORIES), key=lambda row: of(row, "ORDER").zfill(9))
    return [
        Byline(
            position=row,
            name=of(row, "name"),
            honorific=of(row, "honorific"),
            post=of(row, "post"),
            role=_chosen(SignatoryRole, of(row, "role"), SignatoryRole.AUTHOR),
            capacity=_chosen(
                SigningCapacity, of(row, "capacity"), SigningCapacity.OFFICIAL
            ),
        )
        for row in rows
        if of(row, "name")
    ]


def _chosen(choices: type[TextChoices], value: str, usual: str) -> str:
    return value if value in choices else usual
