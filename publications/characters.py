"""Forms that store no character which breaks a feed, turns a page or hides itself, and
nothing without end.

Every form of the product stands on one of these (tests/test_every_form.py asks), so
that no field is forgotten: what was typed is tidied, and refused in words at its field.
"""

from django import forms

from . import workflow


class Fit:
    """Of a form; before Django's class."""

    # Fields of which the form itself says so, in words of its own.
    says_so_itself: tuple[str, ...] = ()
    # How many characters go into a field that takes more than a note and has no
    # `max_length`: a browser cuts off there what is pasted, and says nothing.
    holds: dict[str, int] = {}

    def _clean_fields(self):
        """Before anything is made of the words."""
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if not isinstance(value, str):
                continue
            if fault := self._too_long(name, value):
                self.add_error(name, fault)
                continue
            # A password is stored and shown nowhere, and is what was typed.
            is_secret = isinstance(self.fields[name].widget, forms.PasswordInput)
            if is_secret or name in self.says_so_itself:
                continue
            self.cleaned_data[name] = workflow.tidied_words(value)
            if fault := workflow.unfit_characters(self.cleaned_data[name]):
                self.add_error(name, fault)

    def _too_long(self, name: str, value: str) -> str:
        if getattr(self.fields[name], "max_length", None):
            return ""  # the field has said so
        return workflow.too_long(value, self.holds.get(name, workflow.MAX_NOTE))


class Form(Fit, forms.Form):
    """A form of fields."""


class ModelForm(Fit, forms.ModelForm):
    """A form of a model."""
