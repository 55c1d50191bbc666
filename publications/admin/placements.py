"""Where a text appeared: reached from the text's page, mended without a new edition."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from publications import workflow
from publications.models import Placement, Publication

from . import copies, placement_report
from .kept import KeptAdmin, visible
from .placement_form import PlacementForm, TextsOfPublication

# In the order in which people come to know it.
FIELDSETS = [
    (
        gettext_lazy("Where"),
        {"fields": ["publication", "outlet", "role", "url", "page"]},
    ),
    (
        gettext_lazy("When and what"),
        {
            "fields": [
                *("appeared_on", "confirmed", "language"),
                *("headline", "presenting_sentence"),
            ]
        },
    ),
    (gettext_lazy("What was agreed"), {"fields": ["permission", "exclusive_until"]}),
    (
        gettext_lazy("Compared with our text"),
        {"fields": ["sameness", "differences", "errors"]},
    ),
    (gettext_lazy("For search engines"), {"fields": ["canonical"]}),
    (gettext_lazy("Copies for the record"), {"fields": ["copies_kept", "copy"]}),
]


@admin.register(Placement)
class PlacementAdmin(KeptAdmin):
    is_noted = False  # the act does so itself
    form = PlacementForm
    fieldsets = FIELDSETS
    helps = {
        "publication": gettext_lazy("Which of our texts it is; in all its languages."),
        "outlet": gettext_lazy("By its name; add one that isn't known yet."),
        "role": gettext_lazy("Readers are told; only one can be the first."),
        "url": gettext_lazy("Of the page there; readers are led to it."),
        "appeared_on": gettext_lazy("The day printed there; readers are told it."),
        "sameness": gettext_lazy("Empty: nobody has compared them yet."),
    }
    list_display = ["outlet", "role", "language", "appeared_on", "confirmed"]
    list_select_related = ["outlet"]
    autocomplete_fields = ["outlet"]

    class Media:
        js = ("publications/desk/named_choice.js",)

    def has_module_permission(self, request):
        return False

    def get_queryset(self, request):
        seen = visible(request).values("text__publication")
        return super().get_queryset(request).filter(publication__in=seen)

    def get_urls(self):
        def door(view):
            def entered(request, **more):
                return view(self, request, **more)

            return self.admin_site.admin_view(require_safe(entered))

        return [
            path("report/", door(placement_report.report), name="placement_report"),
            path(
                "<int:pk>/copy/<uuid:uuid>/",
                door(copies.download),
                name="placement_copy",
            ),
            *super().get_urls(),
        ]

    # --- The form -----------------------------------------------------------------

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "publication":
            seen = visible(request).values("text__publication")
            asked = request.GET.get("publication", "")
            kwargs["queryset"] = Publication.objects.filter(
                pk__in=seen, pk=asked if asked.isdecimal() else 0
            )
            kwargs["empty_label"] = None
            kwargs["form_class"] = TextsOfPublication
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "publication":
            field.visible = visible(request)
        return field

    def get_form(self, request, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change=change, **kwargs)
        made.refusal = getattr(request, "refusal", None)
        return made

    def get_readonly_fields(self, request, obj=None):
        return ["publication", "copies_kept"] if obj else ["copies_kept"]

    def render_change_form(self, request, context, *args, **kwargs):
        """Named by the text, as the person at the desk sees it; another placement is
        begun on the text's page, which says of what."""
        context["show_save_and_add_another"] = False
        if placement := kwargs.get("obj"):
            context["title"] = _("Where “%(title)s” appeared") % {
                "title": self._text_of(request, placement).title
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @staticmethod
    def _text_of(request, placement):
        texts = visible(request).filter(text__publication=placement.publication_id)
        return texts.select_related("revision").order_by("-pk").first()

    @admin.display(description=gettext_lazy("kept"))
    def copies_kept(self, placement):
        return copies.listed(placement)

    # --- What saving does -----------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Store the placement, then its copy, whose file no undone transaction may
        leave behind. What is refused comes back with all that was typed."""
        try:
            response = super().changeform_view(
                request, object_id, form_url, extra_context
            )
        except workflow.Refused as refusal:
            # Django's admin has undone its transaction: now it goes on the record.
            workflow.enter_refusal(refusal, by=request.user)
            is_permitted = not isinstance(refusal, workflow.NotPermitted)
            status, request.refusal = 409 if is_permitted else 403, refusal
            response = super().changeform_view(
                request, object_id, form_url, extra_context
            )
            response.status_code = status
            return response
        if file := getattr(request, "copy_to_keep", None):
            self._keep(request, request.stored, file)
        return response

    def save_model(self, request, obj, form, change):
        released = workflow.store_placement(obj, by=request.user)
        request.stored = obj
        request.copy_to_keep = form.cleaned_data.get("copy")
        for edition in released:
            messages.success(
                request,
                _("“%(title)s” waited for this and goes out.")
                % {"title": edition.title},
            )
        waiting = obj.awaited_by.filter(live_from=None).exists()
        if obj.confirmed and not obj.url and waiting:
            messages.warning(
                request,
                _("The text still waits: give the address at which it appeared, too."),
            )

    @staticmethod
    def _keep(request, placement, file):
        try:
            copy = workflow.keep_copy(placement, file, file.name, by=request.user)
        except workflow.Refused as refusal:
            workflow.enter_refusal(refusal, by=request.user)
            messages.error(
                request, _("The copy is not kept: %(why)s") % {"why": refusal}
            )
        else:
            messages.success(
                request,
                _("The copy “%(name)s” is kept for the record.") % {"name": copy.name},
            )

    def response_add(self, request, obj, post_url_continue=None):
        return self._to_text(request, obj)

    def response_change(self, request, obj):
        return self._to_text(request, obj)

    def _to_text(self, request, placement):
        """Back to where one came from: a text of the publication."""
        messages.success(request, _("Where the text appeared is saved."))
        if "_continue" in request.POST:
            return HttpResponseRedirect(
                reverse("admin:publications_placement_change", args=[placement.pk])
            )
        edition = self._text_of(request, placement)
        return HttpResponseRedirect(
            reverse("admin:publications_edition_change", args=[edition.pk])
        )
