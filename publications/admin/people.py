"""People who sign, and the posts they hold."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from publications.models import (
    Appointment,
    AppointmentTitle,
    Byline,
    Person,
    PersonName,
)

from .kept import AdministratorsToo, InLanguageInline, visible


def _administrators_own(request) -> list[str]:
    """Whoever leads the mission approves as its head: administrators enter that."""
    return [] if request.user.is_superuser else ["leads"]


def _known(people, request):
    """Without those known from drafts alone that the person at the desk may not see."""
    signed = Byline.objects.filter(person=OuterRef("pk"))
    seen = signed.filter(revision__edition__in=visible(request))
    return people.filter(~Exists(signed) | Exists(seen))


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
