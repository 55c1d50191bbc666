"""The form of a placement: what an outlet did with a text, a copy for the record."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publications import characters, workflow
from publications.models import Edition, Placement, PlacementRole
from publications.rendering.collation import in_order
from publications.rendering.language_names import language_name, named

from .words_typed import NO_SUCH_DAY, NOT_ON_THE_WEB


class TextsOfPublication(forms.ModelChoiceField):
    """A publication by the latest title that the person at the desk may see."""

    visible = Edition.objects.none()

    def label_from_instance(self, publication):
        seen = self.visible.filter(text__publication=publication).order_by("-pk")
        return seen.select_related("revision").first().title


def languages() -> list:
    """The site's own first: an outlet may translate into any other."""
    own = dict(settings.LANGUAGES)
    others = [(code, language_name(code)) for code in named() if code not in own]
    others = in_order(others, get_language(), lambda language: language[1])
    return [
        ("", "—"),
        (_("Languages of this site"), list(own.items())),
        (_("Other languages"), others),
    ]


class PlacementForm(characters.ModelForm):
    """`refusal`: why workflow refused what was sent, shown with all that was typed."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=languages,
        help_text=_("In which it stands there."),
    )
    copy = forms.FileField(
        label=_("Keep a copy"),
        required=False,
        max_length=None,
        help_text=_(
            "A scan, PDF or saved page, up to 25 MB. It is kept as it is, for the "
            "record, and never shown to readers."
        ),
    )

    refusal: Exception | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, sentence in (
            ("url", NOT_ON_THE_WEB),
            ("appeared_on", NO_SUCH_DAY),
            ("exclusive_until", NO_SUCH_DAY),
        ):
            if name in self.fields:
                self.fields[name].error_messages["invalid"] = sentence

    def clean_copy(self):
        file = self.cleaned_data["copy"]
        if file and file.size > workflow.MAX_COPY:
            raise ValidationError(
                _("The file is larger than %(size)d MB.")
                % {"size": workflow.MAX_COPY // 2**20}
            )
        return file

    def clean(self):
        if self.refusal:
            raise ValidationError(str(self.refusal))
        for name, fault in workflow.placement_faults(self.cleaned_data).items():
            if name not in self.errors:
                self.add_error(name, fault)
        self._look_at_others()
        return self.cleaned_data

    def _look_at_others(self) -> None:
        """What one placement of a publication alone may be, said at its field."""
        told, stored = self.cleaned_data, self.instance.publication_id
        others = Placement.objects.filter(publication=told.get("publication", stored))
        others = others.exclude(pk=self.instance.pk).select_related("outlet")
        if told.get("role") == PlacementRole.FIRST:
            first = others.filter(role=PlacementRole.FIRST).first()
            if first:
                self.add_error(
                    "role",
                    _("Another outlet is recorded as the first: %(outlet)s.")
                    % {"outlet": first.outlet},
                )
        if told.get("canonical"):
            chosen = others.filter(canonical=True, language=told.get("language"))
            if other := chosen.first():
                self.add_error(
                    "canonical",
                    _("Search engines are sent to another outlet's page: %(outlet)s.")
                    % {"outlet": other.outlet},
                )
