"""What was typed into a form of facts: tidied, and refused in words at its field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publications import workflow

NOT_ON_THE_WEB = _(
    "This is no address of the web: please give one that begins with https:// or "
    "http://."
)
NO_SUCH_DAY = _(
    "There is no such day. Please write it as year, month and day, for example "
    "2027-02-28."
)


def refuse_unfit(form: forms.Form) -> None:
    """Tidy every text that was typed; say at its field what can't be stored."""
    for name, value in list(form.cleaned_data.items()):
        if not isinstance(value, str):
            continue
        form.cleaned_data[name] = workflow.tidied_words(value)
        if fault := workflow.unfit_characters(form.cleaned_data[name]):
            form.add_error(name, fault)
