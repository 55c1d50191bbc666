"""The record, to read. It has no other door: entries are written by acts alone."""

from django.contrib import admin
from django.db.models import Q

from publications.models import AuditEntry, Publication

from .permissions import ByRole


@admin.register(AuditEntry)
class AuditEntryAdmin(ByRole, admin.ModelAdmin):
    look = ("read_record",)
    list_display = ["sequence", "at", "actor_name", "act_name", "note", "publication"]
    list_filter = ["act"]
    search_fields = ["actor_name", "publication"]
    ordering = ["-sequence"]
    show_full_result_count = False

    def get_queryset(self, request):
        """Without what was done to limited publications outside the person's circle."""
        entries = super().get_queryset(request)
        seen = Publication.objects.admitting(request.user).values("uuid")
        return entries.filter(Q(publication=None) | Q(publication__in=seen))
