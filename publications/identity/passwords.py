"""What no password may be, beside Django's list of the 20,000 commonest.

After NIST SP 800-63B: long, of whatever signs somebody likes; nothing that is guessed
first. No rules of composition, no change after so many days.
"""

import re

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications.workflow import too_long

FEWEST_SIGNS = 6
# A part that repeats is looked for: of millions of signs that would take a day.
MOST_SIGNS = 1000


class GuessedFirst:
    """Refuses what is long only by repeating, a common word with a tail, and the
    mission's own name."""

    def __init__(self):
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user=None) -> None:
        if fault := too_long(password, MOST_SIGNS):
            raise ValidationError(fault, code="too_long")
        word = password.casefold()
        letters = re.sub(r"[\W\d_]+", "", word)
        names = {"".join(re.findall(r"\w+", name)).casefold() for name in _own_names()}
        plain = "".join(re.findall(r"\w+", word))
        if (
            len(set(word)) < FEWEST_SIGNS
            or _unit(word) in self.common
            or _unit(letters) in self.common
            or any(name and name in plain for name in names)
        ):
            raise ValidationError(self.get_help_text(), code="guessed_first")

    def get_help_text(self) -> str:
        return _(
            "Not what is guessed first: a common word with figures after it, the same "
            "signs again and again, the name of the mission."
        )


def _unit(word: str) -> str:
    """The part that a word repeats: "abc" of "abcabcabc"."""
    found = re.fullmatch(r"(.+?)\1+", word)
    return found[1] if found else word


def _own_names() -> list[str]:
    return [settings.MISSION_NAME, *settings.MISSION_NAMES.values()]
