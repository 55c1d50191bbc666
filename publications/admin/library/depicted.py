"""Who is in a picture: named as people are known here, without a list of them all."""

import re

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters, workflow
from publications.admin.kept import Bounded, known_to
from publications.admin.permissions import may
from publications.models import Depicted, Person

# As people of one name are told apart: "Lu Mei (lu-mei-2)".
_WITH_SLUG = re.compile(r"(.*) \(([\w-]+)\)")


class DepictedForm(characters.ModelForm):
    """`people`: those that the person at the desk may know of."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"list": "people-known", "autocomplete": "off"}),
        help_text=gettext_lazy("As the person is known under “People”."),
    )
    people = Person.objects.none()

    class Meta:
        model = Depicted
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if self.instance.pk:
            self.initial["name"] = str(self.instance.person)

    def clean(self):
        super().clean()
        if (name := self.cleaned_data.get("name")) and "name" in self.changed_data:
            try:
                self.instance.person = who_is(name, self.people)
            except ValidationError as error:
                self.add_error("name", error)
        return self.cleaned_data


class DepictedPeople(forms.BaseInlineFormSet):
    def clean(self):
        """Nobody twice: the database has it once."""
        super().clean()
        told = set()
        for form in self.forms:
            if form in self.deleted_forms or "name" in form.errors:
                continue
            person = form.instance.person_id
            if person in told:
                form.add_error("name", _("This person stands above already."))
            if person:
                told.add(person)

    @property
    def known_names(self) -> list[str]:
        """What is offered while somebody types."""
        names: dict[str, list[str]] = {}
        for person in self.form.people.by_family().prefetch_related("names"):
            names.setdefault(str(person), []).append(person.slug)
        return [
            name if len(slugs) == 1 else _told(name, slug)
            for name, slugs in names.items()
            for slug in slugs
        ]


class DepictedInline(Bounded, admin.TabularInline):
    model = Depicted
    form = DepictedForm
    formset = DepictedPeople
    template = "publications/desk/library/depicted.html"
    extra = 3

    def get_queryset(self, request):
        seen = super().get_queryset(request).select_related("person")
        return seen.prefetch_related("person__names")

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        made.form.people = known_to(request, Person.objects.all())
        return made

    def has_view_permission(self, request, obj=None):
        return may(request, "view_image")

    def has_change_permission(self, request, obj=None):
        return may(request, "change_image")

    has_add_permission = has_delete_permission = has_change_permission


def who_is(name: str, people) -> Person:
    """Return whom the name means among these people; ValidationError says why none."""
    given = _WITH_SLUG.fullmatch(name)
    if given and (known := people.filter(slug=given[2]).first()):
        return known
    called, alike = workflow.candidates(name, people)
    if len(called) == 1:
        return called[0]
    told = "; ".join(_told(str(person), person.slug) for person in called or alike)
    if called:
        raise ValidationError(
            _("More than one person is called so. Please write which: %(people)s.")
            % {"people": told}
        )
    if alike:
        raise ValidationError(
            _("“%(name)s” is not known, but much like: %(people)s.")
            % {"name": name, "people": told}
        )
    raise ValidationError(
        _("Nobody is known as “%(name)s”. Please add them under “People” first.")
        % {"name": name}
    )


def _told(name: str, slug: str) -> str:
    return f"{name} ({slug})"
