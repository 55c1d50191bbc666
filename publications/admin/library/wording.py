"""What is typed of a picture in one language, on its own page and on that for many."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters
from publications.admin.as_shown import as_shown
from publications.admin.placement_report import Day
from publications.models import Image, ImageWords
from publications.rendering import direction_of
from publications.rendering.languages import language_tag

IN_WORDS = ("alt", "caption", "credit", "rights")
SAID = {
    "alt": gettext_lazy("What the picture shows, for those who can't see it."),
    "decorative": gettext_lazy(
        "It says nothing that the text doesn't: screen readers pass over it."
    ),
    "caption": gettext_lazy("Printed below the picture."),
    "credit": gettext_lazy("Who took or owns it; printed with the picture."),
}


class ImageWordsForm(characters.ModelForm):
    """Words and rights of a picture in one language; which one, stands hidden."""

    rights_until = Day(
        label=gettext_lazy("Rights end on"),
        required=False,
        help_text=gettext_lazy("The last day. Empty: they don't end."),
    )

    class Meta:
        model = ImageWords
        fields = [
            *("language", "alt", "decorative", "caption", "credit", "rights"),
            *("rights_until", "printable"),
        ]
        widgets = {
            "language": forms.HiddenInput,
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            **SAID,
            "rights": gettext_lazy(
                "What was agreed about its use, for example the contract. Not shown."
            ),
        }

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name in IN_WORDS:
            if name in self.fields:
                write_in(self.fields[name], self.written_in)

    @property
    def written_in(self) -> str:
        return self["language"].value() or settings.LANGUAGE_CODE

    def has_changed(self) -> bool:
        """A language of which nothing is said is no row of its own."""
        return bool(set(self.changed_data) - {"language"})

    def clean(self):
        super().clean()
        tidy(self)
        return self.cleaned_data


class DescribeForm(characters.Form):
    """The words of one of many pictures, in the language of the page.

    What the page showed is sent along, so that only what was typed is stored: the
    words of somebody who was faster stay.
    """

    alt = as_shown(
        forms.CharField(
            label=gettext_lazy("Text alternative"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=SAID["alt"],
        )
    )
    decorative = as_shown(
        forms.BooleanField(
            label=gettext_lazy("Decorative"),
            required=False,
            help_text=SAID["decorative"],
        )
    )
    caption = as_shown(
        forms.CharField(
            label=gettext_lazy("Caption"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=SAID["caption"],
        )
    )
    credit = as_shown(
        forms.CharField(
            label=gettext_lazy("Credit"),
            required=False,
            max_length=200,
            help_text=SAID["credit"],
        )
    )

    def __init__(self, data, *, image: Image, language: str):
        self.image, self.language = image, language
        known = image.words_in(language)
        initial = {name: getattr(known, name) for name in self.base_fields}
        prefix = f"picture-{image.pk}"
        super().__init__(data, prefix=prefix, initial=initial, label_suffix="")
        for name in ("alt", "caption", "credit"):
            write_in(self.fields[name], language)

    def clean(self):
        tidy(self)
        return self.cleaned_data

    def store(self, credit: str) -> bool:
        """Keep what was typed, and this credit where the picture has none; say whether
        that is anything."""
        typed = {name: self.cleaned_data[name] for name in self.changed_data}
        if credit and not self.cleaned_data["credit"]:
            typed["credit"] = credit
        if not typed:
            return False
        # Where somebody else has said the other thing meanwhile, this one counts.
        if typed.get("alt"):
            typed["decorative"] = False
        elif typed.get("decorative"):
            typed["alt"] = ""
        self.image.words.update_or_create(language=self.language, defaults=typed)
        return True


def write_in(field: forms.Field, language: str) -> None:
    """Have a field set and spelt as its language is."""
    field.widget.attrs["lang"] = language_tag(language)
    field.widget.attrs["dir"] = direction_of(language)


def tidy(form: forms.Form) -> None:
    """One line of each; and a picture either says something or is decorative."""
    typed = form.cleaned_data
    for name in IN_WORDS:
        if typed.get(name):
            typed[name] = " ".join(typed[name].split())
    if typed.get("alt") and typed.get("decorative"):
        form.add_error(
            "decorative",
            _("Either a text alternative or decorative, not both."),
        )
