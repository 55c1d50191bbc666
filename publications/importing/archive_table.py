"""The table of an archive: which file was public since when, at which address.

Every fault is told with its line; a row that has one is not looked at further.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from publications import site_languages
from publications.models import Address, FormerAddress, Kind, path_of

REQUIRED = ("file", "date", "address", "language", "kind")
OPTIONAL = ("title", "author", "outlet", "person")
MOST_ROWS = 10_000
MOST_BYTES = 20 * 1024 * 1024
# Anything before is a slip of the pen.
FIRST_YEAR = 1800
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_PATH = FormerAddress._meta.get_field("path").max_length


class Fault(NamedTuple):
    """What is wrong in a line of the table, in a sentence."""

    line: int
    sentence: str


class BadRow(ValueError):
    """A row that can't be taken in; says why in a sentence."""


@dataclass(frozen=True)
class Row:
    """One text, as the table tells of it."""

    line: int
    file: str
    day: date
    path: str
    language: str
    kind: str
    title: str = ""
    author: str = ""
    outlet: str = ""
    person: str = ""


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_table(path: Path, *, today: date) -> Table:
    """Read all of a table. Raises OSError where there is none."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    table = Table()
    if len(data) > MOST_BYTES:
        table.faults.append(Fault(1, _("The table is larger than 20 MB.")))
        return table
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        table.faults.append(Fault(line, _("The table must be saved as UTF-8.")))
        return table
    _fill(table, text, today)
    return table


def _fill(table: Table, text: str, today: date) -> None:
    lines = _cells(text)
    try:
        _line, header = next(lines, (1, []))
        columns = _columns(header)
        for line, cells in lines:
            if len(table.rows) == MOST_ROWS:
                raise BadRow(
                    _("A table has at most %(most)d rows: please part it.")
                    % {"most": MOST_ROWS}
                )
            try:
                table.rows.append(_row(line, cells, columns, today))
            except BadRow as error:
                table.faults.append(Fault(line, str(error)))
    except BadRow as error:
        table.faults.append(Fault(getattr(error, "line", 1), str(error)))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line on which it begins, cells) of each row that isn't empty."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
    )
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = BadRow(_("The line can't be read; is a quotation mark missing?"))
            fault.line = line
            raise fault from error
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The one that parts the header into most of the columns that there must be."""
    header = text.lstrip("\r\n").split("\n", 1)[0].lower()

    def known(delimiter: str) -> int:
        names = {cell.strip(' "\r') for cell in header.split(delimiter)}
        return len(names.intersection(REQUIRED))

    return max((",", ";", "\t"), key=known)


def _columns(header: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in header]
    if missing := [name for name in REQUIRED if name not in columns]:
        raise BadRow(
            _("The first line must name these columns, too: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    unknown = [name for name in columns if name and name not in REQUIRED + OPTIONAL]
    twice = [name for name in columns if name and columns.count(name) > 1]
    if wrong := list(dict.fromkeys(unknown + twice)):
        raise BadRow(
            _("These columns are not known, or there twice: %(names)s.")
            % {"names": ", ".join(wrong)}
        )
    return columns


def _row(line: int, cells: list[str], columns: list[str], today: date) -> Row:
    if any(cells[len(columns) :]):
        raise BadRow(_("The line has more cells than the first line has columns."))
    told = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    if missing := [name for name in REQUIRED if not told.get(name)]:
        raise BadRow(_("Nothing stands in: %(names)s.") % {"names": ", ".join(missing)})
    return Row(
        line=line,
        file=told["file"],
        day=_day(told["date"], today),
        path=_path(told["address"]),
        language=_language(told["language"]),
        kind=_kind(told["kind"]),
        **{name: told.get(name, "") for name in OPTIONAL},
    )


def _day(value: str, today: date) -> date:
    if not ISO_DAY.fullmatch(value):
        raise BadRow(
            _("Please write the date as 2019-05-04, not “%(value)s”.")
            % {"value": value}
        )
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise BadRow(
            _("There is no such day as %(value)s.") % {"value": value}
        ) from error
    if day > today:
        raise BadRow(_("%(value)s lies in the future.") % {"value": value})
    if day.year < FIRST_YEAR:
        raise BadRow(_("%(value)s is too long ago.") % {"value": value})
    return day


def _language(value: str) -> str:
    known = dict(settings.LANGUAGES)
    if value.lower() not in known:
        raise BadRow(
            _("“%(value)s” is none of the site's languages (%(known)s).")
            % {"value": value, "known": ", ".join(known)}
        )
    return value.lower()


def _kind(value: str) -> str:
    kind = value.lower().replace("-", "_")
    if kind not in Kind.values:
        raise BadRow(
            _("“%(value)s” is no kind of text (%(known)s).")
            % {"value": value, "known": ", ".join(Kind.values)}
        )
    return kind


def _path(value: str) -> str:
    """The old address as it is compared, unless this site itself answers there."""
    no_address = BadRow(
        _("“%(value)s” is no address: it begins with /, http:// or https://.")
        % {"value": value}
    )
    if not value.isprintable():
        raise no_address
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise no_address from error
    is_path = value.startswith("/") and not parts.netloc
    if not is_path and not (parts.scheme in ("http", "https") and parts.netloc):
        raise no_address
    path = path_of(value)
    if len(path) > LONGEST_PATH:
        raise BadRow(
            _("The address has more than %(longest)d characters.")
            % {"longest": LONGEST_PATH}
        )
    if _is_ours(path):
        raise BadRow(
            _("“%(value)s” is an address of this site: it can lead nowhere else.")
            % {"value": value}
        )
    return path


def _is_ours(path: str) -> bool:
    """Whether a page of this site answers there, whatever texts there are; or a text
    of this site has the address. Django adds a slash where one is missing."""
    asked = unquote(path.partition("?")[0])
    if asked.startswith(settings.STATIC_URL):
        return True
    language = site_languages.of_path(asked) or settings.LANGUAGE_CODE
    with translation.override(language):
        for each in dict.fromkeys((asked, f"{asked.removesuffix('/')}/")):
            try:
                found = resolve(each)
            except Resolver404:
                continue
            if found.url_name != "text" or _has_text(language, found.kwargs["slug"]):
                return True
    return False


def _has_text(language: str, slug: str) -> bool:
    return Address.objects.filter(language=language, slug=slug).exists()
