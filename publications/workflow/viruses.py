"""Each file that is sent to be kept is shown to the scanner, where there is one."""

import logging
from typing import BinaryIO

from django.utils.translation import gettext as _

from publications import scanning, traces
from publications.models import Account

from .refusals import NotPossible

log = logging.getLogger(__name__)


def look_for_viruses(file: BinaryIO, by: Account) -> None:
    """Raise NotPossible where the scanner finds something, or can't be asked."""
    try:
        found = scanning.found_in(file)
    except scanning.Away as error:
        log.error("The virus scanner can't be asked: %s", error)
        raise NotPossible(
            _("Files can't be looked at for viruses just now: please try again later.")
        ) from error
    if found:
        traces.note("virus", traces.REFUSED, who=by.pk, found=found)
        raise NotPossible(
            _("The virus scanner found “%(name)s” in this file: it is not taken.")
            % {"name": found}
        )
