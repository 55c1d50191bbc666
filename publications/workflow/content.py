"""What an editor typed, before it becomes a revision: checked, compared, stored."""

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications import clock, zones
from publications.models import Fidelity, Kind
from publications.rendering import MAX_CHARACTERS
from publications.rendering.bylines import printed_line
from publications.rendering.slugs import clean_slug

from . import offices
from .enclosing import unknown_media
from .signatory import Signatory

MAX_TITLE = 300
MAX_SUMMARY = 1000
# Of a note or a reason, and of what has no bound of its own.
MAX_NOTE = 5000
# Control characters break feeds (XML 1.0 has no way to write them), overrides of
# direction make a page read otherwise than it was approved, and PostgreSQL has no place
# for NUL or a lone surrogate.
UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    + "".join(
        chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
    )
    + "]"
)


@dataclass(frozen=True)
class Content:
    """All that a revision holds. An empty slug asks for one made from the title, an
    empty byline for the line made from the signatories. A draft may lack anything."""

    title: str = ""
    body: str = ""
    subtitle: str = ""
    summary: str = ""
    signatories: tuple[Signatory, ...] = ()
    byline: str = ""
    written_on: date | None = None
    place: str = ""
    event: str = ""
    fidelity: str = ""
    issuer: str = ""
    slug: str = ""
    # By uuid: the picture above the text, and what is offered beside it, in order.
    lead: str = ""
    attachments: tuple[str, ...] = ()
    # Of a translation: which wording of the original it follows (`Revision.reference`);
    # "" leaves what was said before.
    follows: str = ""

    def cleaned(self, language: str) -> "Content":
        """Return it NFC-normalised, with `\\n` line ends, each signatory with their
        office, and a printed byline.

        Raises ValidationError with one message a field, in words.
        """
        written = {
            field.name: tidy(value)
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), str)
        }
        content = replace(
            self, **written, signatories=tuple(s.tidied() for s in self.signatories)
        )
        if errors := content._faults() | unknown_media(content):
            raise ValidationError(errors)
        day = content.written_on or zones.day_of(clock.moment())
        signed = offices.complete(content.signatories, language, day)
        return replace(
            content,
            signatories=signed,
            byline=content.byline or printed_line(signed, language),
        )

    def _faults(self) -> dict[str, str]:
        """What can't be stored, a sentence a field."""
        errors = self._lengths()
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) and (fault := unfit_characters(value)):
                errors[field.name] = fault
        for signed in self.signatories:
            for value in (signed.name, signed.honorific, signed.post, signed.reason):
                if fault := unfit_characters(value):
                    errors["byline"] = fault
        if self.slug and "slug" not in errors:
            try:
                clean_slug(self.slug)
            except ValueError as error:
                errors["slug"] = str(error)
        if self.fidelity and self.fidelity not in Fidelity.values:
            errors["fidelity"] = _("Please choose one of the ways given.")
        return errors

    def check_fits(self, kind: str) -> None:
        """Raise ValidationError for what a text of this kind can't have."""
        if self.fidelity and kind != Kind.SPEECH:
            raise ValidationError(
                {"fidelity": _("Only a speech is delivered: please leave this empty.")}
            )

    def _lengths(self) -> dict[str, str]:
        errors = {}
        for name, limit in (
            ("title", MAX_TITLE),
            ("subtitle", MAX_TITLE),
            ("summary", MAX_SUMMARY),
            ("byline", 1000),
            ("place", 100),
            ("event", 200),
            ("issuer", 200),
            ("body", MAX_CHARACTERS),
        ):
            if fault := too_long(getattr(self, name), limit):
                errors[name] = fault
        return errors


def tidy(value: str) -> str:
    """One code for a letter (NFC), `\\n` for every end of a line, no space around."""
    value = unicodedata.normalize("NFC", value)
    return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t")


def too_long(value: str, limit: int = MAX_NOTE) -> str:
    """Say that this is longer than what is kept, or return ""."""
    if len(value) <= limit:
        return ""
    return _("This has %(length)d characters; at most %(limit)d fit.") % {
        "length": len(value),
        "limit": limit,
    }


def unfit_characters(value: str) -> str:
    """Say why these characters can't be stored, or return ""."""
    if not (found := UNFIT.search(value)):
        return ""
    return _(
        "The invisible character U+%(code)s can't be stored: please delete it "
        "(after “%(before)s”)."
    ) % {
        "code": f"{ord(found[0]):04X}",
        "before": value[max(0, found.start() - 20) : found.start()],
    }
