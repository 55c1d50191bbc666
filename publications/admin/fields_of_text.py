"""What is typed of a text on the writing page: its words, who and what it is by, and
where it appears first."""

from django import forms
from django.utils.translation import gettext_lazy as _
from markdownx.fields import MarkdownxFormField

from publications import characters
from publications.models import Fidelity, Kind
from publications.rendering import MAX_CHARACTERS

from .language_field import LanguageField
from .signatory_form import WIDE
from .writing_field import WritingField


class FieldsOfText(characters.Form):
    """To be inherited by the form of the page (before `ModelForm`)."""

    holds = {"body": MAX_CHARACTERS}

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind,
        help_text=_("In which list readers find it. Fixed once it is saved."),
    )
    language = LanguageField(
        help_text=_("What the text is written in. Fixed once it is saved.")
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("As readers find it on the page, in lists and in feeds."),
    )
    subtitle = forms.CharField(
        label=_("Subtitle"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("Stands below the title on the page. Most texts have none."),
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
        help_text=_("Printed with the text; offices are proposed as held that day."),
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=100,
        help_text=_("Where it was written or delivered; printed beside the day."),
    )
    event = forms.CharField(
        label=_("Event"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("Of a speech: the occasion on which it was delivered."),
    )
    fidelity = forms.ChoiceField(
        label=_("The text of the speech is"),
        required=False,
        choices=[("", "—"), *Fidelity.choices],
        help_text=_("Readers are told how close it is to what was said."),
    )
    issuer = forms.CharField(
        label=_("Issuing body"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("Of a statement or press release, where it isn't the mission."),
    )
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("The last part of the web address. Empty: made from the title."),
    )

    outlet = forms.CharField(
        label=_("Outlet"),
        required=False,
        max_length=200,
        help_text=_("The newspaper or site in which it appears first, by its name."),
    )
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

    CONTENT = (
        *("title", "subtitle", "summary", "body", "byline", "place"),
        *("event", "fidelity", "issuer", "slug", "lead", "attachments"),
    )
    OF_READERS = (
        *("title", "subtitle", "summary", "body"),
        *("byline", "place", "event", "issuer"),
    )
    # Fields that only texts of these kinds have.
    OF_KIND = {
        "event": (Kind.SPEECH, Kind.INTERVIEW),
        "fidelity": (Kind.SPEECH,),
        "issuer": (Kind.STATEMENT, Kind.PRESS_RELEASE),
    }
    ON_ADDING = ("outlet", "presenting_sentence", "confirmed", "source")
