"""What the side panel of the writing page tells of an edition."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from publications import clock, workflow
from publications.models import (
    OPEN_STAGES,
    AuditEntry,
    Edition,
    Image,
    Revision,
    Stage,
    Task,
)
from publications.rendering.scripts import LookAlike, look_alikes
from publications.workflow import storing

from . import steps
from .act_pages import PAGES
from .care import zone_changed
from .library import describing
from .permissions import may
from .previews import previews
from .still_public import still_public

SHOWN_ENTRIES = 50
OPEN = {stage.value for stage in OPEN_STAGES}


def told(
    request: HttpRequest, edition: Edition, possible: tuple[str, ...]
) -> dict[str, Any]:
    """Return where the text stands, what is possible, and why more is not."""
    at = clock.moment()
    code, word = edition.state(at)
    is_stale = isinstance(getattr(request, "refusal", None), workflow.Stale)
    under_way = Q(stage__in=OPEN_STAGES) | Q(live_from__gt=at)
    visible = Edition.objects.visible_to(request.user, at)
    others = visible.filter(under_way, text=edition.text_id).exclude(pk=edition.pk)
    history = AuditEntry.objects.filter(edition=edition.uuid).order_by("-sequence")
    return {
        "state_code": code,
        "state_word": word,
        "possible": possible,
        "pages": _pages(request, edition, possible, at),
        "reasons": workflow.reasons(edition, by=request.user, at=at),
        "under_way": others.select_related("revision__saved_by").first(),
        "history": history.exclude(act="preview")[:SHOWN_ENTRIES],
        # The private note of a take-down is for those who read the record.
        "reads_record": may(request, "read_record"),
        "newer_version": edition.text.version if is_stale else None,
        "latest": workflow.latest_released(edition, at)
        if code == "superseded"
        else None,
        "follows": edition.begun_from_id is not None,
        "previews": previews(edition, at),
        "may_share": may(request, "share"),
        **steps.told(edition, code, possible, at),
        **_clearance(edition, code, at),
        **_publication(request, edition, at),
    }


def _clearance(edition: Edition, code: str, at: datetime) -> dict[str, Any]:
    """Approvals, what is missing, who must look again, and what needs care."""
    unchecked = Edition.objects.unchecked_emergencies().filter(pk=edition.pk)
    is_open = code in OPEN
    behind = is_open and workflow.is_behind(edition, at)
    return {
        "approvals": edition.approvals.filter(voided_at=None).select_related(
            "approver"
        ),
        "missing": workflow.missing(edition, at) if code == "in_review" else [],
        "look_again": workflow.must_look_again(edition) if is_open else [],
        "is_unchecked_emergency": edition.emergency and unchecked.exists(),
        "live_changed": workflow.latest_released(edition, at) if behind else None,
        "zone_changed": zone_changed(edition, at),
        "words_mended": is_open and _words_mended(edition),
        "undescribed": _undescribed(edition) if is_open else [],
        "look_alikes": _look_alikes(edition.revision, edition.text.language)
        if is_open
        else [],
        "original_changed": code not in ("superseded", "discarded")
        and workflow.original_changed(edition, at),
        "withdrawal": edition.withdrawals.select_related("entered_by").last(),
        **_retraction(edition, at),
        "links": edition.approval_links.select_related("sent_by"),
    }


def _retraction(edition: Edition, at: datetime) -> dict[str, Any]:
    """Whether it is true for readers, and what they find all the same."""
    check = edition.deliveries.filter(task=Task.CONFIRM_RETRACTION).last()
    kept = still_public(edition.text, at) if check else []
    return {"retraction": check, "still_public": kept}


def _words_mended(edition: Edition) -> bool:
    """Whether the library says something else by now of what this wording shows."""
    revision = edition.revision
    if not (revision.image_uses.exists() or revision.attachment_uses.exists()):
        return False
    content = workflow.content_of(revision)
    return not storing.words_are_those_of(revision, content, edition.text.language)


def _undescribed(edition: Edition) -> list[tuple[Image, str]]:
    """Pictures that lack a text alternative, and where to give them one."""
    uses = edition.revision.image_uses.select_related("image")
    lacking = dict.fromkeys(use.image for use in uses if use.lacks_alternative)
    language = edition.text.language
    return [(image, describing.address([image], language)) for image in lacking]


def _look_alikes(revision: Revision, language: str) -> list[LookAlike]:
    """Words of this wording in which a letter only looks right (UTS #39): told of,
    never a reason to refuse."""
    fields = ("title", "subtitle", "summary", "byline", "place", "event", "issuer")
    words = [getattr(revision, name) for name in fields]
    return look_alikes("\n".join([*words, revision.rendering.text]), language)


def _publication(request, edition: Edition, at: datetime) -> dict[str, Any]:
    """What belongs to the publication in all its languages."""
    publication = edition.text.publication
    embargo = publication.embargo_until
    texts = Edition.objects.visible_to(request.user, at).filter(
        text__publication=publication
    )
    texts = texts.exclude(text=edition.text_id).select_related("text", "revision")
    latest = {other.text_id: other for other in texts.order_by("pk")}
    remarks = edition.remarks.filter(answers=None)
    remarks = remarks.select_related("written_by", "resolved_by")
    remarks = list(remarks.prefetch_related("replies__written_by"))
    return {
        "public_address": edition.get_absolute_url()
        if edition.live_from and edition.live_from <= at
        else "",
        "placements": publication.placements.select_related("outlet"),
        "embargo": embargo if embargo and embargo > at else None,
        "languages": [(other, other.state(at)) for other in latest.values()],
        "admissions": publication.admissions.select_related("account", "group")
        if publication.limited
        else [],
        "remarks": remarks,
        "open_remarks": sum(each.resolved_at is None for each in remarks),
        "may_remark": may(request, "remark"),
    }


def _pages(request, edition: Edition, possible: tuple[str, ...], at: datetime):
    """The acts that have a page of their own, of those that are possible."""
    if edition.stage == Stage.DISCARDED:
        return []
    publication = edition.text.publication
    embargo = publication.embargo_until
    beside = {
        "limit": may(request, "limit"),
        "set_embargo": may(request, "set_embargo")
        and not Edition.objects.filter(
            text__publication=publication, live_from__lte=at
        ).exists(),
        "lift_embargo": may(request, "lift_embargo")
        and embargo is not None
        and embargo > at,
        "translate": bool(
            dict(settings.LANGUAGES).keys()
            - publication.texts.values_list("language", flat=True)
        )
        and (may(request, "save") or may(request, "translate")),
    }
    return [
        {"act": act, "title": form.title}
        for act, form in PAGES.items()
        if act in possible or beside.get(act)
    ]
