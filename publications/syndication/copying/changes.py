"""Which pages the record, and the clock, have made others since the copy was looked at.

A page is due with what leads to it and what it leads to: so lists, people and topics
follow their texts without anybody naming them.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from publications import zones
from publications.fallback import Shelf
from publications.models import AuditEntry, Edition, Kind, Text
from publications.workflow import addresses_of

# Which of them comes first; last, what an act under way keeps from being written.
CHANGED, AROUND, REST, BARRED = range(4)
# Nobody outside sees what these do.
INSIDE = (
    *("create", "save", "submit", "return_to_author", "approve", "void", "remark"),
    *("resolve_remark", "take_up", "put_down", "plan", "preview", "share", "refused"),
)
MOST = 500  # entries of the record, or texts, taken in at once


class AnotherPast(Exception):
    """The copy was made of a record that is no longer this site's."""


def note_changes(shelf: Shelf, at: datetime) -> None:
    """Write down what is due. `at`: the moment up to which it then is."""
    since = shelf.state("at")
    if not since:
        _begin(shelf, at)
        return
    _check_is_of_this_record(shelf)
    entries = AuditEntry.objects.filter(sequence__gt=int(shelf.state("read_to")))
    entries = list(
        entries.order_by("sequence").values("sequence", "hash", "act", "publication")[
            :MOST
        ]
    )
    told = [entry for entry in entries if entry["act"] not in INSIDE]
    changed = {entry["publication"] for entry in told}
    if None in changed:
        shelf.ask_for(shelf.lists(), AROUND)
    changed |= _went_by_themselves(datetime.fromisoformat(since), at)
    changed.discard(None)
    if any(entry["act"] == "release_batch" for entry in told):
        shelf.remember(filled="")  # it names no texts: look at all of them
    taken = {str(e["publication"]) for e in told if e["act"] == "withdraw"}
    shelf.lift(taken)
    if changed:
        shelf.ask_for(
            _paths(Text.objects.filter(publication__uuid__in=changed)), CHANGED
        )
        shelf.ask_for(front_pages(), AROUND)
    if zones.day_of(datetime.fromisoformat(since)) != zones.day_of(at):
        # Rights to pictures end with a day.
        shelf.ask_all_files_anew()
    shelf.remember(at=at.isoformat())
    if entries:
        shelf.remember(read_to=entries[-1]["sequence"], hash=entries[-1]["hash"])


def _check_is_of_this_record(shelf: Shelf) -> None:
    """A database that was restored knows less than the copy. Raises AnotherPast."""
    read = AuditEntry.objects.filter(sequence=int(shelf.state("read_to")))
    if shelf.state("hash") and not read.filter(hash=shelf.state("hash")).exists():
        raise AnotherPast("the record doesn't hold what the copy was made after")


def _begin(shelf: Shelf, at: datetime) -> None:
    last = AuditEntry.objects.order_by("-sequence").first()
    shelf.ask_for(front_pages(), AROUND)
    read = {"read_to": last.sequence if last else 0, "hash": last.hash if last else ""}
    shelf.remember(**read, at=at.isoformat(), filled="")


def _went_by_themselves(since: datetime, at: datetime) -> set:
    """Publications of which a period began or ended meanwhile."""
    passed = Q(live_from__gt=since, live_from__lte=at)
    ended = Q(live_until__gt=since, live_until__lte=at)
    of_work = "text__publication__uuid"
    began = Edition.objects.filter(passed).values_list(of_work, flat=True)
    return {*began, *Edition.objects.filter(ended).values_list(of_work, flat=True)}


def fill(shelf: Shelf) -> bool:
    """Ask for some more of the texts that the copy hasn't had yet, the newest first;
    False once all are there."""
    if (below := shelf.state("filled")) == "0":
        return False
    texts = Text.objects.filter(year__isnull=False).order_by("-pk")
    if below:
        texts = texts.filter(pk__lt=int(below))
    some = list(texts[:MOST])
    shelf.ask_for(_paths(some), REST)
    shelf.remember(filled=some[-1].pk if some else 0)
    return bool(some)


def front_pages() -> set[str]:
    """First pages, and lists by kind, in each language of the site."""
    names = ["home", "pages", "corrections", *(f"kind-{kind.path}" for kind in Kind)]
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {reverse(name) for name in names}
    return found


def _paths(texts) -> set[str]:
    return {path for text in texts for path in addresses_of(text)}
