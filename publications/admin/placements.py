"""Outlets, and where a text appeared in them."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.models import (
    Edition,
    Outlet,
    Placement,
    Publication,
)

from .kept import KeptAdmin, visible


@admin.register(Outlet)
class OutletAdmin(KeptAdmin):
    list_display = ["name", "url"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        """Without those known from drafts alone that the person may not see."""
        outlets = super().get_queryset(request)
        placed = Placement.objects.filter(outlet=OuterRef("pk"))
        seen = placed.filter(
            publication__in=visible(request).values("text__publication")
        )
        return outlets.filter(~Exists(placed) | Exists(seen))


class TextsOfPublication(forms.ModelChoiceField):
    """A publication by the title that people know it by."""

    def label_from_instance(self, publication):
        latest = Edition.objects.filter(text__publication=publication).order_by("-pk")
        return latest.select_related("revision").first().title


@admin.register(Placement)
class PlacementAdmin(KeptAdmin):
    """Reached from a text's page; mended at any time without a new edition."""

    list_display = ["outlet", "role", "appeared_on", "confirmed"]
    list_select_related = ["outlet"]
    autocomplete_fields = ["outlet"]

    def has_module_permission(self, request):
        return False

    def get_queryset(self, request):
        seen = visible(request).values("text__publication")
        return super().get_queryset(request).filter(publication__in=seen)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "publication":
            seen = visible(request).values("text__publication")
            asked = request.GET.get("publication", "")
            kwargs["queryset"] = Publication.objects.filter(
                pk__in=seen, pk=asked if asked.isdecimal() else 0
            )
            kwargs["empty_label"] = None
            kwargs["form_class"] = TextsOfPublication
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return ["publication"] if obj else []

    def response_add(self, request, obj, post_url_continue=None):
        return self._to_text(request, obj)

    def response_change(self, request, obj):
        return self._to_text(request, obj)

    @staticmethod
    def _to_text(request, placement):
        """Back to where one came from: a text of the publication."""
        messages.success(request, _("Where the text appeared is saved."))
        texts = visible(request).filter(text__publication=placement.publication_id)
        edition = texts.order_by("-pk").first()
        return HttpResponseRedirect(
            reverse("admin:publications_edition_change", args=[edition.pk])
        )

    def save_model(self, request, obj, form, change):
        released = workflow.store_placement(obj, by=request.user)
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
