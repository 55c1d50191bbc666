"""People, the posts they hold, outlets and placements: facts that the desk keeps."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, URLField
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publications import clock, workflow
from publications.models import (
    Appointment,
    AppointmentTitle,
    Byline,
    Edition,
    Outlet,
    Person,
    PersonName,
    Placement,
    Publication,
)

from .permissions import may


class KeptAdmin(admin.ModelAdmin):
    """What released texts may name is mended, never deleted."""

    view_on_site = False

    # Asked of the roles, never of is_superuser.

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return may(request, f"view_{self.opts.model_name}")

    def has_add_permission(self, request):
        return may(request, f"add_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        return may(request, f"change_{self.opts.model_name}")

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return language_field(db_field) or super().formfield_for_dbfield(
            db_field, request, **kwargs
        )


def _visible(request):
    return Edition.objects.visible_to(request.user, clock.moment())


def _administrators_own(request) -> list[str]:
    """Whoever leads the mission approves as its head: administrators enter that."""
    return [] if request.user.is_superuser else ["leads"]


def _known(people, request):
    """Without those known from drafts alone that the person at the desk may not see."""
    signed = Byline.objects.filter(person=OuterRef("pk"))
    seen = signed.filter(revision__edition__in=_visible(request))
    return people.filter(~Exists(signed) | Exists(seen))


def language_field(db_field) -> forms.ChoiceField | None:
    """A choice of the site's languages for a field that holds a code, else None."""
    if db_field.name != "language":
        return None
    return forms.ChoiceField(
        label=capfirst(db_field.verbose_name),
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

    def get_readonly_fields(self, request, obj=None):
        return _administrators_own(request)


class AppointmentTitleInline(InLanguageInline):
    model = AppointmentTitle
    min_num = 1


class AdministratorsToo(KeptAdmin):
    """Administrators enter who leads the mission, and the addresses for approvals."""

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser or super().has_change_permission(request, obj)

    def has_add_permission(self, request):
        return request.user.is_superuser or super().has_add_permission(request)


@admin.register(Person)
class PersonAdmin(AdministratorsToo):
    inlines = [PersonNameInline, AppointmentInline]
    search_fields = ["names__display"]

    def get_queryset(self, request):
        people = super().get_queryset(request).prefetch_related("names")
        return _known(people, request)

    def get_readonly_fields(self, request, obj=None):
        """Whoever reads mail at that address can approve: administrators enter it."""
        return [] if request.user.is_superuser else ["approval_email"]


@admin.register(Appointment)
class AppointmentAdmin(AdministratorsToo):
    inlines = [AppointmentTitleInline]
    list_display = ["__str__", "person", "begins_on", "ends_on"]
    autocomplete_fields = ["person"]

    def get_readonly_fields(self, request, obj=None):
        return _administrators_own(request)

    def get_queryset(self, request):
        posts = super().get_queryset(request)
        posts = posts.filter(person__in=_known(Person.objects.all(), request))
        return posts.prefetch_related("titles", "person__names")


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
            publication__in=_visible(request).values("text__publication")
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
        seen = _visible(request).values("text__publication")
        return super().get_queryset(request).filter(publication__in=seen)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "publication":
            seen = _visible(request).values("text__publication")
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
        texts = _visible(request).filter(text__publication=placement.publication_id)
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
