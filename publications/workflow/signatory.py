"""One signature as somebody typed it: what is printed, and who stands behind it."""

import unicodedata
from dataclasses import dataclass, replace

from publications.models import SignatoryRole, SigningCapacity

# In the place of a person: somebody of whom nothing is known yet.
NEW = "new"
# In the place of an office: signs without one.
NONE = "none"


@dataclass(frozen=True)
class Signatory:
    """One signature as it is to be printed.

    `person` is a person's uuid, `new`, or "" for whoever is called so; `office` an
    appointment's id, `none`, or "" for the one held on the day of writing.
    """

    name: str
    honorific: str = ""
    post: str = ""
    role: str = SignatoryRole.AUTHOR
    person: str = ""
    office: str = ""
    capacity: str = SigningCapacity.OFFICIAL
    # How the name was spelt, where it is printed otherwise.
    spelt: str = ""
    # Why the office stands although it wasn't held that day.
    reason: str = ""

    def tidied(self) -> "Signatory":
        """Return it with one form for each character and one space between words."""
        written = ("name", "honorific", "post", "reason")
        return replace(
            self, **{name: one_line(getattr(self, name)) for name in written}
        )


def one_line(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).split())
