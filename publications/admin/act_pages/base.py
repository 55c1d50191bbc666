"""What every form of an act has: the words around it, and the call of workflow."""

from django import forms
from django.utils.functional import Promise

from publications import characters
from publications.admin.faults import AtItsField
from publications.admin.public_notes import WhatChanged, written_in
from publications.models import Account, Edition

NOTE = {"rows": 3}


class ActForm(AtItsField, characters.Form):
    """One act on one edition. Subclasses say what it does and call workflow."""

    act: str
    title: str | Promise
    explains: str | Promise = ""
    button: str | Promise
    done: str | Promise
    is_grave = False
    # Lets the text go on: the page tells of remarks that nobody has settled.
    goes_on = False
    # What the page shows once the act is done, and never again; "" leads to the text.
    shown_once = ""
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, edition: Edition, by: Account, data=None):
        self.edition, self.by = edition, by
        super().__init__(
            data, initial={"version": edition.text.version}, label_suffix=""
        )
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and what is known already."""

    def told(self) -> list[str]:
        """What stands above the fields, for the person to decide by."""
        return []

    def perform(self) -> Edition:
        """Call workflow; return the edition to show next. Raises Refused."""
        raise NotImplementedError

    @property
    def as_seen(self) -> dict:
        """Who acts, and the version of the text that the page showed."""
        return {"by": self.by, "version": self.cleaned_data["version"] or 0}


class ChangeFields(WhatChanged):
    """A first edition is not asked."""

    def prepare(self) -> None:
        if self.edition.begun_from_id is None:
            del self.fields["change"], self.fields["public_note"]
        else:
            language = self.edition.text.language
            self.fields["public_note"].widget.attrs |= written_in(language)
        super().prepare()

    @property
    def said(self) -> dict[str, str]:
        return {
            name: self.cleaned_data.get(name, "") for name in ("change", "public_note")
        }
