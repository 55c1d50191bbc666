"""A round of the worker's over the fallback copy, bounded in time.

First it takes in what has changed; then it writes what is due, as long as a round may
last; what is left it does the next time. When nothing is due, the oldest pages are
written anew: so none is older than it need be, and nothing that was missed stays.
"""

import fcntl
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation

from publications import clock, fallback, site_languages
from publications.models import Kind
from publications.unavailable import AWAY, unavailable

from .asking import Answer, ask
from .changes import AROUND, BARRED, CHANGED, AnotherPast, fill, note_changes

ROUND = 2.0  # seconds
HOUR, DAY = 3_600.0, 86_400.0  # seconds
# Pages and files looked at anew in a round that has nothing else to do.
OLDEST = 2
MOST = 20 * 1024 * 1024  # bytes of a file that goes into the copy
# First pages of these, beside texts.
COPIED = {
    *("home", "text", "person", "topic", "series", "outlet", "corrections", "year"),
    *("month", "pages", "page", *(f"kind-{kind.path}" for kind in Kind)),
}

log = logging.getLogger(__name__)


class Away(Exception):
    """The site itself has no answer now: the copy stays as it is."""


def renew(ends: Callable[[], bool] = lambda: False, seconds: float = ROUND) -> int:
    """Return how many pages were written. A copy that can't be written is told of in
    the log, and stays as it is."""
    if not settings.FALLBACK_DIR:
        return 0
    try:
        with _alone() as mine:
            if not mine:
                return 0
            with fallback.shelf() as shelf:
                return _round(shelf, ends, time.monotonic() + seconds)
    except Away as error:
        log.warning("The fallback copy waits: %s", error)
    except (OSError, sqlite3.OperationalError) as error:
        log.warning("The fallback copy can't be written: %s", error)
    except (AnotherPast, sqlite3.DatabaseError) as error:
        log.warning("The fallback copy is begun anew: %s", error)
        _forget_index()
    return 0


@contextmanager
def _alone() -> Iterator[bool]:
    """Of several workers on one machine one writes."""
    folder = Path(settings.FALLBACK_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _forget_index() -> None:
    """Without it nobody knows what stands there: all of it goes, pages first."""
    folder = Path(settings.FALLBACK_DIR)
    for page in (folder / "pages").rglob("*"):
        if page.is_file():
            page.unlink()
    for file in folder.glob("index.sqlite3*"):
        file.unlink()


def _round(shelf: fallback.Shelf, ends: Callable[[], bool], until: float) -> int:
    def is_over() -> bool:
        return ends() or time.monotonic() >= until

    _write_words_for_nothing(shelf)
    note_changes(shelf, clock.database_now())
    written, tried = 0, set()
    while not is_over():
        due = shelf.next_due()
        if due is None:
            if not fill(shelf):
                break
            continue
        path, weight = due
        if path in tried and weight >= BARRED:
            break
        tried.add(path)
        written += _do(shelf, path, follows=weight == CHANGED)
    else:
        return written
    return written + _look_at_the_oldest(shelf, is_over)


def _do(shelf: fallback.Shelf, path: str, *, follows: bool) -> bool:
    """`follows`: what is around it is another page now, too."""
    around = shelf.around(path) if follows else set()
    if not _is_copied(path):
        shelf.remove(path)
        return False
    is_written = _write(shelf, path)
    if follows:
        around |= shelf.around(path)
        shelf.ask_for(filter(_is_copied, around - {path}), AROUND)
    return is_written


def _is_copied(path: str) -> bool:
    language = site_languages.of_path(path)
    if not language:
        return False
    with translation.override(language):
        try:
            return resolve(path).url_name in COPIED
        except Resolver404:
            return False


def _write(shelf: fallback.Shelf, path: str) -> bool:
    answer = _asked(path)
    document = answer.document()
    if answer.status != 200:
        shelf.remove(path)
        return False
    files = fallback.files_of(document, settings.SITE_URL)
    links = fallback.links_of(document, settings.SITE_URL) - {path}
    shelf.announce(path, files | links)
    for link in links:
        if not shelf.known(link) and _is_copied(link):
            shelf.ask_for([link], AROUND)
    for file in files:
        if not shelf.has_file(file):
            _fetch(shelf, file)
    if shelf.write_page(path, _with_note(document, path), files | links):
        return True
    shelf.put_off(path)
    return False


def _asked(path: str, method: str = "GET") -> Answer:
    answer = ask(path, method)
    if answer.status >= 500:
        answer.close()
        raise Away(f"{path} answers {answer.status}")
    return answer


def _fetch(shelf: fallback.Shelf, file: str) -> None:
    answer = ask(file)
    try:
        if answer.status == 200 and answer.size <= MOST:
            shelf.write_file(file, answer.blocks)
    finally:
        answer.close()


def _with_note(document: str, path: str) -> str:
    with translation.override(site_languages.of_path(path)):
        told = {"at": clock.database_now()}
        note = render_to_string("publications/_copied.html", told)
    return fallback.copied(document, note)


def _look_at_the_oldest(shelf: fallback.Shelf, is_over: Callable[[], bool]) -> int:
    written = 0
    a_day_ago = time.time() - DAY
    for path in shelf.pages_before(a_day_ago, OLDEST):
        written += _write(shelf, path)
    for file in shelf.files_before(a_day_ago, 50):
        if is_over():
            break
        answer = _asked(file, "HEAD")
        answer.close()
        if answer.status == 200:
            shelf.still_there(file)
        else:
            shelf.ask_for(shelf.around(file), AROUND)
            shelf.remove(file)
    return written


def _write_words_for_nothing(shelf: fallback.Shelf) -> None:
    """The page for what isn't in the copy, by language, also for what somebody sent."""
    folder = shelf.folder / "away"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    for code, _name in settings.LANGUAGES:
        for method, ending in (("GET", ""), ("POST", "-sent")):
            page = folder / f"{code}{ending}.html"
            if page.exists() and page.stat().st_mtime > time.time() - HOUR:
                continue
            request = HttpRequest()
            request.method, request.path_info = method, f"/{code}/"
            part = page.with_suffix(".part")
            part.write_bytes(unavailable(request, AWAY).content)
            part.chmod(0o644)
            part.replace(page)
