"""The record, to read. It has no other door: entries are written by acts alone."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publications.models import ACTS, AuditEntry, Publication
from publications.rendering.collation import in_order

from .permissions import ByRole
from .words import in_words


class ActFilter(admin.SimpleListFilter):
    """By what was done, in the words of the list."""

    title = gettext_lazy("act")
    parameter_name = "act"

    def lookups(self, request, model_admin):
        done = AuditEntry.objects.order_by().values_list("act", flat=True).distinct()
        named = [(act, str(ACTS.get(act, act))) for act in done]
        return in_order(named, get_language(), lambda choice: choice[1])

    def queryset(self, request, queryset):
        return queryset.filter(act=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ByRole, admin.ModelAdmin):
    look = ("read_record",)
    list_display = ["sequence", "when", "actor_name", "done", "said", "publication"]
    list_filter = [ActFilter]
    search_fields = ["actor_name", "publication"]
    ordering = ["-sequence"]
    show_full_result_count = False

    def changelist_view(self, request, extra_context=None):
        extra = {"title": _("Record"), **(extra_context or {})}
        return super().changelist_view(request, extra)

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, entry):
        return in_words(entry.at)

    @admin.display(description=gettext_lazy("act"), ordering="act")
    def done(self, entry):
        return entry.act_name

    @admin.display(description=gettext_lazy("note"), ordering="note")
    def said(self, entry):
        return entry.note_told

    def get_queryset(self, request):
        """Without what was done to limited publications outside the person's circle."""
        entries = super().get_queryset(request)
        seen = Publication.objects.admitting(request.user).values("uuid")
        return entries.filter(Q(publication=None) | Q(publication__in=seen))
