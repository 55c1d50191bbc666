"""The posts that people hold, with the states they are accredited to."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.models import Accreditation, Appointment, AppointmentTitle, Person
from publications.partial_dates import PartialDate
from publications.workflow import Accredited, doubts

from .kept import AdministratorsToo, InLanguageInline, SideBySideInline, known_to
from .partial_dates import PartialDateField, PartialDates

# Of these doubts are told.
ASKED_ABOUT = (
    *("person_id", "rank", "capacity", "sending_state", "ordinal"),
    *("begins_on", "arrived_on", "ends_on"),
)
# What says who leads the mission, beside that the post does.
LEADING = ["person", "begins_on", "ends_on"]


class AppointmentForm(PartialDates):
    PARTIAL = {
        "begins_on": "begins_precision",
        "arrived_on": "arrived_precision",
        "ends_on": "ends_precision",
    }
    ENDS = ("ends_on",)

    begins_on = PartialDateField(label=gettext_lazy("Appointed"))
    arrived_on = PartialDateField(label=gettext_lazy("Arrived"))
    ends_on = PartialDateField(label=gettext_lazy("Ended"))
    is_sure = forms.BooleanField(
        label=gettext_lazy("It is right all the same"),
        required=False,
        help_text=gettext_lazy("Tick this where something was asked and is right."),
    )

    class Meta:
        model = Appointment
        exclude = ["begins_precision", "arrived_precision", "ends_precision"]
        help_texts = {
            "person": gettext_lazy("Who holds the post."),
            "rank": gettext_lazy("The class of the post in diplomatic usage."),
            "capacity": gettext_lazy(
                "Ad interim: in charge while nobody holds the post in full. Designate: "
                "before the credentials are presented."
            ),
            "sending_state": gettext_lazy("The state that the post represents."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:  # nothing has been asked yet
            self.fields["is_sure"].widget = forms.HiddenInput()


class AccreditationForm(PartialDates):
    PARTIAL = {"credentials_on": "credentials_precision"}

    credentials_on = PartialDateField(label=gettext_lazy("Credentials presented"))

    class Meta:
        model = Accreditation
        fields = ["receiving_state", "credentials_on"]
        help_texts = {
            "receiving_state": gettext_lazy("To which the post is accredited.")
        }


class Accreditations(forms.BaseInlineFormSet):
    """The last to be checked: now all is known that questions are asked about."""

    def clean(self):
        super().clean()
        if any(self.errors) or self.data.get("is_sure") or not self._has_changed():
            return
        kept = [form for form in self.forms if form not in self.deleted_forms]
        typed = [form for form in kept if form.cleaned_data.get("receiving_state")]
        asked = doubts(self.instance, [_accredited(form) for form in typed])
        if asked:
            sure = AppointmentForm.base_fields["is_sure"].label
            raise ValidationError(
                [
                    *asked,
                    _("If it is right all the same, tick “%(sure)s” above.")
                    % {"sure": sure},
                ]
            )

    def _has_changed(self) -> bool:
        """Whether anything is new that could be asked about."""
        stored = Appointment.objects.filter(pk=self.instance.pk).first()
        return (
            stored is None
            or any(form.has_changed() for form in self.forms)
            or any(
                getattr(stored, name) != getattr(self.instance, name)
                for name in ASKED_ABOUT
            )
        )


def _accredited(form: AccreditationForm) -> Accredited:
    day = form.cleaned_data.get("credentials_on")
    credentials = day and PartialDate(day, form.instance.credentials_precision)
    return Accredited(form.cleaned_data["receiving_state"], credentials)


class AppointmentTitleInline(InLanguageInline):
    model = AppointmentTitle
    min_num = 1
    helps = {
        **InLanguageInline.helps,
        "title": gettext_lazy("In full, as it is printed below the name."),
    }


class AccreditationInline(SideBySideInline):
    model = Accreditation
    form = AccreditationForm
    formset = Accreditations
    extra = 1
    verbose_name_plural = gettext_lazy(
        "Accredited to (one post may be to several states)"
    )


@admin.register(Appointment)
class AppointmentAdmin(AdministratorsToo):
    form = AppointmentForm
    inlines = [AppointmentTitleInline, AccreditationInline]
    list_display = ["__str__", "person", "class_shown", "begins_shown", "ends_shown"]
    autocomplete_fields = ["person"]

    class Media:
        js = ("publications/desk/named_choice.js",)

    fieldsets = [
        (None, {"fields": ["person", "leads"]}),
        (
            gettext_lazy("Post"),
            {
                "fields": [
                    *(("rank", "rank_in_words"), ("capacity", "ordinal")),
                    "sending_state",
                ]
            },
        ),
        (
            gettext_lazy("Dates, as far as known"),
            {"fields": [("begins_on", "arrived_on", "ends_on"), "is_sure"]},
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Whoever leads the mission approves as its head: administrators enter that,
        and whose post it is from when to when."""
        if request.user.is_superuser:
            return []
        return ["leads", *(LEADING if obj and obj.leads else [])]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "person":
            field.widget.can_delete_related = False
        return field

    def get_queryset(self, request):
        posts = super().get_queryset(request)
        posts = posts.filter(person__in=known_to(request, Person.objects.all()))
        return posts.prefetch_related("titles", "person__names")

    @admin.display(description=gettext_lazy("class"))
    def class_shown(self, post):
        return post.class_name

    @admin.display(description=gettext_lazy("appointed"), ordering="begins_on")
    def begins_shown(self, post):
        return post.begins and str(post.begins)

    @admin.display(description=gettext_lazy("ended"), ordering="ends_on")
    def ends_shown(self, post):
        return post.ends and str(post.ends)
