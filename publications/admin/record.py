"""The record, to read. It has no other door: entries are written by acts alone."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.models import AuditEntry, Publication

from .permissions import ByRole
from .words import in_words


@admin.register(AuditEntry)
class AuditEntryAdmin(ByRole, admin.ModelAdmin):
    look = ("read_record",)
    list_display = ["sequence", "when", "actor_name", "act_name", "note", "publication"]
    list_filter = ["act"]
    search_fields = ["actor_name", "publication"]
    ordering = ["-sequence"]
    show_full_result_count = False

    def changelist_view(self, request, extra_context=None):
        extra = {"title": _("Record"), **(extra_context or {})}
        return super().changelist_view(request, extra)

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, entry):
        return in_words(entry.at)

    def get_queryset(self, request):
        """Without what was done to limited publications outside the person's circle."""
        entries = super().get_queryset(request)
        seen = Publication.objects.admitting(request.user).values("uuid")
        return entries.filter(Q(publication=None) | Q(publication__in=seen))
