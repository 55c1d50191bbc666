"""Attachments at the desk: documents and recordings, with title and transcript."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.forms import Media
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import attachments as files
from publications import characters, workflow
from publications.admin import finding, picker, taking_in
from publications.admin.media_fields import DOCUMENTS
from publications.models import Attachment
from publications.rendering import MAX_CHARACTERS
from publications.rendering.language_names import language_name

from . import asking, care, uses
from .adding_pages import LibraryAdmin
from .wording import write_in

PER_PAGE = 50
# WCAG 1.2.1, level A.
NEEDS_TRANSCRIPT = gettext_lazy(
    "A recording needs a transcript (WCAG 1.2.1): without one, whoever can't hear it "
    "learns nothing of it."
)


class AttachmentForm(characters.ModelForm):
    holds = {"transcript": MAX_CHARACTERS}

    class Meta:
        model = Attachment
        fields = ["title", "language", "transcript"]
        help_texts = {
            "title": gettext_lazy("As readers find it beside the text."),
            "language": gettext_lazy(
                "What it is written or spoken in; readers are told."
            ),
            "transcript": gettext_lazy(
                "In words what is heard, and what is to be known of how it sounds."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for name in {"title", "transcript"} & set(self.fields):
            write_in(self.fields[name], self["language"].value() or "")


@admin.register(Attachment)
class AttachmentAdmin(LibraryAdmin):
    form = AttachmentForm
    upload_name = "attachment_upload"
    add_template = "publications/desk/library/add_attachments.html"
    change_form_template = "admin/publications/attachment/change_form.html"
    largest = files.MAX_DOCUMENT

    @property
    def media(self):
        css = {"all": ["publications/desk/library.css"]}
        return super().media + Media(css=css)

    def get_queryset(self, request):
        return finding.attachments(request)

    # --- The list -------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        seen = self.get_queryset(request)
        form = asking.AskedOfAttachments(request.GET, seen)
        found = form.found(seen, request.user) if form.is_valid() else seen.none()
        in_texts = Count("uses__revision__edition__text", distinct=True)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = page.object_list.annotate(in_texts=in_texts)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Attachments"),
            "opts": self.opts,
            "form": form,
            "page": page,
            "told": [(file, list(care.of_attachment(file))) for file in page],
            "asked": asking.carried(request),
            "has_add_permission": self.has_add_permission(request),
            "preserved_filters": self.get_preserved_filters(request),
        }
        return TemplateResponse(
            request,
            "publications/desk/library/attachments.html",
            context,
            status=200 if form.is_valid() else 400,
        )

    # --- Adding ---------------------------------------------------------------------

    def take(self, request):
        language = picker.language_of(request.POST)
        return lambda file: taking_in.attachment(file, language, by=request.user)

    def taken(self, request):
        results = super().taken(request)
        for result in results:
            file = result.media
            if file and file.is_recording and not file.transcript:
                needed = _("It needs a transcript (WCAG 1.2.1): please open it.")
                result.sentence = f"{result.sentence} {needed}"
        return results

    def add_title(self):
        return _("Add attachments")

    def told_when_adding(self, request, added):
        return {
            "accept": DOCUMENTS,
            "largest_audio": files.MAX_AUDIO,
            "languages": asking.languages(),
            "language": picker.language_of(request.POST),
        }

    # --- The page of one --------------------------------------------------------------

    def get_fields(self, request, obj=None):
        is_heard = obj is not None and obj.is_recording
        return ["title", "language", *(["transcript"] if is_heard else [])]

    def render_change_form(self, request, context, *args, **kwargs):
        file = kwargs["obj"]
        context.update(
            title=_("Attachment"),
            where=uses.of_attachment(request, file),
            language=language_name(file.language),
            needs_transcript=NEEDS_TRANSCRIPT,
            **self.told_on_page(file),
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.is_recording and not obj.transcript:
            messages.warning(request, NEEDS_TRANSCRIPT)

    # --- Removing -------------------------------------------------------------------

    def why_stays(self, stored):
        return _("A text uses it, or did: it stays.") if stored.uses.exists() else ""

    def delete_model(self, request, obj):
        workflow.remove_attachment(obj, by=request.user)
