"""Fields for days of which only the month or the year may be known."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publications import characters
from publications.partial_dates import PartialDate, parse


class PartialDateField(forms.CharField):
    """Takes 2025, 2025-04 or 2025-04-15; gives a PartialDate, or None."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("2025-04-15, or 2025-04, or 2025."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": 10}))
        super().__init__(required=False, max_length=20, **kwargs)

    def clean(self, value) -> PartialDate | None:
        value = super().clean(value)
        try:
            return parse(value) if value else None
        except ValueError as error:
            raise ValidationError(str(error)) from error


class PartialDates(characters.ModelForm):
    """A form whose fields in `PARTIAL` are days with a precision beside them.

    Where a day isn't known, the column has the first day that it can have been; of an
    end, the last.
    """

    PARTIAL: dict[str, str] = {}  # the day's field -> its precision's
    ENDS: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, precision in self.PARTIAL.items():
            if name not in self.fields:
                continue
            day = getattr(self.instance, name)
            self.initial[name] = day and str(
                PartialDate(day, getattr(self.instance, precision))
            )

    def clean(self):
        cleaned = super().clean()
        for name, precision in self.PARTIAL.items():
            if name not in self.fields or name in self.errors:
                continue
            partial = cleaned.get(name)
            if partial is None:
                continue
            cleaned[name] = partial.last if name in self.ENDS else partial.first
            setattr(self.instance, precision, partial.precision)
        return cleaned
