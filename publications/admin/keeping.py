"""Nothing typed is lost: what a writing page keeps while somebody types, how it comes
back, and who else has the text open. Tests: test_keeping.py, test_presence.py."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from publications import clock, typed, workflow
from publications.identity.sealing import device_keys
from publications.models import Autosave, Edition, Presence
from publications.rendering.changes import changes
from publications.typed import Page

from .words import in_words, time_of_day

# What a notice compares; whatever else was typed comes back as well.
COMPARED = {
    "title": gettext_lazy("Title"),
    "subtitle": gettext_lazy("Subtitle"),
    "summary": gettext_lazy("Summary"),
    "body": gettext_lazy("Body"),
    "byline": gettext_lazy("Byline as printed"),
}
# A device keeps nothing as long as that (device_copy.js); its clock may be wrong.
YEAR = timedelta(days=365)


def urls(model_admin) -> list:
    """Where a page sends what is typed, and says that it is open."""

    def door(view):
        return model_admin.admin_site.admin_view(require_POST(view))

    return [
        path("keep/", door(keep), name="edition_keep_new"),
        path("<int:pk>/keep/", door(keep), name="edition_keep"),
    ]


# --- What the script of a page sends --------------------------------------------------


def keep(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Keep what is typed, if anything is sent, and answer who else is here. Without
    it, four queries and no lock: a page asks every twenty seconds."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > workflow.MAX_BYTES:
        return _answer(workflow.too_much(), 413)
    at = clock.ticking()
    seen = Edition.objects.visible_to(request.user, clock.moment())
    related = ("text__publication", "revision__saved_by")
    edition = seen.select_related(*related).filter(pk=pk).first()
    if pk and edition is None:
        raise Http404
    sent = read(request.body)
    page = typed.page_of(sent.get("page"))
    if page is None or page[:2] != (request.user.pk, pk):
        return _answer(_("This page is of another sign-in: please load it again."), 400)
    told = _device_copy_of(sent.get("when"))
    if edition:
        unsaved = bool(sent.get("unsaved"))
        workflow.note_presence(edition, by=request.user, at=at, has_unsaved=unsaved)
        told |= _beside(request, edition, sent.get("seen"))
    if "typed" not in sent:
        return JsonResponse(told)
    return _keep(request, edition, page, sent, told)


def _keep(request, edition, page: Page, sent: dict, told: dict) -> HttpResponse:
    seen = sent.get("seen")
    if sent["typed"] is None:  # what is saved stands there again
        workflow.forget_autosave(edition, by=request.user, page=page.key)
        return _answer("", 200, **told)
    try:
        kept = workflow.autosave(
            edition,
            sent["typed"],
            by=request.user,
            page=page.key,
            based_on=seen if isinstance(seen, int) else None,
        )
    except workflow.NotPermitted as refusal:
        return _answer(str(refusal), 403, **told)
    except workflow.NotPossible as refusal:
        return _answer(str(refusal), 409, **told)
    sentence = _("Saved on the server %(time)s · not yet in the history")
    return _answer(sentence % {"time": time_of_day(kept.saved_at)}, 200, **told)


def _answer(sentence: str, status: int, **told) -> JsonResponse:
    return JsonResponse({"told": sentence, **told}, status=status)


def read(body: bytes) -> dict[str, Any]:
    """What was sent, if it is of the shape that the script sends; `typed` is None where
    all that stands on the page is saved."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):  # no JSON, or no UTF-8; or nested for ever
        return {}
    if not isinstance(sent, dict):
        return {}
    fields = sent.get("typed")
    is_typed = (
        fields is None
        or isinstance(fields, dict)
        and all(
            isinstance(values, list) and all(isinstance(value, str) for value in values)
            for values in fields.values()
        )
    )
    return sent if is_typed else {}


def _device_copy_of(when: object) -> dict[str, str]:
    """Say this moment, in milliseconds, as the page says all of them."""
    if not isinstance(when, int):
        return {}
    now = clock.ticking()
    if abs(when / 1000 - now.timestamp()) > YEAR.total_seconds():
        return {}
    return {"when": in_words(datetime.fromtimestamp(when / 1000, UTC))}


def _beside(request: HttpRequest, edition: Edition, seen: object) -> dict[str, Any]:
    others = workflow.others_here(edition, by=request.user, at=clock.ticking())
    told: dict[str, Any] = {"here": [str(_named(other)) for other in others]}
    if seen != edition.revision_id:
        said = _(
            "%(name)s saved at %(time)s. Go on: when you save, you choose between the "
            "two, paragraph by paragraph."
        )
        if edition.revision.saved_by_id == request.user.pk:
            said = _(
                "You saved at %(time)s in another tab or on another device. Go on: "
                "when you save here, you choose between the two, paragraph by "
                "paragraph."
            )
        told["newer"] = said % {
            "name": edition.revision.saved_by,
            "time": time_of_day(edition.revision.saved_at),
        }
    return told


def _named(other: Presence) -> str:
    if other.has_unsaved:
        return _("%(name)s, with unsaved changes") % {"name": other.user}
    return str(other.user)


# --- What a page shows ----------------------------------------------------------------


def told(request: HttpRequest, form, edition: Edition | None) -> dict[str, Any]:
    """What the writing page says of unsaved text and of others, and its own word."""
    pk = edition.pk if edition else 0
    sent = typed.page_of(request.POST.get("page"))
    is_same = sent is not None and sent[:2] == (request.user.pk, pk)
    page = sent if is_same else typed.new_page(request.user.pk, pk)
    is_unsaved = form.holds_unsaved()
    kept = workflow.autosaved(edition, by=request.user)
    if kept and kept.page == page.key and is_unsaved:
        kept = None  # it stands in the form already
    elif kept and _is_saved(kept, form, edition, page):
        workflow.forget_autosave(edition, by=request.user, page=kept.page)
        kept = None
    context: dict[str, Any] = {
        "page": page,
        "device_keys": device_keys(request.user.pk),
        "put_back": getattr(request, "put_back", ""),
        "is_unsaved": is_unsaved,
        "kept": kept,
        "kept_at": in_words(kept.saved_at) if kept else "",
        "kept_changes": compared_with_saved(kept, edition) if kept else [],
        "saved_page": request.session.pop(SAVED, "") if request.method == "GET" else "",
    }
    if edition:
        if not form.writable:  # the text takes no words any more
            context["words"] = _words_left(request, edition)
            context["is_unsaved"] |= bool(context["words"])
        at = clock.ticking()
        if request.method == "GET":
            workflow.note_presence(edition, by=request.user, at=at, opened=True)
        others = workflow.others_here(edition, by=request.user, at=at)
        context["here"] = [_named(other) for other in others]
    return context


def _is_saved(kept: Autosave, form, edition: Edition | None, page: Page) -> bool:
    """Whether the text has all of this; of this page's own, whatever was sent last."""
    if kept.page == page.key:
        return True
    of_kept = type(form)(typed.as_posted(kept.shown, page), instance=edition)
    return not of_kept.holds_unsaved()


def _words_left(
    request: HttpRequest, edition: Edition
) -> list[tuple[str | Promise, str]]:
    """What was typed for a text and differs from it."""
    return [
        (label, text)
        for name, label, text in words_of(typed.fields_of(request.POST))
        if workflow.tidied_words(text) != getattr(edition.revision, name)
    ]


def compared_with_saved(
    kept: Autosave, edition: Edition | None
) -> list[tuple[str | Promise, SafeString]]:
    """Each field in which unsaved text differs from what is saved."""
    fields, found = kept.shown, []
    for name, label in COMPARED.items():
        new = workflow.tidied_words((fields.get(name) or [""])[0])
        old = getattr(edition.revision, name) if edition else ""
        if name in fields and new != old:
            found.append((label, changes(old, new)))
    return found


def words_of(fields: dict[str, list[str]]) -> list[tuple[str, str | Promise, str]]:
    """The name, label and words of each field that holds some."""
    return [
        (name, label, fields[name][0])
        for name, label in COMPARED.items()
        if any(fields.get(name, ()))
    ]


# --- How it comes back ----------------------------------------------------------------

SAVED = "page-saved"
BUTTONS = {"_restore", "_throw_away", "_go_on", "_take"}


def is_asked_for(request: HttpRequest) -> bool:
    return not BUTTONS.isdisjoint(request.POST)


def put_back(request: HttpRequest, edition: Edition | None) -> None:
    """Where that was pressed, have the form show unsaved text as if it had just been
    typed; nothing of it is saved by this."""
    if "_restore" in request.POST:
        sentence = _("There is no unsaved text here any more.")
        if kept := workflow.autosaved(edition, by=request.user):
            page = Page(request.user.pk, edition.pk if edition else 0, kept.page)
            request.POST = typed.as_posted(kept.shown, page)
            sentence = _("This is your unsaved text from %(time)s.") % {
                "time": in_words(kept.saved_at)
            }
    elif "_throw_away" in request.POST:
        page_key = request.POST["_throw_away"]
        workflow.forget_autosave(edition, by=request.user, page=page_key)
        sentence = _("The unsaved text is thrown away.")
    elif "_go_on" in request.POST:
        sentence = _("This is what you typed before you signed in again.")
    else:
        sentence = _("This is the text of this device.")
    show_as_typed(request, sentence)


def show_as_typed(request: HttpRequest, sentence: str) -> None:
    """The form comes back with what stands in the request, and says this above."""
    request.put_back = sentence
    request.refusal = ValidationError(sentence)


def note_saved(request: HttpRequest, edition: Edition | None) -> None:
    """A save or an act went well: what its page kept, here and on the person's own
    device, is there no longer."""
    page = typed.page_of(request.POST.get("page"))
    if page and page.user == request.user.pk:
        workflow.forget_autosave(edition, by=request.user, page=page.key)
        request.session[SAVED] = page.key
