"""Previews for people without an account: a link each, for a while, until the release.

Whoever holds the token reads one edition and does nothing. The link stands on whoever
made it: it is dead once that person could not make it any more.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext as _

from publications import clock, zones
from publications.models import (
    Account,
    Edition,
    PreviewLink,
    Revision,
)

from . import preview_letter, record
from .act import acting_beside, fresh, refusals_on_record, require
from .content import unfit_characters
from .letters import mail_language
from .locks import hold
from .principal import digest_of
from .refusals import NotPossible
from .roles import permissions_of, permits
from .signatory import one_line

LIFETIME = timedelta(days=7)
LONGEST = timedelta(days=30)
MAX_LIVING = 50
MAX_NAME = 200
MAX_ADDRESS = 254


class NotShared(NotPossible):
    """What was typed can't be; why, by the field (`recipient`, `email`, `until`)."""

    def __init__(self, faults: dict[str, str]):
        self.faults = faults
        super().__init__(" ".join(faults.values()))


@dataclass(frozen=True)
class Recipient:
    """Whom a link is for. An address is optional, and the only one that gets a letter;
    the language is the letter's, and of what stands above the text."""

    name: str
    email: str = ""
    language: str = ""

    def tidied(self) -> "Recipient":
        return replace(self, name=one_line(self.name), email=self.email.strip())

    def faults(self) -> dict[str, str]:
        """What can't be, a sentence a field; of what was typed, before it is tidied:
        an invisible character is refused, not swallowed."""
        found = {}
        if fault := _fault_of_name(self.name):
            found["recipient"] = fault
        try:
            if email := self.email.strip():
                EmailValidator()(email)
                MaxLengthValidator(MAX_ADDRESS)(email)
        except ValidationError:
            found["email"] = _("Please give one e-mail address, or none.")
        return found


class Shared(NamedTuple):
    """A link just made, and its token, which nobody can be told again."""

    link: PreviewLink
    token: str


def share(
    edition: Edition,
    to: Recipient,
    *,
    by: Account,
    until: datetime,
    revision: Revision | None = None,
    key: UUID | None = None,
) -> Shared:
    """Make a link to an edition for one person; mail it where there is an address.

    `revision`: the wording that is shared for good; None: always the one that counts.
    `key`: the link's id to be, so that a form that is sent twice makes one link.
    """
    with acting_beside("share", edition, by=by) as act:
        to = _checked(to, until, act.at)
        if revision and revision.edition_id != act.edition.pk:
            raise NotPossible(_("This version is of another text."))
        _check_one_more(act.edition, key, act.at)
        token = secrets.token_urlsafe(32)
        link = PreviewLink.objects.create(
            **({"uuid": key} if key else {}),
            edition=act.edition,
            revision=revision,
            recipient=to.name,
            email=to.email,
            language=mail_language(to.language or act.edition.text.language),
            token_digest=digest_of(token),
            shared_at=act.at,
            shared_by=by,
            expires_at=until,
        )
        act.details.update(_told(link))
        if link.email:
            preview_letter.send(link, token, act)
    return Shared(link, token)


def revoke_link(link: PreviewLink, *, by: Account) -> None:
    """End a preview at once; a letter that isn't sent yet stays unsent.

    Whoever may share the text may revoke anybody's link to it.
    """
    edition = link.edition
    with refusals_on_record("revoke_link", edition, by), transaction.atomic():
        require("share", edition, by=by)
        hold([edition.text.publication])
        at = clock.database_now()
        standing = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
        if not standing.update(revoked_at=at, revoked_by=by):
            raise NotPossible(_("This preview has been revoked already."))
        preview_letter.unsend(link)
        record.enter(
            "revoke_link",
            by=by,
            at=at,
            edition=fresh(edition),
            link=link.uuid,
            recipient=link.recipient,
        )


def previewed(token: str, at: datetime) -> PreviewLink | None:
    """Return the link that a token opens at this moment.

    One question to the database, whether there never was such a token or its link has
    ended; only a living one costs more.
    """
    living = PreviewLink.objects.living(at).filter(token_digest=digest_of(token))
    links = living.select_related(
        "shared_by",
        "revision__rendering",
        "edition__revision__rendering",
        "edition__text__publication",
    )
    link = links.first()
    return link if link and still_theirs(link, at) else None


def still_theirs(link: PreviewLink, at: datetime) -> bool:
    """Whether who made it still could: by role, and of the circle."""
    edition, by = link.edition, link.shared_by
    seen = Edition.objects.visible_to(by, at).filter(pk=edition.pk)
    return permits(permissions_of(by), "share", edition.text) and seen.exists()


def why_ended(link: PreviewLink, at: datetime) -> str:
    """Say why a link that has ended did, for the desk."""
    edition = link.edition
    if link.revoked_at:
        return _("revoked")
    if edition.live_from and edition.live_from <= at:
        return _("ended with the release")
    if link.expires_at <= at:
        return _("expired")
    if edition.stage == "discarded":
        return _("ended: the text was discarded")
    if not still_theirs(link, at):
        return _("ended: who made it may no longer share this text")
    return _("ended: the text was taken down")


def end_links_of(account: Account, at: datetime) -> Iterable[PreviewLink]:
    """Revoke what somebody shared who leaves; return it. Within a transaction."""
    links = PreviewLink.objects.filter(shared_by=account, revoked_at=None)
    ended = list(links.filter(expires_at__gt=at).order_by("pk"))
    links.filter(pk__in=[link.pk for link in ended]).update(revoked_at=at)
    for link in ended:
        preview_letter.unsend(link)
    return ended


def _checked(to: Recipient, until: datetime, at: datetime) -> Recipient:
    faults = to.faults()
    if fault := _fault_of_end(until, at):
        faults["until"] = fault
    if faults:
        raise NotShared(faults)
    return to.tidied()


def _check_one_more(edition: Edition, key: UUID | None, at: datetime) -> None:
    """Under the lock: two forms at once don't both make the fiftieth."""
    if key and PreviewLink.objects.filter(uuid=key).exists():
        raise NotPossible(
            _(
                "This link has been made already, and is shown once. If it is lost, "
                "revoke it and make another one."
            )
        )
    if edition.preview_links.living(at).count() >= MAX_LIVING:
        raise NotPossible(
            _("%(limit)d links of this text are open: please revoke some first.")
            % {"limit": MAX_LIVING}
        )


def _fault_of_name(typed: str) -> str:
    if fault := unfit_characters(typed):
        return fault
    name = one_line(typed)
    if not any(character.isalnum() for character in name):
        return _("Please name the one person for whom the link is.")
    if len(name) > MAX_NAME:
        return _("This has %(length)d characters; at most %(limit)d fit.") % {
            "length": len(name),
            "limit": MAX_NAME,
        }
    return ""


def _fault_of_end(until: datetime, at: datetime) -> str:
    if until.second or until.microsecond:
        return _("Please give the time to the minute, without seconds.")
    if until <= at:
        return _("This moment has passed.")
    if until > at + LONGEST:
        latest = (at + LONGEST).replace(second=0, microsecond=0)
        told = (f"{when:%Y-%m-%d %H:%M} {zone}" for zone, when in zones.told(latest))
        return _("At most %(days)d days: until %(moment)s.") % {
            "days": LONGEST.days,
            "moment": " · ".join(told),
        }
    return ""


def _told(link: PreviewLink) -> dict[str, Any]:
    """What the record says: what was shown to whom until when."""
    return {
        "link": link.uuid,
        "recipient": link.recipient,
        "email": link.email,
        "until": link.expires_at,
        "shows": link.revision.number if link.revision else "latest",
        "wording": link.wording.digest,
    }
