"""The pages beside a text's own: acts, history, comparison, preview, remarks."""

from contextlib import suppress
from tempfile import TemporaryFile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publications import clock, workflow
from publications.models import AuditEntry, Edition, Remark
from publications.workflow import export

from .act_pages import act_page
from .comparing import compared
from .permissions import may
from .side_by_side import side_by_side

LOOK = ("GET", "HEAD")


def urls(model_admin) -> list:
    """Addresses below a text's own, each behind the desk's door."""

    def door(view, *methods):
        @require_http_methods(methods)
        def entered(request, pk, **more):
            return view(model_admin, request, _seen(model_admin, request, pk), **more)

        return model_admin.admin_site.admin_view(entered)

    return [
        path(
            "<int:pk>/act/<slug:act>/",
            door(act_page, *LOOK, "POST"),
            name="edition_act",
        ),
        path("<int:pk>/compare/", door(compare, *LOOK), name="edition_compare"),
        path("<int:pk>/preview/", door(preview, *LOOK), name="edition_preview"),
        path(
            "<int:pk>/side-by-side/",
            door(side_by_side, *LOOK, "POST"),
            name="edition_side_by_side",
        ),
        path("<int:pk>/export/", door(export_record, "POST"), name="edition_export"),
        path("<int:pk>/remarks/", door(remark, "POST"), name="edition_remark"),
        path(
            "<int:pk>/remarks/<int:remark_pk>/resolve/",
            door(resolve, "POST"),
            name="edition_resolve_remark",
        ),
    ]


def _seen(model_admin, request: HttpRequest, pk: int | str) -> Edition:
    """The edition, if this person may see it; otherwise there is none."""
    if not str(pk).isdecimal():
        raise Http404
    edition = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not model_admin.has_view_permission(request, edition):
        raise PermissionDenied
    return edition


def history(model_admin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Everything done to this edition, from the record."""
    edition = _seen(model_admin, request, object_id)
    return _shown(
        model_admin,
        request,
        "history",
        edition,
        title=_("History"),
        may_export=may(request, "read_record"),
        entries=AuditEntry.objects.filter(edition=edition.uuid),
        revisions=edition.revisions.select_related("saved_by").order_by("-number"),
    )


def compare(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """Any two wordings of the same text, of those that this person may see."""
    told = compared(model_admin.get_queryset(request), request.GET, edition)
    return _shown(model_admin, request, "compare", edition, title=_("Compare"), **told)


def preview(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """The text as readers will see it, in its language and direction, with its embargo;
    each opening is recorded. The line above it stays in the desk's."""
    workflow.note_preview(edition, by=request.user)
    at = clock.moment()
    embargo = edition.text.publication.embargo_until
    told = {
        "edition": edition,
        "state_word": edition.state(at)[1],
        "embargo": embargo if embargo and embargo > at else None,
    }
    line = render_to_string("publications/desk/preview_line.html", told, request)
    response = _shown(
        model_admin,
        request,
        "preview_page",
        edition,
        revision=edition.revision,
        preview_line=line,
        preview_word=_("Preview"),
    )
    with translation.override(edition.text.language):
        response.headers["Content-Language"] = translation.get_language()
        return response.render()


def export_record(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """All of the publication as a bundle that can be checked elsewhere. Written whole
    to a temporary file first: the record is held for the time of writing."""
    publication = edition.text.publication
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        export.bundle(publication, by=request.user, out=file)
    except workflow.NotPermitted as refusal:
        file.close()
        refusal.act, refusal.edition = "export", edition
        workflow.enter_refusal(refusal, by=request.user)
        raise
    file.seek(0)
    name = f"record-{publication.uuid}.zip"
    return FileResponse(file, as_attachment=True, filename=name)


def remark(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """Add a remark; a refused one comes back with all that was typed."""
    answers = request.POST.get("answers", "")
    thread = edition.remarks.filter(pk=answers if answers.isdecimal() else 0).first()
    try:
        workflow.remark(
            edition,
            request.POST.get("body", ""),
            by=request.user,
            quotation=request.POST.get("quotation", ""),
            answers=thread,
        )
    except workflow.Refused as refusal:
        workflow.enter_refusal(refusal, by=request.user)
        return _shown(
            model_admin,
            request,
            "remark",
            edition,
            status=403 if isinstance(refusal, workflow.NotPermitted) else 409,
            title=_("Remark"),
            refusal=refusal,
            typed=request.POST,
        )
    said = _("Your answer was added.") if thread else _("Your remark was added.")
    messages.success(request, said)
    return _back(edition)


def resolve(
    model_admin, request: HttpRequest, edition: Edition, remark_pk: int
) -> HttpResponse:
    """Mark a thread as settled."""
    thread = get_object_or_404(Remark, pk=remark_pk, edition=edition)
    # Somebody may have settled it meanwhile: the page shows that.
    with suppress(workflow.NotPossible):
        workflow.resolve_remark(thread, by=request.user)
        messages.success(request, _("The remark is settled."))
    return _back(edition)


def _back(edition: Edition) -> HttpResponse:
    address = reverse("admin:publications_edition_change", args=[edition.pk])
    return HttpResponseRedirect(f"{address}#remarks")


def _shown(
    model_admin, request, name: str, edition: Edition, status: int = 200, **told
) -> TemplateResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "edition": edition,
        "opts": model_admin.opts,
        **told,
    }
    template = f"publications/desk/{name}.html"
    return TemplateResponse(request, template, context, status=status)
