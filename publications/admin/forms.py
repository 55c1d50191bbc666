"""The form of the writing page: content, signatories, and what the acts ask for."""

import dataclasses

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markdownx.fields import MarkdownxFormField

from publications.models import Change, Edition, Kind, Revision, SignatoryRole
from publications.rendering.bylines import printed_line
from publications.workflow import Content, Signatory, content_of

from .moments import When, WhenFields
from .writing_field import WritingField

WIDE = {"class": "vTextField"}


class SignatoryForm(forms.Form):
    honorific = forms.CharField(label=_("Honorific"), required=False, max_length=50)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    post = forms.CharField(
        label=_("Post"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("The full diplomatic title, as it is printed."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=SignatoryRole)

    def clean(self):
        if self.cleaned_data.get("post") and not self.cleaned_data.get("name"):
            self.add_error("name", _("Whose post is this?"))
        return self.cleaned_data


SignatoryFormSet = forms.formset_factory(SignatoryForm, extra=1, max_num=20)


class EditionForm(WhenFields, forms.ModelForm):
    """Everything typed on the page. `seen` is the revision that the page showed."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
    )
    subtitle = forms.CharField(
        label=_("Subtitle"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
    )
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Two sentences for lists and feeds. Empty: how the text begins."),
    )
    body = MarkdownxFormField(
        label=_("Body"),
        required=False,
        widget=WritingField,
        strip=False,
        help_text=_(
            "Paragraphs are parted by an empty line. Markdown: ## heading, **bold**, "
            "[link](https://…), > quotation."
        ),
    )
    byline = forms.CharField(
        label=_("Byline as printed"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("Empty: made from the signatories above."),
    )
    written_on = forms.DateField(
        label=_("Written or delivered on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=100)
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("The last part of the web address. Empty: made from the title."),
    )

    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    presenting_sentence = forms.CharField(
        label=_("Presenting sentence"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=_("How the outlet introduced the text; no part of the body."),
    )
    confirmed = forms.BooleanField(
        label=_("It has appeared there"),
        required=False,
        help_text=_("Then readers are told where it was first published."),
    )

    note = forms.CharField(
        label=_("Note to the author"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    change = forms.ChoiceField(
        label=_("Kind of change"), required=False, choices=[("", "—"), *Change.choices]
    )
    public_note = forms.CharField(
        label=_("Public note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.RegexField(
        r"^[0-9a-f]{64}$", widget=forms.HiddenInput, required=False
    )

    # Set by the admin on the class that it makes for each request.
    writable = True
    kept: dict[str, str] = {}
    refusal: Exception | None = None

    FOR_ACTS = ("note", "moment", "zone", "which", "change", "public_note")
    CONTENT = ("title", "subtitle", "summary", "body", "byline", "place", "slug")
    ON_ADDING = ("outlet", "presenting_sentence", "confirmed", "source")

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
        if not self.writable:
            for name in (*self.CONTENT, "written_on"):
                self.fields[name].disabled = True
        self.signatories = SignatoryFormSet(
            self.data if self.is_bound and self.writable else None,
            initial=self.initial.get("signatories"),
            prefix="signatory",
            form_kwargs={"label_suffix": ""},
        )

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
        if self.refusal:
            raise ValidationError(str(self.refusal))
        if not self.writable:
            return cleaned
        if not self.signatories.is_valid():
            raise ValidationError(_("Please look at the signatories."))
        if not self.errors:
            self.content = self._content(cleaned).cleaned(cleaned["language"])
        return cleaned

    def _content(self, cleaned: dict) -> Content:
        signed = [form.cleaned_data for form in self.signatories if form.cleaned_data]
        content = Content(
            **{name: cleaned[name] for name in self.CONTENT},
            written_on=cleaned["written_on"],
            signatories=tuple(
                Signatory(s["name"], s["honorific"], s["post"], s["role"])
                for s in signed
                if s.get("name")
            ),
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
        return seen is None or self.content != content_of(seen)


def _scheduled(edition: Edition) -> dict[str, str]:
    """What was typed to schedule it, ready to be moved."""
    if not edition.wall_time:
        return {}
    return When(edition.live_from, edition.wall_time, edition.wall_zone).typed()
