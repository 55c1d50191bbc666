"""Archives at the desk: batches of texts of a former site, cleared as a whole."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publications import clock, workflow
from publications.models import ArchiveBatch, ArchivedText, Edition, Stage

from .permissions import ByRole
from .words import in_words

PER_PAGE = 100
# Each act on a batch: what does it, and its button.
ACTS = {
    "submit_batch": (workflow.submit_batch, gettext_lazy("Submit all for review")),
    "approve_batch": (workflow.approve_batch, gettext_lazy("Approve all")),
    "release_batch": (workflow.release_batch, gettext_lazy("Release all")),
}


@admin.register(ArchiveBatch)
class ArchiveBatchAdmin(ByRole, admin.ModelAdmin):
    """Batches come in by `manage.py import_archive`; here they are acted on."""

    list_display = ["name", "taken_in_by", "when"]
    list_select_related = ["taken_in_by"]
    search_fields = ["name"]
    actions = None
    show_full_result_count = False
    view_on_site = False

    @admin.display(description=gettext_lazy("taken in"), ordering="taken_in_at")
    def when(self, batch):
        return in_words(batch.taken_in_at)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = object_id if object_id.isdecimal() and len(object_id) < 19 else 0
        batch = get_object_or_404(ArchiveBatch, pk=pk)
        refusal = None
        if request.method == "POST":
            try:
                self._act(request, batch)
            except workflow.Refused as error:
                workflow.enter_refusal(error, by=request.user)
                refusal = error
            else:
                return _to(batch)
        return self._page(request, batch, refusal)

    @staticmethod
    def _act(request: HttpRequest, batch: ArchiveBatch) -> None:
        do, _button = ACTS.get(request.POST.get("_act", ""), (None, ""))
        if do is None:
            raise workflow.NotPossible(_("There is no such act."))
        texts = do(batch, by=request.user)
        done = ngettext("Done, with %(n)d text.", "Done, with %(n)d texts.", texts)
        messages.success(request, done % {"n": texts})

    def _page(self, request, batch, refusal) -> HttpResponse:
        at = clock.moment()
        possible = workflow.possible_on(batch, by=request.user, at=at)
        entries = _seen(batch, request, at)
        page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": batch.name,
            "opts": self.opts,
            "batch": batch,
            "taken_in": in_words(batch.taken_in_at),
            "refusal": refusal,
            "missing": _missing(batch, request, at),
            "buttons": [(name, ACTS[name][1]) for name in possible],
            "page": page,
            "rows": _rows(page.object_list, request, at),
        }
        status = 200
        if refusal:
            status = 403 if isinstance(refusal, workflow.NotPermitted) else 409
        template = "publications/desk/archive.html"
        return TemplateResponse(request, template, context, status=status)

    def history_view(self, request, object_id, extra_context=None):
        """A batch's acts stand on the record of its texts."""
        return HttpResponseRedirect(
            reverse("admin:publications_archivebatch_change", args=[object_id])
        )


def _seen(batch: ArchiveBatch, request: HttpRequest, at) -> QuerySet[ArchivedText]:
    """Those of its texts that the person may see."""
    visible = Edition.objects.visible_to(request.user, at)
    visible = visible.filter(text=OuterRef("text"))
    return (
        batch.entries.filter(Exists(visible))
        .select_related("text")
        .prefetch_related("text__former_addresses")
    )


def _missing(batch: ArchiveBatch, request: HttpRequest, at) -> list[str]:
    """What the first text that is still in review lacks, a sentence each."""
    seen = Edition.objects.visible_to(request.user, at)
    in_review = seen.filter(text__archived__batch=batch, stage=Stage.IN_REVIEW)
    first = in_review.select_related("text__publication", "revision").first()
    return workflow.missing(first, at) if first else []


def _rows(entries, request: HttpRequest, at) -> list[dict]:
    """Each with its latest edition that the person may see."""
    editions = (
        Edition.objects.visible_to(request.user, at)
        .filter(text__in=[entry.text_id for entry in entries])
        .select_related("text", "revision")
        .prefetch_related("withdrawals")
        .defer("revision__body")
        .order_by("pk")
    )
    latest = {edition.text_id: edition for edition in editions}
    return [
        {
            "entry": entry,
            "edition": latest[entry.text_id],
            "state": latest[entry.text_id].state(at),
            "addresses": [a.path for a in entry.text.former_addresses.all()],
        }
        for entry in entries
    ]


def _to(batch: ArchiveBatch) -> HttpResponse:
    address = reverse("admin:publications_archivebatch_change", args=[batch.pk])
    return HttpResponseRedirect(address)
