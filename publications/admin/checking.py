"""What should be looked at again, on the writing page: told of the text as it stands
there, asked about before an act that goes on. Tests: test_checking.py."""

import hashlib
import json
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publications import clock, typed, workflow
from publications.models import OPEN_STAGES, Edition, Person, PersonName
from publications.rendering.checking import Finding, Written, links_in
from publications.syndication import links

from . import keeping, picker
from .kept import known_to
from .media_fields import is_uuid
from .permissions import may

# Acts of the page by which a text goes on; approving is a look of its own.
ASKS = frozenset({"submit", "schedule", "release"})
# Of people, whose names a text is compared with.
NAMES = 2_000
TICK = "_looked"


def urls(model_admin) -> list:
    def door(view):
        return model_admin.admin_site.admin_view(require_POST(view))

    return [
        path("checks/", door(checks), name="edition_checks_new"),
        path("<int:pk>/checks/", door(checks), name="edition_checks"),
        path("links/", door(ask_links), name="edition_links"),
    ]


class Looked(NamedTuple):
    """What was found, and the words by which a tick is for that and nothing more."""

    found: list[Finding]

    @property
    def tick(self) -> str:
        return ".".join(_word_of(each) for each in self.found)

    def is_covered_by(self, tick: str) -> bool:
        """Whether a tick was for all of this; what was mended since needs none."""
        return {_word_of(each) for each in self.found} <= set(tick.split("."))


def _word_of(each: Finding) -> str:
    told = json.dumps((each.code, each.field, each.words))
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def looked_over(
    request: HttpRequest, edition: Edition | None, posted: QueryDict | None
) -> Looked:
    """`posted`: what stands in the page's fields; None: what is saved."""
    if posted is not None:
        text = _typed(posted, edition)
    else:
        content = workflow.content_of(edition.revision)
        text = workflow.written(content, edition.text.language)
    known = known_to(request, Person.objects.all())
    names = PersonName.objects.filter(person__in=known, language=text.language)
    found = workflow.look_over(
        text,
        at=clock.moment(),
        by=request.user,
        names=names.values_list("display", flat=True)[:NAMES],
        edition=edition,
    )
    return Looked(found)


def _typed(posted: QueryDict, edition: Edition | None) -> Written:
    words = ("title", "subtitle", "summary", "body")
    names = [name for name in posted if name.startswith("signatory-")]
    signed = any(posted[n].strip() for n in names if n.endswith("-name"))
    lead = posted.get("lead", "")
    return Written(
        language=edition.text.language if edition else picker.language_of(posted),
        **{name: workflow.tidied_words(posted.get(name, "")) for name in words},
        is_signed=signed or bool(posted.get("byline", "").strip()),
        is_dated=bool(posted.get("written_on")),
        lead=lead if is_uuid(lead) else "",
        lead_alternative=posted.get("lead_alt", "").strip(),
    )


# --- On the page ----------------------------------------------------------------------


def told(
    request: HttpRequest, form, edition: Edition | None, possible: tuple[str, ...]
) -> dict[str, Any]:
    """What the writing page shows beside a text that isn't public yet; a new one is
    looked at once something is typed."""
    is_to_come = edition is None or _is_to_come(edition)
    posted = _of(request, form)
    if not is_to_come or (edition is None and posted is None):
        return {"is_checked": is_to_come}
    return {
        "is_checked": True,
        "looked": looked_over(request, edition, posted),
        # Where the text can't be changed, nothing leads to its fields.
        "is_only_told": not form.writable,
        "is_not_asked": not (form.writable or ASKS & set(possible)),
        "is_tick_asked": getattr(getattr(request, "refusal", None), "code", "") == TICK,
    }


def _is_to_come(edition: Edition) -> bool:
    is_scheduled = edition.live_from and edition.live_from > clock.moment()
    return edition.stage in OPEN_STAGES or bool(is_scheduled)


def _of(request: HttpRequest, form) -> QueryDict | None:
    return request.POST if form.is_bound and form.writable else None


def ask(request: HttpRequest, form, edition: Edition, act: str) -> None:
    """Raise ValidationError for an act that goes on, unless the person has said that
    they looked at all that is to be looked at."""
    state = edition.state(clock.moment())[0]
    if act not in ASKS or state not in workflow.TRANSITIONS[act].sources:
        return
    if not may(request, act):
        return
    looked = looked_over(request, edition, _of(request, form))
    if not looked.is_covered_by(request.POST.get(TICK, "")):
        raise ValidationError(
            _(
                "Nothing is done yet: please look at what is listed beside the text, "
                "say there that you have, and press again."
            ),
            code=TICK,
        )


# --- While somebody types -------------------------------------------------------------


def checks(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Answer with the list for what stands in the fields; nothing is stored."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > workflow.MAX_BYTES:
        return picker.sentence(workflow.too_much(), 413)
    edition = _seen(request, pk) if pk else None
    fields = keeping.read(request.body).get("typed") or {}
    posted = typed.as_posted(fields, typed.new_page(request.user.pk, pk))
    looked = looked_over(request, edition, posted)
    return render(request, "publications/desk/checks_list.html", {"looked": looked})


def _seen(request: HttpRequest, pk: int) -> Edition:
    seen = Edition.objects.visible_to(request.user, clock.moment())
    related = seen.select_related("text__publication", "revision")
    if (edition := related.filter(pk=pk).first()) is None:
        raise Http404
    return edition


# --- Whether links answer -------------------------------------------------------------


def ask_links(request: HttpRequest) -> HttpResponse:
    """Ask the addresses of the body, because somebody wants to know; on a page of its
    own, so that what is typed stays where it is."""
    pk = request.GET.get("edition", "")
    edition = _seen(request, int(pk)) if pk.isdecimal() and len(pk) < 19 else None
    stands = edition.revision.body if edition else ""
    body = request.POST.get("body", stands)[: workflow.MAX_BYTES]
    addresses = list(dict.fromkeys(link.address for link in links_in(body)))
    answers = links.ask_all(addresses)
    if edition:
        workflow.note_answers(
            edition.text,
            silent=[a.address for a in answers if a.was_asked and not a.answers],
            answered=[a.address for a in answers if a.answers],
            at=clock.moment(),
        )
    context = {
        **admin.site.each_context(request),
        "title": _("Whether the links answer"),
        "answers": answers,
        "is_remembered": edition is not None,
        "most": links.MOST,
    }
    return render(request, "publications/desk/links.html", context)
