"""The form of the writing page: what is stored is shown, what is typed is content."""

import dataclasses
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publications import characters, clock, site_languages, workflow, zones
from publications.models import (
    Edition,
    Person,
    PersonName,
    Revision,
)
from publications.rendering.bylines import printed_line
from publications.rendering.collation import in_order
from publications.workflow import Content, Signatory, content_of

from .faults import AtItsField
from .fields_of_acts import FieldsOfActs
from .fields_of_text import FieldsOfText
from .media_fields import MediaFields
from .moments import When
from .public_notes import written_in
from .signatory_form import SignatoryFormSet


class EditionForm(
    AtItsField, FieldsOfText, FieldsOfActs, MediaFields, characters.ModelForm
):
    """Everything typed on the page. `seen` is the revision that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.RegexField(
        r"^[0-9a-f]{64}$", widget=forms.HiddenInput, required=False
    )

    # Set by the admin on the class that it makes for each request.
    writable = True
    kept: dict[str, str] = {}
    refusal: Exception | None = None
    people = Person.objects.all()  # whom the person at the desk may know of

    class Meta:
        model = Edition
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        instance = kwargs.get("instance")
        stored = self._stored(instance) if instance and instance.pk else {}
        kwargs["initial"] = {**stored, **self.kept, **(kwargs.get("initial") or {})}
        super().__init__(*args, label_suffix="", **kwargs)
        if stored:
            for name in ("kind", "language"):
                self.fields[name].disabled = True
            for name in self.ON_ADDING:
                del self.fields[name]
            self._leave_out_what_other_kinds_have(stored)
            self.fields["public_note"].widget.attrs |= written_in(stored["language"])
        self._say_what_is_written_in(self["language"].value())
        if not self.writable:
            for name in (*self.CONTENT, "written_on"):
                self.fields[name].disabled = True
        self.signatories = SignatoryFormSet(
            self.data if self.is_bound and self.writable else None,
            initial=self.initial.get("signatories"),
            prefix="signatory",
            form_kwargs={
                "people": self.people,
                "language": self["language"].value() or settings.LANGUAGE_CODE,
                "day": self._day(),
            },
        )
        self.offer_media()

    def _leave_out_what_other_kinds_have(self, stored: dict) -> None:
        """A speech has no issuing body; what is stored all the same stays."""
        for name, kinds in self.OF_KIND.items():
            if stored["kind"] not in kinds and not stored[name]:
                self.fields[name].disabled = True

    def _say_what_is_written_in(self, language: str | None) -> None:
        """A text runs as its language does, whatever it begins with: `auto` would turn
        all of an Arabic one around for a name in Latin letters."""
        if site_languages.is_known(language or ""):
            for name in self.OF_READERS:
                self.fields[name].widget.attrs |= written_in(language)

    @property
    def fields_of_kind(self) -> list[forms.BoundField]:
        """Those that only texts of this kind have; before it is known, all."""
        return [
            self[name]
            for name in self.OF_KIND
            if self.writable and not self.fields[name].disabled
        ]

    @property
    def known_names(self) -> list[str]:
        """Names to choose from while typing, as the text's language writes them."""
        names = PersonName.objects.filter(
            person__in=self.people, language=self["language"].value()
        )
        known = names.order_by("display").values_list("display", flat=True)[:300]
        return in_order(known, self["language"].value() or settings.LANGUAGE_CODE)

    def _day(self) -> date:
        """The day on which offices must be held: that of writing, else today."""
        try:
            written = self.fields["written_on"].clean(self["written_on"].value())
        except ValidationError:
            written = None
        return written or zones.day_of(clock.moment())

    @staticmethod
    def _stored(edition: Edition) -> dict:
        content = content_of(edition.revision)
        stored = {f.name: getattr(content, f.name) for f in dataclasses.fields(content)}
        if not content.title:
            stored["slug"] = ""  # the address waits for a title
        return {
            **stored,
            "signatories": [dataclasses.asdict(s) for s in content.signatories],
            "kind": edition.text.publication.kind,
            "language": edition.text.language,
            "version": edition.text.version,
            "seen": edition.revision_id,
            **_scheduled(edition),
        }

    def clean(self):
        cleaned = super().clean()
        if not self.refusal:
            self._read_content(cleaned)
            return cleaned
        with suppress(ValidationError):  # the page says whether any of it is unsaved
            self._read_content(cleaned)
        if isinstance(self.refusal, ValidationError):
            raise self.refusal  # at its fields
        name = getattr(self.refusal, "field", "")
        self.add_error(name if name in self.fields else None, str(self.refusal))
        return cleaned

    def _read_content(self, cleaned: dict) -> None:
        if not self.writable:
            return
        if not self.signatories.is_valid():
            as_rows = list(self.signatories.non_form_errors())
            raise ValidationError(as_rows or _("Please look at the signatories."))
        if not self.errors:
            self.content = self._content(cleaned).cleaned(cleaned["language"])
            self.content.check_fits(cleaned["kind"])

    @property
    def silent_offices(self) -> list[str]:
        """What is to be asked about people who sign without the office they hold."""
        language = self.cleaned_data["language"]
        return workflow.silent(self.content.signatories, language, self._day())

    @property
    def new_people(self) -> list[str]:
        """Names under which nobody is known yet."""
        return [
            signed.name
            for signed in self.content.signatories
            if signed.person in ("", workflow.NEW)
        ]

    def _content(self, cleaned: dict) -> Content:
        content = Content(
            **{name: cleaned[name] for name in self.CONTENT},
            written_on=cleaned["written_on"],
            signatories=self.signatories.signatories(),
        )
        # A printed line that was made from the signatories follows them.
        stored = self.initial.get("byline")
        if content.byline == stored and stored == self._line_made_from_stored():
            content = dataclasses.replace(content, byline="")
        return content

    def _line_made_from_stored(self) -> str:
        signed = [Signatory(**s) for s in self.initial.get("signatories", ())]
        return printed_line(signed, self.initial["language"])

    def typed_something(self) -> bool:
        """Whether the content differs from what the page showed when it was opened."""
        if not self.writable or not hasattr(self, "content"):
            return False
        seen = Revision.objects.filter(
            edition=self.instance, pk=self.cleaned_data.get("seen")
        ).first()
        return seen is None or self._differs_from(seen)

    def holds_unsaved(self) -> bool:
        """Whether words stand here that the text and its history don't have; those for
        an act count as well. Also asked of a form that is refused."""
        if not self.is_bound:
            return False
        if self._is_filled(self.WORDS_FOR_ACTS):
            return True
        if not self.writable:
            return False
        if self.instance.pk is None:
            names = (*self.CONTENT, "written_on", *self.ON_ADDING)
            signed = (
                row["name"].value() or row["post"].value() for row in self.signatories
            )
            return self._is_filled(names) or any(signed)
        self.is_valid()  # reads it
        return not hasattr(self, "content") or self._differs_from(
            self.instance.revision
        )

    def _is_filled(self, names: Iterable[str]) -> bool:
        return any(str(self[name].value() or "").strip() for name in names)

    def _differs_from(self, revision: Revision) -> bool:
        if self.described is not None:
            return True
        # Which wording of the original a translation follows isn't typed here.
        stored = dataclasses.replace(content_of(revision), follows=self.content.follows)
        return self.content != stored


def _scheduled(edition: Edition) -> dict[str, str]:
    """What was typed to schedule it, ready to be moved; where nothing was, its moment
    by the mission's clock."""
    if edition.live_from is None:
        return {}
    wall, zone = edition.wall_time, edition.wall_zone
    if not wall:
        zone = settings.TIME_ZONE
        wall = zones.wall_of(edition.live_from, zone)
    return When(edition.live_from, wall, zone).typed()
