"""Make drafts from files: `manage.py import_text FILE…`, a folder, or `-`."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from publications import workflow
from publications.importing import intake
from publications.importing.decoding import Unreadable
from publications.models import Account, Kind

# With more files than this, progress is told instead of each text's details.
TELL_EACH = 20


class Command(BaseCommand):
    help = (
        "Read op-eds as newspapers present them (Word, HTML, plain text or Markdown) "
        "and make a draft of each. A file that was imported before makes nothing new."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="file, folder, or - for input"
        )
        parser.add_argument("--title")
        parser.add_argument("--author", help="e.g. “Ms. Ada Venn, Ambassador of …”")
        parser.add_argument("--outlet", help="where it was first published")
        parser.add_argument(
            "--language", choices=[c for c, _name in settings.LANGUAGES]
        )
        parser.add_argument(
            "--kind", choices=[value.replace("_", "-") for value in Kind.values]
        )
        parser.add_argument("--written-on", type=_day, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--person",
            action="append",
            default=[],
            type=_said,
            metavar="NAME=PERSON",
            help="who is meant by a name: the last part of their page, or “new”",
        )
        parser.add_argument("--by", metavar="ACCOUNT", help="who imports, by user name")

    def handle(self, *args, **options):
        by = self._account(options["by"])
        overrides = intake.Overrides(
            title=options["title"],
            author=options["author"],
            outlet=options["outlet"],
            language=options["language"],
            kind=(options["kind"] or "").replace("-", "_") or None,
            written_on=options["written_on"],
            people=dict(options["person"]),
        )
        files = list(_files(options["files"]))
        made = held = failed = 0
        for number, name in enumerate(files, 1):
            try:
                result = self._import(name, overrides, by)
            except (
                *(Unreadable, OSError, ValidationError),
                *(workflow.Refused, intake.Unclear),
            ) as error:
                failed += 1
                self.stderr.write(f"{name}: {_in_words(error)}")
                continue
            made, held = made + (not result.held), held + result.held
            if len(files) <= TELL_EACH:
                self._tell(name, result)
            elif number % 100 == 0:
                self.stdout.write(f"{number} of {len(files)} …")
        if len(files) > 1:
            self.stdout.write(f"{made} imported, {held} held already, {failed} failed.")
        if failed:
            sys.exit(1)

    def _import(self, name: str, overrides: intake.Overrides, by: Account):
        if name == "-":
            data = sys.stdin.buffer.read(intake.MAX_FILE + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(intake.MAX_FILE + 1)
        found = intake.recognise_file(
            data, name=Path(name).name, markdown=intake.is_markdown(name)
        )
        return intake.take_in(found.overridden(overrides), by=by)

    def _tell(self, name: str, result: intake.Result):
        edition = result.edition
        publication = edition.text.publication
        if result.held:
            self.stdout.write(
                f"{name}: nothing new, publication {publication.uuid} holds it: "
                f"“{edition.title}”, at the desk {result.address}"
            )
            return
        self.stdout.write(f"{name}: a draft in publication {publication.uuid}")
        for label, value in result.found.told():
            self.stdout.write(f"  {label + ':':<22}{value}")
        self.stdout.write(f"  {'At the desk:':<22}{result.address}")

    @staticmethod
    def _account(username: str | None) -> Account:
        if username is None:
            return intake.importer()
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account called “{username}”.")
        return account


def _files(names: list[str]) -> Iterator[str]:
    """Folders become the files in them, sorted; hidden ones are passed over."""
    for name in names:
        path = Path(name)
        if name == "-" or not path.is_dir():
            yield name
            continue
        inside = sorted(
            str(p)
            for p in path.rglob("*")
            if p.is_file() and not p.name.startswith(".")
        )
        if not inside:
            raise CommandError(f"{name}: there is no file in this folder.")
        yield from inside


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ArgumentTypeError(f"{value} is no day; write 2026-04-18") from error


def _said(value: str) -> tuple[str, str]:
    name, equals, person = (part.strip() for part in value.partition("="))
    if not (name and equals and person):
        raise ArgumentTypeError(f"{value}: write “Lu Mey=lu-mei” or “Lu Mey=new”")
    return name, person


def _in_words(error: Exception) -> str:
    if isinstance(error, intake.Unclear):
        return (
            f"{error} Say who it is with --person “NAME=lu-mei”, or --person "
            "“NAME=new” for somebody else."
        )
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, OSError):
        return f"can't be read ({error.strerror})."
    return str(error)
