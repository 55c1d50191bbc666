"""The embargo: a duty on the publication, whatever its editions' schedules say."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from publications.models import Account, Edition

from .act import acting_widely, enter
from .locks import with_bundles
from .refusals import NotPossible, Unfilled
from .release import take_back_whole


def set_embargo(edition: Edition, until: datetime, *, by: Account) -> Edition:
    """Let no edition in any language be live before a moment, or lengthen that.

    Whatever is scheduled before it is taken back in the same transaction.
    """
    with acting_widely("set_embargo", edition, with_bundles(edition), by=by) as act:
        publication = act.edition.text.publication
        before = publication.embargo_until
        if until.second or until.microsecond or until <= act.at:
            raise NotPossible(
                _("An embargo ends at a whole minute to come."), field="moment"
            )
        if before and until < before:
            raise NotPossible(
                _("To shorten an embargo is an act of its own."), field="moment"
            )
        editions = Edition.objects.filter(text__publication=publication)
        # What has an end has begun, also where the clock was set back since.
        out = Q(live_from__lte=act.at) | Q(live_until__isnull=False)
        if editions.filter(out).exists():
            raise NotPossible(_("The text is public already: it can't be embargoed."))
        for early in editions.filter(live_from__lt=until):
            take_back_whole(early, act)
        publication.embargo_until = until
        publication.save(update_fields=["embargo_until"])
        act.details.update({"from": before, "until": until})
        enter("set_embargo", act)
    return act.edition


def lift_embargo(
    edition: Edition,
    until: datetime | None,
    *,
    by: Account,
    reason: str,
    confirmed: bool,
) -> Edition:
    """Shorten an embargo, or lift it (`until` None): with a reason, and confirmed.

    Nothing goes out by this: what is to be public is released or scheduled.
    """
    note = reason.strip()
    reached = with_bundles(edition)
    with acting_widely("lift_embargo", edition, reached, by=by, note=note) as act:
        publication = act.edition.text.publication
        before = publication.embargo_until
        if before is None or before <= act.at:
            raise NotPossible(_("There is no embargo that could be lifted."))
        if until is not None and until >= before:
            raise NotPossible(_("That would not shorten the embargo."), field="moment")
        if not note:
            raise Unfilled(
                _("Please say why the embargo is lifted or shortened."), field="reason"
            )
        if not confirmed:
            raise Unfilled(
                _("Please confirm that the outlet and everybody bound by it agree."),
                field="confirmed",
            )
        publication.embargo_until = until
        publication.save(update_fields=["embargo_until"])
        act.details.update({"from": before, "until": until})
        enter("lift_embargo", act)
    return act.edition
