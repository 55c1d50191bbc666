"""What is typed side by side: title, subtitle, summary, and a field for each row."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publications import characters, workflow
from publications.models import Edition, Revision
from publications.rendering import direction_of
from publications.rendering.alignment import same_words
from publications.rendering.blocks import join

from . import rows as beside
from .rows import Row

HEADS = ("title", "subtitle", "summary")


class SideBySideForm(characters.Form):
    """One translation beside the wording of the original that the page shows.

    Whatever else the translation holds stays as it is stored.
    """

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    subtitle = forms.CharField(label=_("Subtitle"), required=False, max_length=300)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    follow = forms.BooleanField(
        label=_("This translation now follows the wording shown here"),
        help_text=_("Tick it once it says all that the original says now."),
        required=False,
        initial=True,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.CharField(widget=forms.HiddenInput, required=False)
    # How many blocks of the source each row has.
    heights = forms.RegexField(
        r"^(\d{1,5} )*\d{0,5}$", widget=forms.HiddenInput, required=False
    )

    def __init__(self, edition: Edition, source: Revision, rows: list[Row], data=None):
        self.edition, self.beside = edition, source
        text = edition.text
        stored = {name: getattr(edition.revision, name) for name in HEADS}
        initial = {**stored, "version": text.version, "source": source.reference}
        super().__init__(data, initial=initial, label_suffix="")
        for name in HEADS:
            attributes = {"lang": text.language, "dir": direction_of(text.language)}
            self.fields[name].widget.attrs |= attributes
        self.follows_this = edition.revision.follows_id == source.pk
        self.arrange(rows)

    def arrange(self, rows: list[Row]) -> None:
        """Show these rows, whatever was sent."""
        self.rows = rows
        heights = " ".join(str(len(row.sources)) for row in rows)
        self.initial["heights"] = heights
        if self.is_bound:
            shown = {"heights": heights, "source": self.beside.reference}
            self.data = {**self.data, **shown}

    @property
    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in HEADS]

    def is_untranslated(self, name: str) -> bool:
        """Of a head: the source has it, and there is nothing, or the same words."""
        source, target = getattr(self.beside, name), self[name].value() or ""
        has_words = any(map(str.isalpha, source))
        return has_words and (not target.strip() or same_words(source, target))

    def clean(self):
        cleaned = super().clean()
        for row in self.rows:
            if fault := workflow.unfit_characters(row.target):
                row.errors.append(fault)
        if any(row.errors for row in self.rows):
            raise ValidationError(_("Please look at what is marked below."))
        if not self.errors:
            self.content = self._content(cleaned)
            # One sentence for each field; `save` would say the same.
            try:
                self.content.cleaned(self.edition.text.language)
            except ValidationError as fault:
                self.refuse(fault)
        return cleaned

    def refuse(self, fault: ValidationError) -> None:
        """Say what can't be stored: at its field, where that is on this page."""
        if not hasattr(fault, "error_dict"):
            self.add_error(None, fault)
            return
        for name, errors in fault.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)

    def _content(self, cleaned: dict) -> workflow.Content:
        stored = workflow.content_of(self.edition.revision)
        follow = cleaned["follow"] and not self.follows_this
        return replace(
            stored,
            **{name: cleaned[name] for name in HEADS},
            body=join(row.written for row in self.rows),
            # The address waits for a title.
            slug=stored.slug if stored.title else "",
            follows=self.beside.reference if follow else stored.follows,
        )


def sent(data, source: Revision, languages: tuple[str, str]) -> list[Row]:
    """The rows that were sent; where they aren't those of this source, what was typed
    is laid beside it anew."""
    targets: list[str] = []
    while (name := f"target-{len(targets) + 1}") in data:
        targets.append(data[name].replace("\r\n", "\n"))
    heights = [int(n) for n in data.get("heights", "").split() if n.isdecimal()]
    try:
        return beside.typed(source.body, heights, targets)
    except ValueError:
        return beside.aligned(source.body, join(targets), languages)
