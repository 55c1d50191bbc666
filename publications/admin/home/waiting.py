"""What waits for whom: to be written, translated, reviewed, released (`turns`)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from publications.admin import turns
from publications.admin.permissions import may
from publications.models import (
    Account,
    AuditEntry,
    Change,
    Edition,
    Relation,
    Stage,
)
from publications.rendering.language_names import language_name

from .sections import (
    Line,
    Section,
    line_of,
    plain_lines,
    section,
    stated_lines,
    texts,
    with_what_lines_show,
)
from .unsaved import unsaved

TOLD = (Change.CLARIFICATION, Change.CORRECTION, Change.UPDATE)
# Translations are looked for of originals that are as new, or changed as lately.
NEW = timedelta(days=60)
CHANGES = 200

URGENT_FIRST = ("-priority", F("due_on").asc(nulls_last=True), "-id")


def waiting(request: HttpRequest, at: datetime) -> Iterator[Section]:
    """Yield the sections that are this person's job."""
    user = request.user
    seen = with_what_lines_show(Edition.objects.visible_to(user, at))
    ours = seen.filter(text__archived=None)
    if may(request, "save") or may(request, "translate"):
        if typed := unsaved(request, at):
            yield typed
        yield _to_write(ours, user, at)
    if may(request, "translate"):
        yield behind(seen, at)
        yield _to_translate(ours, at)
    if may(request, "approve"):
        yield _to_review(ours, user, at)
    if may(request, "release"):
        yield _to_release(ours, at)
        yield _to_wait_for(ours, at)
    if may(request, "save") or may(request, "translate"):
        yield _with_others(ours, user, at)


def _to_write(ours: QuerySet, user: Account, at: datetime) -> Section:
    # Nothing else leads back to a draft, so one that was ever returned is.
    returned = AuditEntry.objects.filter(
        edition=OuterRef("uuid"), act="return_to_author"
    )
    drafts = ours.filter(turns.to_write(user)).annotate(is_returned=Exists(returned))
    return section(
        "write",
        _("To write"),
        _("No draft of yours is waiting. “Write a text” begins one."),
        drafts.order_by("-is_returned", *URGENT_FIRST),
        lambda found: _with_remarks(found, at),
        texts(mine="waits", state=Stage.DRAFT),
    )


def _with_remarks(drafts: list[Edition], at: datetime) -> Iterator[Line]:
    """Those that came back say why."""
    returned = AuditEntry.objects.filter(
        edition__in=[each.uuid for each in drafts if each.is_returned],
        act="return_to_author",
    )
    last = {entry.edition: entry for entry in returned.order_by("sequence")}
    namesakes = Account.namesakes() if last else frozenset()
    for draft in drafts:
        line = line_of(draft, at)
        if entry := last.get(draft.uuid):
            told = _("Returned by %(name)s") % {"name": entry.called(namesakes)}
            line = line._replace(care=(("returned", told), *line.care), note=entry.note)
        yield line


def behind(seen: QuerySet, at: datetime) -> Section:
    """Translations behind their original, of the originals that changed last."""
    changes = Edition.objects.filter(
        begun_from__isnull=False,  # an index holds these alone
        change__in=TOLD,
        live_from__lte=at,
        text__relation=Relation.ORIGINAL,
    ).order_by("-live_from", "-id")
    # As a list: each database then begins at these, not at all translations.
    changed = list(changes.values_list("text__publication", flat=True)[:CHANGES])
    stale = seen.behind_original(at).filter(text__publication__in=changed)
    return section(
        "behind",
        _("Behind their original"),
        _("Every translation follows what its original says now."),
        stale.order_by("-id"),
        stated_lines(at),
        texts(care="behind"),
    )


def _to_translate(seen: QuerySet, at: datetime) -> Section:
    """Originals that are public since lately, or will be, without some language."""
    originals = seen.filter(
        text__relation=Relation.ORIGINAL,
        live_until=None,
        first_released_at__gte=at - NEW,
    ).order_by("-first_released_at", "-id")
    lately = list(originals.values_list("pk", flat=True)[:CHANGES])
    written = Edition.objects.filter(
        text__publication=OuterRef("text__publication")
    ).exclude(stage=Stage.DISCARDED)
    lacking = [
        Q(~Exists(written.filter(text__language=code)))
        for code, _name in settings.LANGUAGES
    ]
    return section(
        "translate",
        _("To translate"),
        _("All that went out lately, or will, is there in every language."),
        originals.filter(reduce(or_, lacking), pk__in=lately),
        lambda found: _with_languages(found, at),
    )


def _with_languages(originals: list[Edition], at: datetime) -> Iterator[Line]:
    """Each with the languages in which nobody has begun it."""
    publications = [each.text.publication_id for each in originals]
    begun = Edition.objects.filter(text__publication__in=publications)
    known = set(
        begun.exclude(stage=Stage.DISCARDED).values_list(
            "text__publication", "text__language"
        )
    )
    for original in originals:
        names = [
            str(language_name(code))
            for code, _name in settings.LANGUAGES
            if (original.text.publication_id, code) not in known
        ]
        line = line_of(original, at, state=original.state(at))
        missing = _("not yet in %(languages)s") % {"languages": ", ".join(names)}
        yield line._replace(facts=(*line.facts, missing))


def _to_review(ours: QuerySet, user: Account, at: datetime) -> Section:
    return section(
        "review",
        _("To review"),
        _("No text is waiting for your approval."),
        ours.filter(turns.to_review(user, at)).order_by(*URGENT_FIRST),
        plain_lines(at),
        texts(mine="waits", state=Stage.IN_REVIEW),
    )


def _to_release(ours: QuerySet, at: datetime) -> Section:
    return section(
        "release",
        _("To release"),
        _("Every approved text is public or has its moment."),
        ours.filter(turns.to_release()).order_by(*URGENT_FIRST),
        plain_lines(at),
        texts(mine="waits", state=Stage.APPROVED),
    )


def _to_wait_for(seen: QuerySet, at: datetime) -> Section:
    found = seen.filter(stage=Stage.APPROVED, awaits__isnull=False)
    return section(
        "outlet",
        _("Waiting for an outlet"),
        _("No text waits until a newspaper has it."),
        found.select_related("awaits__outlet").order_by("-id"),
        lambda editions: [_with_outlet(each, at) for each in editions],
    )


def _with_outlet(edition: Edition, at: datetime) -> Line:
    line = line_of(edition, at)
    return line._replace(facts=(*line.facts, edition.awaits.outlet.name))


def _with_others(seen: QuerySet, user: Account, at: datetime) -> Section:
    stages = (Stage.IN_REVIEW, Stage.APPROVED)
    return section(
        "others",
        _("Mine, with others now"),
        _("No text of yours is being reviewed or waits for its release."),
        seen.filter(turns.is_mine(user), stage__in=stages).order_by("-id"),
        stated_lines(at),
    )
