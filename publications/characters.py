"""Forms that store no character which breaks a feed, turns a page or hides itself.

Every form of the product stands on one of these (tests/test_every_form.py asks), so
that no field is forgotten: what was typed is tidied, and refused in words at its field.
"""

from django import forms

from . import workflow


class Fit:
    """Of a form; before Django's class."""

    # Fields of which the form itself says so, in words of its own.
    says_so_itself: tuple[str, ...] = ()

    def _clean_fields(self):
        """Before anything is made of the words."""
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            # A password is stored and shown nowhere, and is what was typed.
            is_secret = isinstance(self.fields[name].widget, forms.PasswordInput)
            if not isinstance(value, str) or is_secret or name in self.says_so_itself:
                continue
            self.cleaned_data[name] = workflow.tidied_words(value)
            if fault := workflow.unfit_characters(self.cleaned_data[name]):
                self.add_error(name, fault)


class Form(Fit, forms.Form):
    """A form of fields."""


class ModelForm(Fit, forms.ModelForm):
    """A form of a model."""
