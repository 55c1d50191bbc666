"""What may be said of a placement: asked by the desk's form and by every act."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from publications.models import Placement, Sameness
from publications.workflow.content import too_long, unfit_characters
from publications.workflow.refusals import NotPossible

# All that is known of a placement beside its publication and outlet.
FACTS = (
    "role",
    "headline",
    "presenting_sentence",
    "url",
    "page",
    "language",
    "appeared_on",
    "confirmed",
    "canonical",
    "permission",
    "exclusive_until",
    "sameness",
    "differences",
    "errors",
)


def known_of(placement: Placement) -> dict[str, Any]:
    return {name: getattr(placement, name) for name in FACTS}


def tidied(words: str) -> str:
    """One form for each character, `\\n` for every end of a line, no space around."""
    words = unicodedata.normalize("NFC", words)
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def faults_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Say what can't be so, a sentence for each field; a fact may be missing."""
    faults = {
        name: fault
        for name, value in facts.items()
        if isinstance(value, str)
        and (fault := unfit_characters(value) or _too_long(name, value))
    }
    if facts.get("sameness") == Sameness.IDENTICAL and facts.get("differences"):
        faults.setdefault(
            "sameness",
            _("Differences are noted below: then the text is not identical."),
        )
    if facts.get("sameness") == Sameness.DIFFERS and not facts.get("differences"):
        faults["differences"] = _("Please note what differs: readers are told so.")
    known = [facts.get("confirmed"), facts.get("url"), facts.get("language")]
    if facts.get("canonical") and not all(known):
        faults["canonical"] = _(
            "For this the placement must be confirmed, and its address and language "
            "known."
        )
    return faults


def _too_long(name: str, value: str) -> str:
    """The database holds longer texts than the form takes."""
    limit = Placement._meta.get_field(name).max_length if name in FACTS else None
    return "" if limit is None else too_long(value, limit)


def check(placement: Placement) -> None:
    """Tidy what is told and raise NotPossible, in words, for what can't be stored.

    The publication is held: what others stored of it can't change meanwhile.
    """
    for name, value in known_of(placement).items():
        if isinstance(value, str):
            setattr(placement, name, tidied(value))
    found = list(faults_of(known_of(placement)).values())
    if not found:
        try:
            placement.full_clean()
        except ValidationError as error:
            found = list(map(str, _in_words(placement, error)))
    if found:
        raise NotPossible(" ".join(dict.fromkeys(found)))


def _in_words(placement: Placement, error: ValidationError) -> list[str]:
    """Each message with its field's name before it; of the whole, as it is."""
    told = []
    for name, messages in error.message_dict.items():
        field = (
            ""
            if name == NON_FIELD_ERRORS
            else f"{placement._meta.get_field(name).verbose_name}: "
        )
        told += [f"{field}{message}" for message in messages]
    return told
