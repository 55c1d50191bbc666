"""People, the posts they hold, outlets and placements: facts that the desk keeps."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.models import (
    Appointment,
    AppointmentTitle,
    Outlet,
    Person,
    PersonName,
    Placement,
)


class KeptAdmin(admin.ModelAdmin):
    """What released texts may name is mended, never deleted."""

    view_on_site = False

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return language_field(db_field) or super().formfield_for_dbfield(
            db_field, request, **kwargs
        )


def language_field(db_field) -> forms.ChoiceField | None:
    """A choice of the site's languages for a field that holds a code, else None."""
    if db_field.name != "language":
        return None
    return forms.ChoiceField(
        label=_("Language"),
        required=not db_field.blank,
        choices=[("", "—"), *settings.LANGUAGES],
    )


class InLanguageInline(admin.TabularInline):
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return language_field(db_field) or super().formfield_for_dbfield(
            db_field, request, **kwargs
        )


class PersonNameInline(InLanguageInline):
    model = PersonName
    min_num = 1


class AppointmentInline(admin.TabularInline):
    model = Appointment
    extra = 0
    show_change_link = True
    can_delete = False


class AppointmentTitleInline(InLanguageInline):
    model = AppointmentTitle
    min_num = 1


@admin.register(Person)
class PersonAdmin(KeptAdmin):
    inlines = [PersonNameInline, AppointmentInline]
    search_fields = ["names__display"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")


@admin.register(Appointment)
class AppointmentAdmin(KeptAdmin):
    inlines = [AppointmentTitleInline]
    list_display = ["__str__", "person", "begins_on", "ends_on"]
    autocomplete_fields = ["person"]

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.prefetch_related("titles", "person__names")


@admin.register(Outlet)
class OutletAdmin(KeptAdmin):
    list_display = ["name", "url"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Placement)
class PlacementAdmin(KeptAdmin):
    """Reached from a text's page; mended at any time without a new edition."""

    list_display = ["outlet", "role", "appeared_on", "confirmed"]
    list_select_related = ["outlet"]
    autocomplete_fields = ["outlet"]

    def has_module_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["publication"] if obj else []

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        workflow.enter_placement(
            obj, "mend_placement" if change else "place", by=request.user
        )
