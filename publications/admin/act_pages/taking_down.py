"""Pages for taking a text down, and for the circle that sees its drafts."""

from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.admin.public_notes import note_in, written_in
from publications.models import Account, Address, Outcome, WithdrawalReason

from .base import NOTE, ActForm

EMPTY_NOTE = _(
    "For readers and subscribers, in each language its own; one at least. Where it is "
    "empty, they are told the reason alone."
)
UNTICKED = _("This language is not ticked above: tick it, or empty its note.")

FINDS = {
    Outcome.WITHDRAWN: _(
        "Withdrawn: the text under a banner that says it is withdrawn"
    ),
    Outcome.RETRACTED: _(
        "Retracted: a short page that says it is gone; pictures and attachments go, "
        "too, but for those that other public texts show"
    ),
    Outcome.REPLACED: _("Replaced: another text, to which they are led at once"),
}


class Withdraw(ActForm):
    act = "withdraw"
    title = _("Take down")
    explains = _(
        "At once, in one step. Whatever is scheduled for this text is taken back. It "
        "leaves every list, and subscribers are told. To bring it back, begin a "
        "new edition."
    )
    button = _("Take it down now")
    done = _("The text is taken down.")
    is_grave = True
    outcome = forms.ChoiceField(
        label=_("Readers find"),
        widget=forms.RadioSelect,
        choices=(),
        help_text=_("At the text's address, from this second on."),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", "—"), *WithdrawalReason.choices],
        help_text=_("Told to readers and subscribers in these words."),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages"),
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        help_text=_("A language that isn't ticked stays public."),
    )
    public_note = forms.CharField(
        label=_("Public note"),
        required=False,
        widget=forms.Textarea(attrs=NOTE),
        help_text=_("For readers and subscribers."),
    )
    replacement = forms.CharField(
        label=_("Replaced by"),
        required=False,
        help_text=_("The web address of the text that takes its place."),
    )
    private_note = forms.CharField(
        label=_("Private note"),
        required=False,
        widget=forms.Textarea(attrs=NOTE),
        help_text=_("For the record."),
    )

    def prepare(self):
        down = list(self.edition.withdrawals.all())
        allowed = workflow.STRICTER[down[-1].outcome if down else ""]
        self.fields["outcome"].choices = [
            (outcome.value, finds)
            for outcome, finds in FINDS.items()
            if outcome in allowed
        ]
        texts = self.edition.text.publication.texts.filter(
            editions__live_from__isnull=False
        ).distinct()
        languages = [(text.language, text.language_name) for text in texts]
        self.fields["languages"].choices = languages
        self.initial["languages"] = [code for code, _name in languages]
        self._ask_for_notes([code for code, _name in languages])

    def _ask_for_notes(self, languages: list[str]) -> None:
        """One for each language that is public; readers of each find theirs alone."""
        own = self.edition.text.language
        if languages in ([], [own]):
            self.fields["public_note"].widget.attrs |= written_in(own)
            return
        names = list(self.fields)
        place = names.index("public_note")
        notes = [_note_of(code, own) for code in languages]
        for name, code in zip(notes, languages, strict=True):
            self.fields[name] = note_in(code)
        self.fields[notes[0]].help_text = EMPTY_NOTE
        self.order_fields([*names[:place], *notes, *names[place + 1 :]])

    def clean(self):
        """A note in a language that stays public was hardly meant to be lost."""
        typed = super().clean()
        ticked = typed.get("languages", ())
        for code, _name in self.fields["languages"].choices:
            name = _note_of(code, self.edition.text.language)
            if "languages" in typed and code not in ticked and typed.get(name):
                self.add_error(name, UNTICKED)
        return typed

    def refuse(self, refusal):
        if not isinstance(refusal, workflow.NotTold):
            super().refuse(refusal)
            return
        for edition, reason in refusal.reasons.items():
            name = _note_of(edition.text.language, self.edition.text.language)
            self.add_error(name, reason)

    def clean_replacement(self):
        """Find the text behind an address as it is read in the browser's bar."""
        typed = self.cleaned_data["replacement"].strip()
        if not typed:
            return None
        language, _year, slug = (urlsplit(typed).path.strip("/").split("/") + ["", ""])[
            :3
        ]
        address = Address.objects.filter(language=language, slug=slug).first()
        if address is None:
            raise ValidationError(
                _("There is no text at this address: it looks like /en/2026/title/.")
            )
        return address.text

    def perform(self):
        typed, own = self.cleaned_data, self.edition.text.language
        outcome = typed["outcome"]
        replaced = outcome == Outcome.REPLACED
        decided = workflow.TakingDown(
            outcome=outcome,
            reason=typed["reason"],
            public_notes={
                code: typed[_note_of(code, own)] for code in typed["languages"]
            },
            private_note=typed["private_note"],
            languages=tuple(typed["languages"]),
            replacement=typed["replacement"] if replaced else None,
        )
        return workflow.withdraw(self.edition, decided, by=self.by)


def _note_of(language: str, own: str) -> str:
    """The name of its field."""
    return "public_note" if language == own else f"public_note_{language}"


class Limit(ActForm):
    act = "limit"
    title = _("Who sees the drafts")
    explains = _(
        "Of a limited publication, only those chosen here, and you, find anything at "
        "the desk that isn't public yet: no list, search, history or notice."
    )
    button = _("Save")
    done = _("The circle is set.")
    limited = forms.BooleanField(
        label=_("Only these see it"),
        required=False,
        help_text=_("Not ticked: everybody who reads at the desk."),
    )
    accounts = forms.ModelMultipleChoiceField(
        label=_("People"),
        required=False,
        queryset=Account.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What they may do with it is still their role's to say."),
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Everybody who is"),
        required=False,
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Also whoever gets the role later."),
    )

    def prepare(self):
        publication = self.edition.text.publication
        self.fields["accounts"].queryset = Account.objects.filter(
            is_active=True
        ).order_by("first_name", "last_name", "username")
        self.fields["groups"].queryset = Group.objects.order_by("name")
        self.fields["groups"].label_from_instance = workflow.role_name
        admissions = publication.admissions
        self.initial |= {
            "limited": publication.limited,
            "accounts": admissions.exclude(account=None).values_list(
                "account", flat=True
            ),
            "groups": admissions.exclude(group=None).values_list("group", flat=True),
        }

    def perform(self):
        typed = self.cleaned_data
        if not typed["limited"]:
            return workflow.open_circle(self.edition, by=self.by)
        return workflow.limit(
            self.edition,
            by=self.by,
            accounts=typed["accounts"],
            groups=typed["groups"],
        )
