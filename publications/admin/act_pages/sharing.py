"""Pages of previews: share one with somebody outside, revoke one."""

import uuid

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publications import clock, workflow, zones
from publications.admin.moments import WhenFields
from publications.admin.previews import open_links
from publications.admin.words import in_words

from .base import ActForm

LATEST = "latest"


class Share(WhenFields, ActForm):
    act = "share"
    title = _("Share a preview")
    explains = _(
        "Somebody without an account reads the text by a link: a newspaper's editor, "
        "the capital. Each person gets a link of their own, which names them on the "
        "page. It is dead once the text is released, discarded or taken down, once you "
        "may no longer share it yourself, and whenever anybody here revokes it."
    )
    button = _("Make the link")
    done = _("The link is made.")
    recipient = forms.CharField(
        label=_("For"), max_length=200, help_text=_("One person, by name.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_(
            "If you give one, the link is mailed there, and nowhere else. Without one, "
            "you pass the link on yourself."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=lambda: settings.LANGUAGES,
        help_text=_("Also that of what stands above the text on the link's page."),
    )
    shows = forms.ChoiceField(
        label=_("They read"),
        widget=forms.RadioSelect,
        help_text=_("Whether they see what is changed after today."),
    )
    # The link's id to be: a form that is sent twice makes one link.
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def prepare(self):
        super().prepare()
        self.fields["moment"].label = _("Until")
        self.fields["moment"].required = True
        self.fields["moment"].help_text = _("At most 30 days from now.")
        shown = self._version()
        saved = in_words(shown.saved_at)
        self.fields["shows"].choices = [
            (str(shown.pk), gettext("This version, saved %(when)s") % {"when": saved}),
            (LATEST, _("Always the latest version, as it is being written")),
        ]
        self.revisions = {str(shown.pk): shown, LATEST: None}
        end = clock.ticking() + workflow.LIFETIME
        self.initial |= {
            "shows": str(shown.pk),
            "language": self.edition.text.language,
            "key": uuid.uuid4(),
            "moment": zones.wall_of(end, settings.TIME_ZONE),
            "zone": settings.TIME_ZONE,
        }

    def _version(self):
        """The one that the page showed, also where another has been saved since."""
        chosen = self.data.get("shows", "") if self.is_bound else ""
        seen = self.edition.revisions.filter(pk=chosen if chosen.isdecimal() else 0)
        return seen.first() or self.edition.revision

    def perform(self):
        typed = self.cleaned_data
        to = workflow.Recipient(typed["recipient"], typed["email"], typed["language"])
        shared = workflow.share(
            self.edition,
            to,
            by=self.by,
            until=typed["moment"].moment,
            revision=self.revisions[typed["shows"]],
            key=typed["key"],
        )
        self.link = shared.link
        self.shown_once = settings.SITE_URL + reverse("preview", args=[shared.token])
        return self.edition

    def refuse(self, refusal):
        if not isinstance(refusal, workflow.NotShared):
            super().refuse(refusal)
            return
        for name, fault in refusal.faults.items():
            self.add_error("moment" if name == "until" else name, fault)


class RevokeLink(ActForm):
    act = "revoke_link"
    title = _("Revoke a preview")
    explains = _("The link shows nothing from this second on.")
    button = _("Revoke")
    done = _("The preview is revoked.")
    link = forms.TypedChoiceField(
        label=_("Preview for"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=(),
        help_text=_("The links of all others go on as they are."),
    )

    def prepare(self):
        self.links = {
            link.pk: link for link in open_links(self.edition, clock.ticking())
        }
        self.fields["link"].choices = [
            (pk, link.recipient) for pk, link in self.links.items()
        ]

    def perform(self):
        workflow.revoke_link(self.links[self.cleaned_data["link"]], by=self.by)
        return self.edition
