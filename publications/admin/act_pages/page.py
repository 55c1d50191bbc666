"""The page of an act: what it does, what it asks, and what became of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from publications import clock, workflow
from publications.models import Edition

from .base import ActForm
from .classifying import Classify
from .clearing import CatchUp, Discard, Plan, SendForApproval, Translate, Void
from .relating import Relate
from .releasing import AwaitPlacement, LiftEmbargo, ReleaseEmergency, SetEmbargo
from .sharing import RevokeLink, Share
from .taking_down import Limit, Withdraw

PAGES: dict[str, type[ActForm]] = {
    form.act: form
    for form in (
        Plan,
        SendForApproval,
        Share,
        RevokeLink,
        AwaitPlacement,
        SetEmbargo,
        LiftEmbargo,
        CatchUp,
        Translate,
        Classify,
        Relate,
        Limit,
        Void,
        ReleaseEmergency,
        Discard,
        Withdraw,
    )
}


def act_page(model_admin, request: HttpRequest, edition: Edition, act: str):
    """Show an act's form, or do the act; a refusal comes back with all that was typed.

    Raises Http404 for an act that has no page.
    """
    if act not in PAGES:
        raise Http404
    sent = request.method == "POST"
    form = PAGES[act](edition, request.user, request.POST if sent else None)
    status = 200
    if sent and form.is_valid():
        try:
            reached = form.perform()
        except workflow.Refused as refusal:
            workflow.enter_refusal(refusal, by=request.user)
            form.refuse(refusal)
            status = 403 if isinstance(refusal, workflow.NotPermitted) else 409
            if isinstance(refusal, workflow.Stale):
                _look_again(form)
        else:
            messages.success(request, form.done)
            if not form.shown_once:
                return _to(reached)
            template = f"publications/desk/{act}_done.html"
            return _shown(model_admin, request, edition, form, template=template)
    return _shown(model_admin, request, edition, form, status)


def _look_again(form: ActForm) -> None:
    """What the person sees now is the text as it stands: the next press counts."""
    form.edition.text.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = form.edition.text.version


def _shown(
    model_admin,
    request: HttpRequest,
    edition: Edition,
    form: ActForm,
    status: int = 200,
    template: str = "publications/desk/act_page.html",
) -> HttpResponse:
    at = clock.moment()
    code, word = edition.state(at)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": form.title,
        "form": form,
        "edition": edition,
        "open_remarks": _open_remarks(edition) if form.goes_on else 0,
        "state_code": code,
        "state_word": word,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, template, context, status=status)


def _open_remarks(edition: Edition) -> int:
    return edition.remarks.filter(answers=None, resolved_at=None).count()


def _to(edition: Edition) -> HttpResponse:
    address = reverse("admin:publications_edition_change", args=[edition.pk])
    return HttpResponseRedirect(address)
