"""The folder of the copy, and an index of what stands in it: which page leads to what.

The index is a SQLite file beside the pages, since the copy belongs to a machine, not to
the site's database, which may be away. Its lock is the only one: whoever takes a page
out and whoever writes one meet there. A link is known before the page that has it is
written and forgotten after, so that a killed process leaves nothing unknown behind.
Tests: tests/fallback/.
"""

import os
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

# An act waits no longer for the worker, which holds the lock for a page's writing.
PATIENCE = 5  # seconds
# An act that hasn't been entered by then was undone.
BARRED = 600  # seconds

SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
  path TEXT PRIMARY KEY, is_text INTEGER NOT NULL, written_at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS page_by_age ON page (written_at);
CREATE TABLE IF NOT EXISTS link (
  page TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (page, target)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS link_by_target ON link (target);
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, asked_at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS file_by_age ON file (asked_at);
CREATE TABLE IF NOT EXISTS due (path TEXT PRIMARY KEY, weight INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS due_by_weight ON due (weight);
CREATE TABLE IF NOT EXISTS barred (
  path TEXT PRIMARY KEY, publication TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_TEXT = re.compile(r"/[a-z0-9-]+/\d{4}/[^/]*[^/\d][^/]*/")


class Shelf:
    """Of one folder. Raises OSError or sqlite3.Error where it can't be written."""

    def __init__(self, folder: Path):
        self.folder, self.pages = folder, folder / "pages"
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._make(self.pages)
        self.db = sqlite3.connect(
            folder / "index.sqlite3", timeout=PATIENCE, isolation_level=None
        )
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.executescript(SCHEMA)

    def _make(self, folder: Path) -> None:
        """The front server reads it as somebody else, whatever umask there is."""
        for made in [*reversed(folder.parents), folder]:
            if made.is_relative_to(self.folder) and not made.exists():
                made.mkdir(mode=0o755)
                made.chmod(0o755)

    def close(self) -> None:
        self.db.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    # What is there

    def place_of(self, path: str) -> Path:
        return self.pages / path.lstrip("/") / ("index.html" if path[-1] == "/" else "")

    def holds(self, path: str) -> bool:
        return self.place_of(path).exists()

    def known(self, path: str) -> bool:
        return bool(self._column("SELECT 1 FROM page WHERE path = ?", path))

    def has_file(self, path: str) -> bool:
        return bool(self._column("SELECT 1 FROM file WHERE path = ?", path))

    def around(self, path: str) -> set[str]:
        """Pages that lead to it, and those that it leads to."""
        leading = self._column("SELECT page FROM link WHERE target = ?", path)
        return {*leading, *self._column("SELECT target FROM link WHERE page = ?", path)}

    def lists(self) -> list[str]:
        return self._column("SELECT path FROM page WHERE is_text = 0")

    def pages_before(self, at: float, most: int) -> list[str]:
        found = "SELECT path FROM page WHERE written_at < ? ORDER BY written_at LIMIT ?"
        return self._column(found, at, most)

    def files_before(self, at: float, most: int) -> list[str]:
        found = "SELECT path FROM file WHERE asked_at < ? ORDER BY asked_at LIMIT ?"
        return self._column(found, at, most)

    def _column(self, question: str, *values) -> list[str]:
        return [row[0] for row in self.db.execute(question, values)]

    # What the worker has still to do

    def state(self, name: str) -> str:
        found = self._column("SELECT value FROM state WHERE name = ?", name)
        return found[0] if found else ""

    def remember(self, **values: object) -> None:
        with self._locked():
            self.db.executemany(
                "INSERT OR REPLACE INTO state VALUES (?, ?)",
                [(name, str(value)) for name, value in values.items()],
            )

    def ask_for(self, paths: Iterable[str], weight: int) -> None:
        """`weight`: 0 comes first. What is due already keeps the lesser one."""
        with self._locked():
            self._ask_for(paths, weight)

    def _ask_for(self, paths: Iterable[str], weight: int) -> None:
        self.db.executemany(
            "INSERT INTO due VALUES (?, ?) ON CONFLICT (path)"
            " DO UPDATE SET weight = min(weight, excluded.weight)",
            [(path, weight) for path in paths],
        )

    def put_off(self, path: str) -> None:
        """To the end of what is due."""
        with self._locked():
            self.db.execute("UPDATE due SET weight = 3 WHERE path = ?", (path,))

    def next_due(self) -> tuple[str, int] | None:
        found = "SELECT path, weight FROM due ORDER BY weight LIMIT 1"
        return self.db.execute(found).fetchone()

    def ask_all_files_anew(self) -> None:
        with self._locked():
            self.db.execute("UPDATE file SET asked_at = 0")

    # Writing

    def announce(self, path: str, targets: set[str]) -> None:
        """What a page is going to lead to and to need, before it is written."""
        with self._locked():
            self.db.execute(
                "INSERT OR IGNORE INTO page VALUES (?, ?, 0)",
                (path, bool(_TEXT.fullmatch(path))),
            )
            self._add_links(path, targets)

    def _add_links(self, path: str, targets: set[str]) -> None:
        self.db.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?)", [(path, t) for t in targets]
        )

    def write_page(self, path: str, document: str, targets: set[str]) -> bool:
        """False where it, or what it leads to, is being taken down."""
        with self._part(path, [document.encode()]) as part, self._locked():
            barred = self._column("SELECT path FROM barred")
            if not {path, *targets}.isdisjoint(barred):
                return False
            os.replace(part, self.place_of(path))
            self.db.execute("DELETE FROM link WHERE page = ?", (path,))
            self._add_links(path, targets)
            now = time.time()
            self.db.execute(
                "UPDATE page SET written_at = ? WHERE path = ?", (now, path)
            )
            self.db.execute("DELETE FROM due WHERE path = ?", (path,))
        return True

    def write_file(self, path: str, blocks: Iterable[bytes]) -> None:
        """Nothing, where no page needs it any longer."""
        with self._part(path, blocks) as part, self._locked():
            if self._column("SELECT 1 FROM link WHERE target = ? LIMIT 1", path):
                os.replace(part, self.place_of(path))
                self.db.execute(
                    "INSERT OR REPLACE INTO file VALUES (?, ?)", (path, time.time())
                )

    def still_there(self, path: str) -> None:
        with self._locked():
            self.db.execute(
                "UPDATE file SET asked_at = ? WHERE path = ?", (time.time(), path)
            )

    @contextmanager
    def _part(self, path: str, blocks: Iterable[bytes]) -> Iterator[Path]:
        """Whole under another name, to be renamed under the lock; gone otherwise."""
        place = self.place_of(path)
        self._make(place.parent)
        part = place.with_name(f"{place.name}.part")
        try:
            with part.open("wb") as file:
                file.writelines(blocks)
            part.chmod(0o644)
            yield part
        finally:
            part.unlink(missing_ok=True)

    # Taking out

    def remove(self, path: str) -> None:
        """A page that is no longer answered, or a file that nobody may have."""
        with self._locked():
            self._remove(path)
            self.db.execute("DELETE FROM due WHERE path = ?", (path,))

    def _remove(self, path: str) -> None:
        # First the file, whatever the index says of it.
        self.place_of(path).unlink(missing_ok=True)
        needed = self._column("SELECT target FROM link WHERE page = ?", path)
        self.db.execute("DELETE FROM link WHERE page = ?", (path,))
        self.db.execute("DELETE FROM page WHERE path = ?", (path,))
        self.db.execute("DELETE FROM file WHERE path = ?", (path,))
        for target in needed:
            used = "SELECT 1 FROM link WHERE target = ? LIMIT 1"
            if self.has_file(target) and not self._column(used, target):
                self._remove(target)

    def take_out(self, paths: Iterable[str], publication: str) -> None:
        """A text at once: its own pages, all that lead to it, and files that only these
        need. Nothing that leads there is written before `lift`."""
        with self._locked():
            for path in paths:
                for leading in self._column(
                    "SELECT page FROM link WHERE target = ?", path
                ):
                    self._remove(leading)
                    self._ask_for([leading], 1)
                self._remove(path)
                self.db.execute(
                    "INSERT OR REPLACE INTO barred VALUES (?, ?, ?)",
                    (path, publication, time.time()),
                )

    def lift(self, publications: Iterable[str]) -> None:
        """Acts that are on the record, so that pages tell of them; and undone ones."""
        with self._locked():
            self.db.executemany(
                "DELETE FROM barred WHERE publication = ?",
                [(publication,) for publication in publications],
            )
            self.db.execute("DELETE FROM barred WHERE at < ?", (time.time() - BARRED,))


@contextmanager
def shelf() -> Iterator[Shelf]:
    """That of this installation (FALLBACK_DIR)."""
    opened = Shelf(Path(settings.FALLBACK_DIR))
    try:
        yield opened
    finally:
        opened.close()


def is_kept() -> bool:
    """Whether there is a copy on this machine."""
    folder = settings.FALLBACK_DIR
    return bool(folder) and (Path(folder) / "index.sqlite3").exists()


def take_out(paths: Iterable[str], publication: str) -> None:
    """From the copy on this machine, where there is one."""
    if is_kept():
        with shelf() as opened:
            opened.take_out(paths, publication)
