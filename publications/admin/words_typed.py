"""What was typed into a form of facts: tidied, and refused in words at its field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.rendering.scripts import LookAlike, look_alikes

NOT_ON_THE_WEB = _(
    "This is no address of the web: please give one that begins with https:// or "
    "http://."
)
NO_SUCH_DAY = _(
    "There is no such day. Please write it as year, month and day, for example "
    "2027-02-28."
)


def look_alikes_in(form: forms.Form) -> list[LookAlike]:
    """Words just typed in which a letter of another script only looks right."""
    language = form.cleaned_data.get("language") or ""
    typed = (form.cleaned_data.get(name) for name in form.changed_data)
    return [
        found
        for words in typed
        if isinstance(words, str)
        for found in look_alikes(words, language)
    ]


class WordsForm(forms.ModelForm):
    """For words that readers may see: what would break or turn a page is refused."""

    def clean(self):
        super().clean()
        refuse_unfit(self)
        return self.cleaned_data


def refuse_unfit(form: forms.Form) -> None:
    """Tidy every text that was typed; say at its field what can't be stored."""
    for name, value in list(form.cleaned_data.items()):
        if not isinstance(value, str):
            continue
        form.cleaned_data[name] = workflow.tidied_words(value)
        if fault := workflow.unfit_characters(form.cleaned_data[name]):
            form.add_error(name, fault)
