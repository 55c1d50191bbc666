"""Filters of the list of texts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publications import clock
from publications.models import STATES, Kind, Publication


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return Kind.choices

    def queryset(self, request, queryset):
        if self.value() in Kind.values:
            return queryset.of_kind(self.value())
        return queryset


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, queryset):
        if self.value() in STATES:
            return queryset.in_state(self.value(), clock.moment())
        return queryset


class CareFilter(admin.SimpleListFilter):
    """What somebody must see to."""

    title = _("needs care")
    parameter_name = "care"

    def lookups(self, request, model_admin):
        return [
            ("emergency", _("Emergency release not yet approved")),
            ("mine", _("I am reviewing it")),
            ("behind", _("Behind its original")),
            ("limited", _("Limited circle")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "emergency":
            return queryset.unchecked_emergencies()
        if self.value() == "mine":
            return queryset.filter(reviewing_by=request.user)
        if self.value() == "behind":
            return queryset.with_a_text_begun_anew().behind_original(clock.moment())
        if self.value() == "limited":
            limited = Publication.objects.filter(limited=True)
            return queryset.filter(text__publication__in=limited)
        return queryset
