"""What is said of words that were typed into a form of facts."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
