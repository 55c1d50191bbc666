"""What stands beside the words on the writing page: lead picture and attachments."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters, workflow
from publications.models import Account, Attachment, Image, ImageWords

from . import finding
from .as_shown import as_shown
from .permissions import may

OFFERED = 24
LABEL = 80  # characters of a picture in the list
PICTURES = "image/*,.heic,.heif,.avif"
DOCUMENTS = ".pdf,.odt,.docx,.mp3,.opus,.m4a"


class Files(forms.ClearableFileInput):
    """Several files of one field; they are taken in before the form (`taking_in`)."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class AttachmentsInput(forms.Widget):
    """Each attachment is a field of its own, `attachments-<uuid>`, with its place;
    `…-gone` takes it away, and `attachments-add` names more. So it works without
    script. What is shown of it is the page's."""

    def value_from_datadict(self, data, files, name):
        start = f"{name}-"
        chosen = [
            (_place(data[key]), key.removeprefix(start))
            for key in data
            if key.startswith(start)
            and is_uuid(key.removeprefix(start))
            and f"{key}-gone" not in data
        ]
        ordered = [uuid for _place, uuid in sorted(chosen, key=lambda c: c[0])]
        more = data.getlist(f"{name}-add") if hasattr(data, "getlist") else ()
        return tuple(dict.fromkeys([*ordered, *more]))

    def value_omitted_from_data(self, data, files, name):
        return False


class AttachmentsField(forms.Field):
    widget = AttachmentsInput

    def to_python(self, value) -> tuple[str, ...]:
        return tuple(value or ())


class MediaFields(characters.Form):
    """The fields, to be inherited by the form of the writing page."""

    lead = forms.CharField(
        label=gettext_lazy("Lead picture"),
        required=False,
        widget=forms.Select,
        help_text=gettext_lazy("Stands above the text, and where its link is shared."),
    )
    new_lead = forms.FileField(
        label=gettext_lazy("Upload a lead picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF, HEIC or GIF. It takes the place of the one above."
        ),
    )
    # What the page showed stands beside what was typed: words typed for one picture
    # are not taken for another one's that was chosen meanwhile.
    lead_alt = as_shown(
        forms.CharField(
            label=gettext_lazy("Text alternative"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            help_text=gettext_lazy(
                "What the lead picture shows, in the text's language, for those who "
                "can't see it. Kept in the library."
            ),
        )
    )
    new_pictures = forms.FileField(
        label=gettext_lazy("Pictures for the text"),
        required=False,
        widget=Files(attrs={"accept": PICTURES}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF, HEIC or GIF. A picture goes where the cursor is; "
            "without JavaScript, to the end of the text."
        ),
    )
    attachments = AttachmentsField(label=gettext_lazy("Attachments"), required=False)
    new_attachments = forms.FileField(
        label=gettext_lazy("Upload attachments"),
        required=False,
        widget=Files(attrs={"accept": DOCUMENTS}),
        help_text=gettext_lazy("PDF, ODT, DOCX; MP3, Opus, M4A."),
    )
    find = forms.CharField(
        label=gettext_lazy("Search the library"), required=False, max_length=200
    )

    # Set on the class that the admin makes for each request.
    pictures: QuerySet[Image] = Image.objects.none()  # those the person may see
    files_seen: QuerySet[Attachment] = Attachment.objects.none()
    not_taken: dict[str, list[str]] = {}
    may_describe = False
    writable = True

    @classmethod
    def asked_by(cls, request: HttpRequest) -> None:
        """Settle what the person may see and do, and what was sent and not taken."""
        cls.pictures = finding.pictures(request)
        cls.files_seen = finding.attachments(request)
        cls.may_describe = may(request, "change_imagewords")
        cls.not_taken = getattr(request, "not_taken", {})

    def offer_media(self) -> None:
        """Once it is settled what may be written, say what there is to choose."""
        self.initial["lead_alt"] = self._words_of(self.initial.get("lead", ""))
        if not (self.may_describe and self.writable):
            self.fields["lead_alt"].disabled = True
        if self.writable:
            self.fields["lead"].widget.choices = self._pictures_to_choose()

    # --- What the page shows --------------------------------------------------------

    @property
    def text_language(self) -> str:
        return self["language"].value() or ""

    @cached_property
    def lead_picture(self) -> Image | None:
        """The one that is chosen now, with its words."""
        return self._picture(self["lead"].value())

    @property
    def lead_words(self) -> ImageWords | None:
        picture = self.lead_picture
        return picture.words_in(self.text_language) if picture else None

    @cached_property
    def attachments_chosen(self) -> list[Attachment]:
        uuids = [uuid for uuid in self["attachments"].value() or () if is_uuid(uuid)]
        known = {str(a.uuid): a for a in Attachment.objects.filter(uuid__in=uuids)}
        return [known[uuid] for uuid in uuids if uuid in known]

    @cached_property
    def attachments_offered(self) -> list[Attachment]:
        seen = finding.said_of(self.files_seen, self._asked(), finding.OF_ATTACHMENTS)
        chosen = [each.pk for each in self.attachments_chosen]
        return list(seen.exclude(pk__in=chosen)[:OFFERED])

    def _asked(self) -> str:
        return (self["find"].value() or "")[:200]

    def _pictures_to_choose(self) -> list[tuple[str, str]]:
        found = finding.said_of(self.pictures, self._asked(), finding.OF_PICTURES)
        offered = list(found[:OFFERED])
        chosen = self.lead_picture
        if chosen and chosen not in offered:
            offered.insert(0, chosen)
        language = self.text_language
        return [
            ("", _("none")),
            *((str(each.uuid), _told(each, language)) for each in offered),
        ]

    # --- What was chosen ------------------------------------------------------------

    @staticmethod
    def _picture(uuid: str) -> Image | None:
        """Any of the library: an id is as good as the file that it was answered to,
        and nobody guesses one."""
        known = Image.objects.prefetch_related("words")
        return known.filter(uuid=uuid).first() if is_uuid(uuid) else None

    def _words_of(self, uuid: str) -> str:
        picture = self._picture(uuid)
        return picture.words_in(self.text_language).alt if picture else ""

    def clean_lead(self) -> str:
        uuid = self.cleaned_data["lead"]
        if uuid and self._picture(uuid) is None:
            raise ValidationError(_("This picture isn't in the library (any more)."))
        return uuid

    def clean_attachments(self) -> tuple[str, ...]:
        chosen = self.cleaned_data["attachments"]
        if len(self.attachments_chosen) < len(chosen):
            raise ValidationError(_("An attachment isn't in the library (any more)."))
        return chosen

    def clean_lead_alt(self) -> str:
        words = " ".join(workflow.tidied_words(self.cleaned_data["lead_alt"]).split())
        if fault := workflow.unfit_characters(words):
            raise ValidationError(fault)
        return words

    def clean(self):
        cleaned = super().clean()
        for name, sentences in self.not_taken.items():
            self.add_error(name, sentences)
        if "_find" in self.data:
            raise ValidationError(
                _("This is what the library has. Nothing of the text is saved yet.")
            )
        return cleaned

    # --- What was typed of the lead picture -----------------------------------------

    @cached_property
    def described(self) -> tuple[Image, str] | None:
        """The lead picture and its text alternative, where another one was typed than
        the page showed, or than the library has."""
        if "lead_alt" not in self.changed_data:
            return None
        picture = self._picture(self.cleaned_data.get("lead", ""))
        typed = self.cleaned_data.get("lead_alt", "")
        known = picture and picture.words_in(self.cleaned_data["language"]).alt
        return None if picture is None or known == typed else (picture, typed)

    def describe_lead(self) -> None:
        """Keep the text alternative in the library; what is saved next shows it."""
        if self.described:
            picture, alt = self.described
            words = {"alt": alt, **({"decorative": False} if alt else {})}
            language = self.cleaned_data["language"]
            picture.words.update_or_create(language=language, defaults=words)

    def note_lead(self, *, by: Account) -> None:
        """Put that on the record: last, since acts lock their text before it."""
        if self.described:
            workflow.note_kept(self.described[0], by=by)


def _place(typed: str) -> int:
    """Where among the others; without a number, behind them."""
    return int(typed) if typed.isdecimal() and len(typed) < 4 else 1000


def is_uuid(value) -> bool:
    """Whether it is one as we write them, and nothing that a database would refuse."""
    try:
        return str(UUID(value)) == value
    except (AttributeError, TypeError, ValueError):
        return False


def _told(picture: Image, language: str) -> str:
    alt = picture.words_in(language).alt
    told = f"{picture.name}: {alt}" if alt else picture.name
    return Truncator(told).chars(LABEL)
