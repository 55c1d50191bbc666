"""Why an act was refused: sentences for the person who tried, and for the record."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from publications.models import Edition


class Refused(Exception):
    """The act was not done, and nothing of it was stored. `str()` is for people.

    `field`: what the act asks for under this name is at fault, and no other thing.
    """

    act: str = ""
    edition: Edition | None = None
    on_record = False

    def __init__(self, sentence: str = "", *, field: str = ""):
        self.field = field
        super().__init__(sentence)


class NotPermitted(Refused, PermissionDenied):
    """The person may not do this, whatever the state of the text (HTTP 403)."""


class NotPossible(Refused):
    """The rules don't allow it as things stand (HTTP 409)."""


class Unfilled(NotPossible):
    """What the act asks for was left out: said at its field, and not on the record,
    where it would read as if somebody had been turned away."""


class NotTold(Unfilled):
    """Readers aren't told what new editions change: why, by the edition."""

    def __init__(self, reasons: dict[Edition, str]):
        self.reasons = reasons
        super().__init__(" ".join(named(*each) for each in reasons.items()))


class Stale(NotPossible):
    """Somebody else acted on the text since the person's page was made (HTTP 409)."""


def held() -> str:
    """While the site stands still after a restore, nothing begins to be public."""
    return _(
        "The site was restored from a backup and stands still: nothing goes out and "
        "nothing is taken down until a publisher has lifted the hold (on the desk, "
        "“After the restore”)."
    )


def not_stored(error: OSError) -> NotPossible:
    """The disk is full, the bucket away: whatever keeps a file from being stored."""
    return NotPossible(
        _("The file could not be stored (%(error)s). Please tell the operator.")
        % {"error": error.strerror or error}
    )


def named(edition: Edition, reason: str) -> str:
    """Say of which of several texts a reason is."""
    return f"“{edition.title}” ({edition.text.language_name}): {reason}"
