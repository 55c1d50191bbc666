"""What stands beside somebody's names on their page: other spellings, links, posts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from publications import characters
from publications.models import Appointment, PersonLink, PersonSpelling

from .kept import Helped, SideBySideInline


class PersonSpellingInline(Helped, SideBySideInline):
    helps = {
        "spelling": gettext_lazy("As others write the name: it is found and known so.")
    }
    model = PersonSpelling
    form = characters.ModelForm
    fields = ["spelling"]
    extra = 0


class PersonLinkInline(Helped, SideBySideInline):
    helps = {
        "url": gettext_lazy("Elsewhere on the web; the person's page leads there.")
    }
    model = PersonLink
    form = characters.ModelForm
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class AppointmentInline(admin.TabularInline):
    """Shown here, mended on its own page."""

    model = Appointment
    fields = readonly_fields = ["post", "begins", "ends"]
    extra = max_num = 0
    show_change_link = True
    can_delete = False

    @admin.display(description=gettext_lazy("post"))
    def post(self, appointment):
        return str(appointment)

    @admin.display(description=gettext_lazy("appointed"))
    def begins(self, appointment):
        return appointment.begins and str(appointment.begins)

    @admin.display(description=gettext_lazy("ended"))
    def ends(self, appointment):
        return appointment.ends and str(appointment.ends)
