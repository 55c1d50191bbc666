"""What an editor typed, before it becomes a revision: checked, compared, stored."""

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications.models import SignatoryRole
from publications.rendering import MAX_CHARACTERS
from publications.rendering.bylines import printed_line
from publications.rendering.slugs import clean_slug

MAX_TITLE = 300
MAX_SUMMARY = 1000
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
class Signatory:
    """One signature as it is to be printed."""

    name: str
    honorific: str = ""
    post: str = ""
    role: str = SignatoryRole.AUTHOR

    def tidied(self) -> "Signatory":
        """Return it with one form for each character and one space between words."""
        return Signatory(
            *(
                " ".join(_tidy(v).split())
                for v in (self.name, self.honorific, self.post)
            ),
            role=self.role,
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
    slug: str = ""

    def cleaned(self, language: str) -> "Content":
        """Return it NFC-normalised, with `\\n` line ends and a printed byline.

        Raises ValidationError with one message a field, in words.
        """
        errors: dict[str, str] = {}
        clean: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                clean[field.name] = _tidy(value)
                if fault := unfit_characters(clean[field.name]):
                    errors[field.name] = fault
        content = replace(
            self, **clean, signatories=tuple(s.tidied() for s in self.signatories)
        )
        errors |= content._lengths()
        if content.slug and "slug" not in errors:
            try:
                clean_slug(content.slug)
            except ValueError as error:
                errors["slug"] = str(error)
        for signatory in content.signatories:
            for value in (signatory.name, signatory.honorific, signatory.post):
                if fault := unfit_characters(value):
                    errors["byline"] = fault
        if errors:
            raise ValidationError(errors)
        return replace(
            content,
            byline=content.byline or printed_line(content.signatories, language),
        )

    def _lengths(self) -> dict[str, str]:
        errors = {}
        for name, limit in (
            ("title", MAX_TITLE),
            ("subtitle", MAX_TITLE),
            ("summary", MAX_SUMMARY),
            ("byline", 1000),
            ("place", 100),
            ("body", MAX_CHARACTERS),
        ):
            length = len(getattr(self, name))
            if length > limit:
                errors[name] = _(
                    "This has %(length)d characters; at most %(limit)d fit."
                ) % {"length": length, "limit": limit}
        return errors


def _tidy(value: str) -> str:
    value = unicodedata.normalize("NFC", value)
    return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t")


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
