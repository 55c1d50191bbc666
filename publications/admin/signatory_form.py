"""The rows of the writing page that say who signs, in which office and order.

A name that one known person has is that person. One that several have, or that is only
much like a known one, is asked about; nobody becomes a second person by a letter.
"""

from datetime import date
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters, workflow
from publications.models import (
    Appointment,
    Person,
    SignatoryRole,
    SigningCapacity,
)
from publications.rendering.names import folded
from publications.workflow import NEW, NONE, Candidates, Signatory, candidates, title_of

WIDE = {"class": "vTextField"}
# Of one text; an open letter may have many.
MAX_SIGNATORIES = 50


class SignatoryForm(characters.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "known-names", "autocomplete": "off"}),
        help_text=gettext_lazy("As it is printed in the text's language."),
    )
    honorific = forms.CharField(
        label=gettext_lazy("Honorific"),
        required=False,
        max_length=50,
        help_text=gettext_lazy("Printed before the name, for example “Ms.”."),
    )
    post = forms.CharField(
        label=gettext_lazy("Post"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy(
            "The full diplomatic title, as it is printed. Empty: proposed from the "
            "office held."
        ),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=SignatoryRole,
        help_text=gettext_lazy("Interviewers and translators don't sign the text."),
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Who this is"),
        required=False,
        help_text=gettext_lazy("On whose page the text stands."),
    )
    office = forms.ChoiceField(
        label=gettext_lazy("Signs in the office of"),
        required=False,
        help_text=gettext_lazy("The post in which they sign; it proposes the title."),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("Capacity"),
        required=False,
        choices=SigningCapacity,
        initial=SigningCapacity.OFFICIAL,
        help_text=gettext_lazy("Personal: readers are told that it isn't the mission."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this office all the same"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy("Kept on the record, not shown to readers."),
    )

    def __init__(
        self,
        *args,
        people: QuerySet[Person],
        language: str,
        day: date | None,
        **kwargs,
    ):
        super().__init__(*args, label_suffix="", **kwargs)
        self.people, self.language, self.day = people, language, day
        self.fields["person"].choices = self._people_to_choose()
        self.fields["office"].choices = self._offices_to_choose()
        if not self.asks_who:
            self.fields["person"].widget = forms.HiddenInput()
        if not (self.not_held or self._typed("reason")):
            self.fields["reason"].widget = forms.HiddenInput()

    def _typed(self, name: str) -> str:
        """What stands in a field now, sent or stored."""
        if self.is_bound:
            return self.data.get(self.add_prefix(name), "").strip()
        return (self.initial or {}).get(name, "")

    @cached_property
    def candidates(self) -> Candidates:
        name = self._typed("name")
        # Asked before the field has said so; PostgreSQL would fail.
        if not name or workflow.too_long(name) or workflow.unfit_characters(name):
            return Candidates((), ())
        return candidates(name, self.people)

    @cached_property
    def chosen(self) -> Person | None:
        """The person whom the row shows; of a new row, whoever is called so."""
        if uuid := self._typed("person").replace(NEW, ""):
            try:
                return Person.objects.filter(uuid=uuid).first()
            except ValidationError:  # no uuid
                return None
        return self.candidates.called[0] if len(self.candidates.called) == 1 else None

    @property
    def asks_who(self) -> bool:
        """Whether the name alone doesn't say who it is."""
        called, alike = self.candidates
        known = self.chosen is not None and self.chosen in called
        return bool(alike or len(called) > 1) or (
            self.chosen is not None and not known and not self._is_unchanged
        )

    @property
    def _is_unchanged(self) -> bool:
        """Whether name and person are those that are stored."""
        stored = self.initial or {}
        return all(
            self._typed(name) == stored.get(name, "") for name in ("name", "person")
        )

    @property
    def second_mention(self) -> str:
        """How the text names the person again, in its language."""
        if self.chosen is None:
            return ""
        names = self.chosen.names.filter(language=self.language)
        return next((name.second_mention for name in names), "")

    @property
    def not_held(self) -> bool:
        """Whether the office shown wasn't held on the day of writing."""
        office = self._typed("office")
        if self.day is None or not office.isdecimal():
            return False
        found = Appointment.objects.filter(pk=office).first()
        return found is not None and not found.is_held_on(self.day)

    def _people_to_choose(self) -> list[tuple[str, str]]:
        stored = Person.objects.filter(uuid=(self.initial or {}).get("person") or None)
        people = dict.fromkeys(
            [*stored, *filter(None, [self.chosen]), *sum(self.candidates, ())]
        )
        return [
            ("", _("Please choose")),
            *((str(person.uuid), _told(person)) for person in people),
            (NEW, _("Somebody new")),
        ]

    def _offices_to_choose(self) -> list[tuple[str, str]]:
        held = (
            self.chosen.appointments.prefetch_related("titles") if self.chosen else ()
        )
        return [
            ("", _("the office held on the day of writing")),
            *(
                (str(post.pk), title_of(post, self.language) or str(post))
                for post in held
            ),
            (NONE, _("no office: what stands under “Post” is printed as it is")),
        ]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name"):
            if cleaned.get("post"):
                self.add_error("name", _("Whose post is this?"))
            return cleaned
        if "person" not in self.errors:
            cleaned["person"] = self._who(cleaned["name"], cleaned.get("person") or "")
        if not self.errors:
            self._follow(cleaned)
        return cleaned

    def _who(self, name: str, person: str) -> str:
        """The uuid of whoever is meant, or `new`; "" where nobody is known so."""
        stored = self.initial or {}
        called, alike = self.candidates
        renamed = folded(name) != folded(stored.get("name", ""))
        if person and not (person == stored.get("person") and renamed):
            return person
        if len(called) == 1:
            return str(called[0].uuid)
        among = called or alike
        if person in {str(each.uuid) for each in among}:
            return person  # another spelling of the same person's name
        if among:
            self.add_error("person", _question(name, bool(called), among))
        elif person:
            self.add_error(
                "person",
                _("Nobody is known as “%(name)s”: is this still %(known)s?")
                % {"name": name, "known": self.chosen},
            )
        return person

    def _follow(self, cleaned: dict) -> None:
        """What was printed for somebody else, or for another office, goes with them."""
        stored = self.initial or {}
        somebody_else = stored.get("person") not in (None, "", cleaned["person"])
        if somebody_else:
            for name in ("honorific", "post", "office"):
                if cleaned[name] == stored.get(name):
                    cleaned[name] = ""
        another_office = cleaned["office"] not in ("", NONE, stored.get("office"))
        if another_office and cleaned["post"] == stored.get("post", ""):
            office = Appointment.objects.prefetch_related("titles").get(
                pk=cleaned["office"]
            )
            cleaned["post"] = title_of(office, self.language) or cleaned["post"]

    def signatory(self) -> Signatory | None:
        """The signature as it was typed; None for an empty row."""
        typed = self.cleaned_data
        if not typed.get("name"):
            return None
        return Signatory(
            name=typed["name"],
            honorific=typed["honorific"],
            post=typed["post"],
            role=typed["role"],
            person=typed["person"],
            office=typed["office"],
            capacity=typed["capacity"] or SigningCapacity.OFFICIAL,
            reason=typed["reason"],
        )


class SignatoryRows(forms.BaseFormSet):
    ordering_widget = forms.NumberInput(attrs={"min": 1, "max": 99})

    def signatories(self) -> tuple[Signatory, ...]:
        """Those typed, in the order given; a row without a number stays last."""
        signed = (form.signatory() for form in self.ordered_forms)
        return tuple(filter(None, signed))

    def add_fields(self, form, index):
        """The order stands beside the honorific, not behind everything else."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Order")
        form.fields["ORDER"].help_text = _("1 stands first.")
        form.order_fields(["name", "honorific", "ORDER"])


SignatoryFormSet = forms.formset_factory(
    SignatoryForm,
    formset=SignatoryRows,
    extra=1,
    max_num=MAX_SIGNATORIES,
    absolute_max=MAX_SIGNATORIES + 1,
    validate_max=True,
    can_order=True,
)


def _told(person: Person) -> str:
    """Somebody by name and latest office, so that two of one name can be told apart."""
    office = person.appointments.prefetch_related("titles").first()
    return f"{person}, {office}" if office else f"{person} ({person.slug})"


def _question(name: str, same: bool, among: tuple[Person, ...]) -> str:
    told = "; ".join(_told(person) for person in among)
    if same:
        asked = _("More than one person is called “%(name)s”: %(people)s. Which one?")
    else:
        asked = _(
            "“%(name)s” is not known, but much like: %(people)s. Is it the same "
            "person, or somebody new?"
        )
    return asked % {"name": name, "people": told}
