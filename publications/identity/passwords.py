"""What no password may be, beside Django's list of the 20,000 commonest.

After NIST SP 800-63B: long, of whatever signs somebody likes; nothing that is guessed
first. No rules of composition, no change after so many days.
"""

import hashlib
import os
import re
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications.models import Account
from publications.workflow import too_long

FEWEST_SIGNS = 6
# A part that repeats is looked for: of millions of signs that would take a day.
MOST_SIGNS = 1000
# Guessed first of an embassy, whatever stands around them; with the mission's names,
# the host of SITE_URL and PASSWORD_WORDS (docs/operating/signing-in.md).
OF_EMBASSIES = (
    *("embassy", "ambassade", "botschaft", "embajada", "consulate", "mission"),
    *("diplomat", "ambassador", "minister", "ministry", "foreign", "affairs"),
    *("press", "publications", "publisher", "reviewer", "translator", "drafter"),
    *("records", "officer", "administrator", "admin", "password", "passwort"),
    *("welcome", "secret", "посольство", "пароль", "səfirlik", "سفارة", "大使馆"),
)
# So many signs must be left of a password without those words.
OWN_SIGNS = 8
SHA1_SIGNS = 40


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
        plain = "".join(re.findall(r"[^\W_]+", word))
        if (
            len(set(word)) < FEWEST_SIGNS
            or _unit(word) in self.common
            or _unit(letters) in self.common
            or any(name and name in plain for name in names)
            or _is_of(_own_words() | _words_of(user), plain)
        ):
            raise ValidationError(self.get_help_text(), code="guessed_first")

    def get_help_text(self) -> str:
        return _(
            "Not what is guessed first: a common word with figures after it, the same "
            "signs again and again, the name of the mission."
        )


class Breached:
    """Refuses what stands in the file of BREACHED_PASSWORDS: asked where there is one
    (`embassy/signing_in.py`)."""

    def validate(self, password: str, user=None) -> None:
        if is_breached(password, Path(settings.BREACHED_PASSWORDS)):
            raise ValidationError(self.get_help_text(), code="breached")

    def get_help_text(self) -> str:
        return _("Not one that was found among stolen passwords.")


def is_breached(password: str, path: Path) -> bool:
    """Whether a sorted file of lines `SHA-1:count`, of any size, has it: looked for by
    halves, so that it is never in memory. Nothing leaves this machine."""
    # The digest by which the world's lists are kept; it protects nothing here.
    sought = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()
    wanted = sought.upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            if b"" < _digest_from(file, middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return _digest_from(file, low) == wanted


def _digest_from(file: BinaryIO, place: int) -> bytes:
    """That of the first line that begins there or later; none behind the last."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline()[:SHA1_SIGNS].rstrip()


def _is_of(words: set[str], plain: str) -> bool:
    """Whether a password is made of these, and little besides."""
    left = plain
    for each in sorted(words, key=len, reverse=True):
        left = left.replace(each, "")
    return left != plain and len(left) < OWN_SIGNS


def _words_of(account: Account | None) -> set[str]:
    """A person's names and the parts of their address, as anybody knows them."""
    names = ("username", "first_name", "last_name", "email")
    told = " ".join(str(getattr(account, name, "")) for name in names)
    return {each for each in re.findall(r"[^\W\d_]+", told.casefold()) if len(each) > 2}


def _own_words() -> set[str]:
    host = urlsplit(settings.SITE_URL).hostname or ""
    told = " ".join([*_own_names(), *settings.PASSWORD_WORDS, host])
    found = {
        each for each in re.findall(r"[^\W\d_]+", told.casefold()) if len(each) > 3
    }
    return found.union(OF_EMBASSIES)


def _unit(word: str) -> str:
    """The part that a word repeats: "abc" of "abcabcabc"."""
    found = re.fullmatch(r"(.+?)\1+", word)
    return found[1] if found else word


def _own_names() -> list[str]:
    return [settings.MISSION_NAME, *settings.MISSION_NAMES.values()]
