"""What was found in a file: recognised, corrected by a person, told in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publications import site_languages, workflow
from publications.models import Kind, Outlet, Person, SignatoryRole
from publications.workflow import NEW, Content, Signatory, Source

from .recognition import Recognised, recognise_byline

# Whoever signs a text of these kinds does so otherwise than as its author.
ROLES = {
    Kind.SPEECH: SignatoryRole.SPEAKER,
    Kind.INTERVIEW: SignatoryRole.INTERVIEWEE,
}


class Unclear(Exception):
    """A name that may be a known person's or somebody else's; `str()` asks people."""


@dataclass(frozen=True)
class Overrides:
    """What the person says about a file, instead of what the text says."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    kind: str | None = None
    written_on: date | None = None
    # Who is meant by a name as it stands in the text: a person's slug, or `new`.
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What was recognised in one file, and under which digest it is remembered."""

    text: Recognised
    source: Source
    kind: str
    language: str
    written_on: date | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    # Pictures of a document, which the body names by number until they are taken in.
    pictures: tuple[bytes, ...] = ()
    # Sentences about what of a document didn't come along.
    left_out: tuple[str, ...] = ()

    def overridden(self, said: Overrides) -> "Found":
        """Return this with the person's word in place of what was recognised."""
        text = replace(
            self.text,
            title=said.title or self.text.title,
            outlet=said.outlet or self.text.outlet,
            signatories=(
                recognise_byline(said.author) if said.author else self.text.signatories
            ),
            language=said.language or self.text.language,
            kind=said.kind or self.text.kind,
        )
        return replace(
            self,
            text=text,
            kind=said.kind or self.kind,
            language=said.language or self.language,
            written_on=said.written_on,
            people=said.people,
        )

    def content(self) -> Content:
        return Content(
            title=self.text.title,
            body=self.text.body,
            signatories=tuple(
                Signatory(
                    s.name, s.honorific, s.post, self.role, self._person_behind(s.name)
                )
                for s in self.text.signatories
            ),
            written_on=self.written_on,
        )

    @property
    def role(self) -> str:
        return ROLES.get(Kind(self.kind), SignatoryRole.AUTHOR)

    def _person_behind(self, name: str) -> str:
        """The uuid of whoever a person said is meant; "" where nobody said so."""
        said = self.people.get(name, "")
        if said in ("", NEW):
            return said
        person = Person.objects.filter(slug=said).first()
        if person is None:
            raise Unclear(_("There is no person “%(slug)s”.") % {"slug": said})
        return str(person.uuid)

    def ask_who_is_meant(self) -> None:
        """Raise Unclear for a name that several have, or that is only much like one."""
        for signed in self.text.signatories:
            if signed.name in self.people:
                continue
            called, alike = workflow.candidates(signed.name)
            if len(called) > 1 or alike:
                raise Unclear(_question(signed.name, called or alike, bool(called)))

    def initial(self) -> dict[str, Any]:
        """Values for the desk's form."""
        return {
            "kind": self.kind,
            "language": self.language,
            "title": self.text.title,
            "body": self.text.body,
            "signatories": [
                {
                    "honorific": s.honorific,
                    "name": s.name,
                    "post": s.post,
                    "role": self.role,
                }
                for s in self.text.signatories
            ],
            "outlet": self.text.outlet,
            "presenting_sentence": self.text.presenting_sentence,
            "confirmed": bool(self.text.presenting_sentence),
            "source": self.source.digest,
        }

    def told(self, people: QuerySet[Person] | None = None) -> list[tuple[str, str]]:
        """(label, value) of everything recognised, and of what was not. `people`: whom
        the asker may know of."""
        text, unknown = self.text, _("not recognised")
        signed = [
            line
            for s in text.signatories
            for line in (
                (_("Byline"), " | ".join(filter(None, [s.honorific, s.name, s.post]))),
                (_("Signed by"), _who(s.name, people)),
            )
        ]
        language = site_languages.name_of(self.language)
        return [
            (_("Title"), text.title or unknown),
            *(signed or [(_("Byline"), unknown)]),
            (_("Outlet"), _outlet(text.outlet) if text.outlet else unknown),
            (_("Presenting sentence"), text.presenting_sentence or unknown),
            (
                _("Language"),
                language if text.language else f"{unknown}, taken as {language}",
            ),
            (
                _("Kind"),
                Kind(self.kind).label
                if text.kind
                else f"{unknown}, taken as {Kind(self.kind).label}",
            ),
            (_("Written on"), str(self.written_on or unknown)),
            (
                _("Body"),
                _("%(paragraphs)d paragraphs, %(words)d words")
                % {"paragraphs": len(text.paragraphs), "words": text.words},
            ),
            *((_("Please check"), sentence) for sentence in text.doubts(self.language)),
            *((_("Not as it was"), sentence) for sentence in self.left_out),
        ]


def _question(name: str, among: tuple[Person, ...], is_theirs: bool) -> str:
    told = ", ".join(f"{person} ({person.slug})" for person in among)
    asked = (
        _("More than one person is called “%(name)s”: %(people)s.")
        if is_theirs
        else _("“%(name)s” is not known, but much like %(people)s.")
    )
    return asked % {"name": name, "people": told}


def _who(name: str, people: QuerySet[Person] | None) -> str:
    """Whom a name means, as far as it is known."""
    called, alike = workflow.candidates(name, people)
    if len(called) == 1:
        office = called[0].appointments.prefetch_related("titles").first()
        return f"{called[0]}, {office}" if office else str(called[0])
    if called or alike:
        return _question(name, called or alike, bool(called))
    return _("somebody new")


def _outlet(name: str) -> str:
    """An outlet by the name under which it is known already, or as somebody new."""
    known = Outlet.objects.called(name).first()
    if known is None:
        return _("%(name)s (new)") % {"name": name}
    return known.name
