"""People who sign: names as languages and the press write them, portrait, links."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters, clock, workflow
from publications.models import (
    Edition,
    Image,
    Person,
    PersonName,
)
from publications.rendering.languages import LANGUAGE_TAG
from publications.rendering.slugs import propose_slug

from . import taking_in
from .finding import FoundByWords
from .kept import AdministratorsToo, InLanguageInline, known_to
from .people_beside import AppointmentInline, PersonLinkInline, PersonSpellingInline
from .permissions import may


class PersonForm(characters.ModelForm):
    new_portrait = forms.FileField(
        label=gettext_lazy("Portrait"),
        required=False,
        help_text=gettext_lazy("A picture; public while a text of theirs is."),
    )
    # The one that was just taken in: where something else is wrong, it stays chosen.
    taken_portrait = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_somebody_else = forms.BooleanField(
        label=gettext_lazy("Somebody else of the same name"),
        required=False,
        help_text=gettext_lazy("Tick this where a name was asked about."),
    )

    # Set by the admin on the class that it makes for each request.
    not_taken: dict[str, list[str]] = {}

    class Meta:
        model = Person
        fields = ["slug", "original_name", "original_language", "approval_email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "The last part of the person's page. Empty: made from the name."
            )
        if not self.is_bound:  # nothing has been asked yet
            self.fields["is_somebody_else"].widget = forms.HiddenInput()
        elif self.data.get("taken_portrait"):
            self.fields["new_portrait"].help_text = _(
                "The portrait that you chose is there; it need not be chosen again."
            )

    def clean_slug(self) -> str:
        """An empty one is made from the first name, and numbered if it is taken."""
        if typed := self.cleaned_data["slug"]:
            return typed
        name = self.data.get("names-0-display", "")
        language = self.data.get("names-0-language") or settings.LANGUAGE_CODE
        slug = propose_slug(name, language)
        taken = set(
            Person.objects.filter(slug__startswith=slug)
            .exclude(pk=self.instance.pk)
            .values_list("slug", flat=True)
        )
        made = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
        return next(each for each in made if each not in taken)

    def clean_original_language(self) -> str:
        tag = self.cleaned_data["original_language"].strip()
        if tag and not LANGUAGE_TAG.fullmatch(tag):
            raise ValidationError(_("This is no language tag: write zh-Hans or ka."))
        return tag

    def clean(self):
        cleaned = super().clean()
        for name, sentences in self.not_taken.items():
            self.add_error(name, sentences)
        return cleaned


class PersonNameForm(characters.ModelForm):
    class Meta:
        model = PersonName
        fields = [
            *("language", "honorific", "display", "family", "given"),
            *("family_first", "short", "biography"),
        ]
        widgets = {"biography": forms.Textarea(attrs={"rows": 4})}


class PersonNames(forms.BaseInlineFormSet):
    def clean(self):
        """Two people may have one name; nobody becomes a second one unasked."""
        super().clean()
        if any(self.errors) or self.data.get("is_somebody_else"):
            return
        typed = {
            form.cleaned_data["display"]
            for form in self.forms
            if form.has_changed() and form.cleaned_data.get("display")
        }
        others = self.known.exclude(pk=self.instance.pk)
        for name in sorted(typed):
            called, alike = workflow.candidates(name, others)
            for other in (*called, *alike)[:1]:
                raise ValidationError(
                    _(
                        "There is a %(name)s already (%(slug)s). If this is somebody "
                        "else, tick “%(tick)s” above."
                    )
                    % {
                        "name": other,
                        "slug": other.slug,
                        "tick": PersonForm.base_fields["is_somebody_else"].label,
                    }
                )


class PersonNameInline(InLanguageInline):
    model = PersonName
    form = PersonNameForm
    formset = PersonNames
    min_num = 1
    helps = {
        **InLanguageInline.helps,
        "honorific": gettext_lazy("Printed before the name, for example “Ms.”."),
        "family": gettext_lazy("For lists by family name, and for citations."),
        "given": gettext_lazy("For citations."),
        "biography": gettext_lazy("Stands on the person's page."),
    }
    fields = [
        "language",
        ("honorific", "display", "short"),
        ("family", "given", "family_first"),
        "biography",
    ]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.known = known_to(request, Person.objects.all())
        return formset


@admin.register(Person)
class PersonAdmin(FoundByWords, AdministratorsToo):
    form = PersonForm
    inlines = [
        *(PersonNameInline, PersonSpellingInline, PersonLinkInline),
        AppointmentInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "slug",
                    ("original_name", "original_language"),
                    ("new_portrait", "taken_portrait"),
                    "approval_email",
                    "is_somebody_else",
                ]
            },
        )
    ]
    list_display = ["listed", "second_mention", "slug"]
    # While somebody types, in a field that offers people, too.
    parts_of_words = ("names__folded", "spellings__folded")
    actions = None

    def get_queryset(self, request):
        people = super().get_queryset(request).prefetch_related("names")
        return known_to(request, people).by_family()

    def get_ordering(self, request):
        return []  # by family name, as the queryset has it

    @admin.display(description=gettext_lazy("name"))
    def listed(self, person):
        return next((name.listed for name in person.names.all()), person.slug)

    @admin.display(description=gettext_lazy("second mention"))
    def second_mention(self, person):
        return next((name.second_mention for name in person.names.all()), "")

    def get_readonly_fields(self, request, obj=None):
        """Whoever reads mail at that address can approve: administrators enter it.
        The address of a page that was ever public stays."""
        fixed = [] if request.user.is_superuser else ["approval_email"]
        if obj and _was_public(obj):
            fixed.append("slug")
        return fixed

    def get_form(self, request, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change=change, **kwargs)
        made.not_taken = getattr(request, "not_taken", {})
        return made

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Take a portrait in first, whatever is wrong with the rest."""
        if request.method == "POST" and request.FILES:
            request.not_taken = taking_in.of_person_page(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if taken := form.cleaned_data.get("taken_portrait"):
            obj.portrait = Image.objects.filter(uuid=taken).first() or obj.portrait
        super().save_model(request, obj, form, change)

    # --- Removing whoever was entered by mistake -----------------------------------

    def has_delete_permission(self, request, obj=None):
        return may(request, "change_person")

    def get_deleted_objects(self, objs, request):
        return [str(person) for person in objs], {}, set(), []

    def delete_view(self, request, object_id, extra_context=None):
        """Whoever signed stays: said at once, and under the act's lock once more."""
        person = self.get_object(request, object_id)
        reason = workflow.why_kept(person) if person else ""
        if person and not reason:
            try:
                return super().delete_view(request, object_id, extra_context)
            except workflow.NotPossible as refusal:
                workflow.enter_refusal(refusal, by=request.user)
                reason = str(refusal)
        if person is None:
            return super().delete_view(request, object_id, extra_context)
        messages.error(request, reason)
        return HttpResponseRedirect(
            reverse("admin:publications_person_change", args=[person.pk])
        )

    def delete_model(self, request, obj):
        workflow.remove_person(obj, by=request.user)

    def log_deletions(self, request, queryset):
        return []  # the record has it


def _was_public(person: Person) -> bool:
    released = Edition.objects.filter(live_from__lte=clock.moment())
    return person.bylines.filter(revision__in=released.values("revision")).exists()
