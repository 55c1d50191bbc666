"""An archive: a folder of texts that were public before, with a table of them.

All of it is checked before anything is stored; then it is stored as a whole, or not
at all. Each file is read twice, so that an archive of any size needs little memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications import workflow
from publications.models import (
    Account,
    ArchiveBatch,
    FormerAddress,
    ImportedFile,
    Person,
)
from publications.rendering.names import alike, folded
from publications.workflow import NEW, Content, FormerText, Signatory

from . import intake
from .archive_table import BadRow, Fault, Row, read_table
from .decoding import Unreadable

TELL_EVERY = 100
# What says in one sentence why a text can't be taken in.
WORDED = (
    *(BadRow, Unreadable, intake.Unclear, ValidationError),
    *(workflow.Refused, OSError),
)

Tell = Callable[[str], None]


class Faulty(Exception):
    """An archive that can't be taken in; nothing of it was stored."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults)


@dataclass
class Archive:
    """A folder with its table, and what was found out about each row by its line."""

    folder: Path
    rows: list[Row]
    digests: dict[int, str] = field(default_factory=dict)
    # Lines of texts that came in by this very row before.
    held: set[int] = field(default_factory=set)

    @property
    def is_held(self) -> bool:
        return len(self.held) == len(self.rows)

    def batches(self) -> list[ArchiveBatch]:
        """The batches that hold the texts of these rows."""
        digests = list(self.digests.values())
        entries = ArchiveBatch.objects.filter(entries__text__files__digest__in=digests)
        return list(entries.distinct())


def checked(folder: Path, table: Path, *, today: date, tell: Tell) -> Archive:
    """Read and check an archive. Raises Faulty with every fault there is, or OSError
    where there is no table."""
    known = read_table(table, today=today)
    archive = Archive(folder.resolve(), known.rows)
    if not known.rows and not known.faults:
        known.faults.append(Fault(1, _("There is no text in this table.")))
    check = _Check(archive)
    for number, row in enumerate(known.rows, 1):
        known.faults.extend(check.faults_of(row))
        if number % TELL_EVERY == 0:
            tell(
                _("%(number)d of %(all)d checked …")
                % {"number": number, "all": len(known.rows)}
            )
    # All were imported by these very rows: nothing new, and nothing wrong.
    if known.faults or not archive.is_held:
        known.faults.extend(
            Fault(line, _("This file was imported before.")) for line in archive.held
        )
    if known.faults:
        raise Faulty(known.faults)
    return archive


def take_in(archive: Archive, name: str, *, by: Account, tell: Tell) -> ArchiveBatch:
    """Store all of a checked archive. Raises Faulty, or Refused before any row."""
    reading = _Reading(archive, tell)
    try:
        return workflow.take_in_batch(name, reading.texts(), by=by)
    except WORDED as error:
        if not reading.line:
            raise
        raise Faulty([Fault(reading.line, in_words(error))]) from error


def in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, OSError):
        return _("The file can't be read.")
    return str(error)


class _Check:
    """The check of an archive under way: what its rows have said so far."""

    def __init__(self, archive: Archive):
        self.archive = archive
        self.files: dict[Path, int] = {}
        self.paths: dict[str, int] = {}
        self.texts: dict[tuple[str, str], int] = {}
        self.candidates: dict[str, workflow.Candidates] = {}
        # People whom nobody knows yet: their names, and the line that says them first.
        self.new: dict[str, int] = {}
        self.new_folded: set[str] = set()

    def faults_of(self, row: Row) -> list[Fault]:
        faults = [self._once(self.paths, row.path, row.line, _("address"))]
        try:
            path = _inside(self.archive.folder, row.file)
            faults.append(self._once(self.files, path, row.line, _("file")))
            faults.extend(self._of_text(row, path))
        except WORDED as error:
            faults.append(in_words(error))
        return [Fault(row.line, sentence) for sentence in faults if sentence]

    def _of_text(self, row: Row, path: Path) -> Iterator[str]:
        found = _found(row, path)
        digest = self.archive.digests[row.line] = found.source.digest
        yield self._once(self.texts, (digest, row.language), row.line, _("text"))
        content = found.content()
        if not content.title:
            yield _("No title was recognised: please give it in the column “title”.")
        if not content.body.strip():
            yield _("There is no text beside the heading.")
        if self._is_held(row, digest):
            self.archive.held.add(row.line)
            return
        if FormerAddress.objects.filter(path=row.path).exists():
            yield _("Another text has this old address already.")
        for signed in content.signatories:
            yield self._whom(signed, row.line)
        content.cleaned(row.language)

    def _is_held(self, row: Row, digest: str) -> bool:
        held = ImportedFile.objects.filter(digest=digest, language=row.language)
        texts = list(held.values_list("text", flat=True))
        if not texts:
            return False
        same = FormerAddress.objects.filter(path=row.path, text__in=texts)
        if not same.exists():
            raise BadRow(_("This file was imported before."))
        return True

    @staticmethod
    def _once(seen: dict, key: object, line: int, what: str) -> str:
        first = seen.setdefault(key, line)
        if first == line:
            return ""
        return _("The same %(what)s stands in line %(line)d.") % {
            "what": what,
            "line": first,
        }

    def _whom(self, signed: Signatory, line: int) -> str:
        """Say that it isn't clear who signs, and how to make it clear."""
        if signed.person == NEW:
            self._add_new(signed.name, line)
        if signed.person or folded(signed.name) in self.new_folded:
            return ""
        if signed.name not in self.candidates:
            self.candidates[signed.name] = workflow.candidates(signed.name)
        called, like = self.candidates[signed.name]
        if len(called) == 1:
            return ""
        if not called and not like:
            near = alike(signed.name, self.new)
            self._add_new(signed.name, line)
            return near and _(
                "“%(name)s” is much like “%(other)s” in line %(line)d: please write "
                "one name in one way (column “author”), or “new” in the column "
                "“person”."
            ) % {"name": signed.name, "other": near[0], "line": self.new[near[0]]}
        return _(
            "“%(name)s” may be somebody known: please write %(slugs)s in the column "
            "“person”, or “new” for somebody else."
        ) % {"name": signed.name, "slugs": " / ".join(p.slug for p in called or like)}

    def _add_new(self, name: str, line: int) -> None:
        self.new.setdefault(name, line)
        self.new_folded.add(folded(name))


class _Reading:
    """The second reading of a checked archive; `line` says how far it is."""

    def __init__(self, archive: Archive, tell: Tell):
        self.archive, self.tell, self.line = archive, tell, 0
        self.made: set[str] = set()

    def texts(self) -> Iterator[FormerText]:
        rows = self.archive.rows
        for number, row in enumerate(rows, 1):
            self.line = row.line
            found = _found(row, _inside(self.archive.folder, row.file))
            if found.source.digest != self.archive.digests[row.line]:
                raise BadRow(_("The file has changed since it was checked."))
            yield FormerText(
                kind=row.kind,
                language=row.language,
                content=self._with_people_made(found.content()),
                source=found.source,
                public_since=row.day,
                path=row.path,
                file=row.file,
                outlet=found.text.outlet,
                presenting_sentence=found.text.presenting_sentence,
            )
            if number % TELL_EVERY == 0:
                self.tell(
                    _("%(number)d of %(all)d taken in …")
                    % {"number": number, "all": len(rows)}
                )

    def _with_people_made(self, content: Content) -> Content:
        """Somebody new is made by the first row that says so; the others mean them."""
        signed = []
        for each in content.signatories:
            name = folded(each.name)
            if each.person == NEW and name in self.made:
                made = Person.objects.called(each.name).order_by("-pk").first()
                each = replace(each, person=str(made.uuid))
            elif each.person == NEW:
                self.made.add(name)
            signed.append(each)
        return replace(content, signatories=tuple(signed))


def _said_of_people(found: intake.Found, row: Row) -> dict[str, str]:
    """The row's word on who signs: a slug or `new` for each signature, parted by `|`;
    nothing means whoever is called so."""
    if not row.person:
        return {}
    names = [signed.name for signed in found.text.signatories]
    said = [part.strip() for part in row.person.split("|")]
    if len(said) != len(names):
        raise BadRow(
            _("%(count)d sign this text; the column “person” names %(said)d.")
            % {"count": len(names), "said": len(said)}
        )
    return {name: who for name, who in zip(names, said, strict=True) if who}


def _inside(folder: Path, name: str) -> Path:
    """The file in the folder, wherever links lead."""
    try:
        path = (folder / name).resolve()
        if path.is_relative_to(folder) and path.is_file():
            return path
    except (OSError, ValueError, RuntimeError):  # too long, a NUL, links in a circle
        pass
    raise BadRow(_("There is no file “%(name)s” in the folder.") % {"name": name})


def _found(row: Row, path: Path) -> intake.Found:
    with path.open("rb") as file:
        data = file.read(intake.MAX_BYTES + 1)
    found = intake.recognise_bytes(
        data, name=path.name, markdown=intake.is_markdown(path.name)
    )
    found = found.overridden(
        intake.Overrides(
            title=row.title or None,
            author=row.author or None,
            outlet=row.outlet or None,
            language=row.language,
            kind=row.kind,
            written_on=row.day,
        )
    )
    return replace(found, people=_said_of_people(found, row))
