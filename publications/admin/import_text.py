"""Import a text: paste or upload it, correct what was recognised, then save."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publications import characters
from publications.importing import intake
from publications.importing.decoding import Unreadable
from publications.models import Edition, Person

from .kept import known_to


class ImportForm(characters.Form):
    says_so_itself = ("pasted",)  # with the line, and what to do
    holds = {"pasted": intake.MAX_BYTES}

    pasted = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
        help_text=_("Paste the whole text as it was sent or printed."),
    )
    file = forms.FileField(
        label=_("or file"),
        required=False,
        help_text=_(
            "A Word document (.docx) or a web page (.html) up to 30 MB; plain text or "
            "Markdown up to 2 MB."
        ),
    )
    markdown = forms.BooleanField(
        label=_("It is Markdown"),
        required=False,
        help_text=_(
            "Otherwise every character of a plain text appears exactly as written."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        upload, pasted = cleaned.get("file"), cleaned.get("pasted", "")
        if not upload and not pasted.strip():
            raise forms.ValidationError(_("Paste a text or choose a file."))
        if upload and pasted.strip():
            raise forms.ValidationError(_("Either paste a text or choose a file."))
        self.found = self._recognised(upload, pasted)
        if self.found is None:
            return cleaned
        held = intake.holder(self.found)
        if held and not self.visible.filter(pk=held.pk).exists():
            raise forms.ValidationError(
                _("This text has been imported before, for a limited circle.")
            )
        if held:
            raise forms.ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("This text has been imported before:"),
                    reverse("admin:publications_edition_change", args=[held.pk]),
                    held.title,
                )
            )
        return cleaned

    def _recognised(self, upload, pasted: str) -> intake.Found | None:
        """What was recognised; or nothing, and beside the field why."""
        name = upload.name if upload else ""
        markdown = self.cleaned_data.get("markdown") or intake.is_markdown(name)
        try:
            if upload:
                data = upload.read(intake.MAX_FILE + 1)
                return intake.recognise_file(data, name=name, markdown=markdown)
            return intake.recognise_bytes(pasted.encode(), markdown=markdown)
        except Unreadable as error:
            self.add_error("file" if upload else "pasted", str(error))
            return None


def import_text(model_admin, request: HttpRequest) -> HttpResponse:
    """Show the form; once it is readable, the page for adding with all that was found.

    No text is saved here: the person corrects what was recognised and presses Save.
    Pictures of a document are in the library from here on, as those sent while writing.
    """
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    sent = request.method == "POST"
    form = ImportForm(
        request.POST if sent else None, request.FILES if sent else None, label_suffix=""
    )
    form.visible = model_admin.get_queryset(request)
    if sent and form.is_valid():
        found = intake.with_pictures(form.found, by=request.user)
        return _adding_page(model_admin, request, found)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Import a text"),
        "form": form,
        "opts": Edition._meta,
    }
    return TemplateResponse(request, "publications/desk/import_text.html", context)


def _adding_page(
    model_admin, request: HttpRequest, found: intake.Found
) -> HttpResponse:
    request.method = "GET"  # the page for adding, opened with these values
    request.GET = request.GET.copy()
    request.recognised = found
    return model_admin.add_view(
        request,
        form_url=model_admin.reverse_add(),
        extra_context={
            "recognised": found.told(known_to(request, Person.objects.all()))
        },
    )
