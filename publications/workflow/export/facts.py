"""What a bundle tells of a publication, as plain data for its JSON files."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from publications.models import (
    Address,
    Approval,
    ArchivedCopy,
    Attachment,
    Byline,
    Edition,
    Image,
    Publication,
    Remark,
    Revision,
    Text,
    Withdrawal,
)

from . import beside
from .plain import moment, who


def of_publication(publication: Publication) -> dict[str, Any]:
    admitted = publication.admissions.select_related("account", "group").order_by("pk")
    texts = publication.texts.order_by("pk").prefetch_related(
        Prefetch("addresses", Address.objects.order_by("pk"))
    )
    placements = publication.placements.select_related("outlet").order_by("pk")
    placements = placements.prefetch_related("copies__kept_by")
    return {
        "uuid": str(publication.uuid),
        "kind": publication.kind,
        "embargo_until": moment(publication.embargo_until),
        "limited": publication.limited,
        "admitted": [who(a.account) or str(a.group) for a in admitted],
        "topics": [topic.slug for topic in publication.topics.order_by("slug")],
        "series": publication.series and publication.series.slug,
        "texts": [_of_text(text) for text in texts],
        "placements": [beside.of_placement(placement) for placement in placements],
        "images": [_of_image(image) for image in images_of(publication)],
        "attachments": [_of_attachment(a) for a in attachments_of(publication)],
    }


def images_of(publication: Publication):
    """Every picture that any revision of the publication shows."""
    uses = Image.objects.filter(uses__revision__edition__text__publication=publication)
    return uses.select_related("uploaded_by").distinct().order_by("pk")


def attachments_of(publication: Publication):
    """Every attachment that any revision of the publication offers."""
    uses = Attachment.objects.filter(
        uses__revision__edition__text__publication=publication
    )
    return uses.select_related("uploaded_by").distinct().order_by("pk")


def copies_of(publication: Publication):
    """Every copy of what an outlet printed of the publication."""
    return ArchivedCopy.objects.filter(placement__publication=publication)


def of_edition(edition: Edition, at: datetime) -> dict[str, Any]:
    publication = edition.text.publication
    approvals = edition.approvals.select_related("revision", "approver", "signatory")
    withdrawals = edition.withdrawals.select_related("entered_by", "replacement")
    remarks = edition.remarks.select_related("written_by", "resolved_by", "answers")
    return {
        "uuid": str(edition.uuid),
        "publication": str(publication.uuid),
        "language": edition.text.language,
        "stage": edition.stage,
        "state": edition.state(at)[0],
        "number": edition.number,
        "revision": edition.revision.number if edition.revision else None,
        "revisions": list(
            edition.revisions.order_by("number").values_list("number", flat=True)
        ),
        "begun_from": _uuid(edition.begun_from),
        "caught_up_with": _uuid(edition.caught_up_with),
        "begun_at": moment(edition.begun_at),
        "begun_by": who(edition.begun_by),
        "live_from": moment(edition.live_from),
        "live_until": moment(edition.live_until),
        "first_released_at": moment(edition.first_released_at),
        "recorded": edition.recorded,
        "emergency": edition.emergency,
        "change": edition.change,
        "public_note": edition.public_note,
        "wall_time": edition.wall_time,
        "wall_zone": edition.wall_zone,
        "awaits": edition.awaits.outlet.name if edition.awaits else "",
        "bundle": _uuid(edition.bundle),
        "due_on": edition.due_on and edition.due_on.isoformat(),
        "priority": edition.priority,
        "reviewing_by": who(edition.reviewing_by),
        "approvals": [_of_approval(a) for a in approvals.order_by("pk")],
        "withdrawals": [_of_withdrawal(w) for w in withdrawals.order_by("pk")],
        "remarks": [_of_remark(remark) for remark in remarks.order_by("pk")],
    }


def editions_of(publication: Publication):
    editions = Edition.objects.filter(text__publication=publication)
    return editions.select_related(
        "text__publication",
        "revision",
        "begun_from",
        "begun_by",
        "caught_up_with",
        "awaits__outlet",
        "bundle",
        "reviewing_by",
    ).order_by("text_id", "pk")


def revisions_of(edition: Edition):
    return (
        edition.revisions.select_related("address", "rendering", "saved_by", "follows")
        .prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("person")),
            "image_uses__image",
            "attachment_uses__attachment",
        )
        .order_by("number")
    )


def of_revision(revision: Revision, edition: Edition, at: datetime) -> dict[str, Any]:
    """A revision; `content` is what its digest covers, exactly."""
    revision.edition = edition
    return {
        "edition": str(edition.uuid),
        "number": revision.number,
        "digest": revision.digest,
        "content": revision.content(*revision.parts()),
        "saved_at": moment(revision.saved_at),
        "saved_by": who(revision.saved_by),
        "renderer": revision.rendering.renderer,
        "images": sorted({str(use.image.uuid) for use in revision.image_uses.all()}),
        "banner": _banner(revision, edition, at),
    }


def _banner(revision: Revision, edition: Edition, at: datetime) -> list[str]:
    """What whoever reads the document alone must know, in the text's language."""
    embargo = edition.text.publication.embargo_until
    with translation.override(edition.text.language):
        lines = [
            _("Exported on %(moment)s. At that time: %(state)s.")
            % {"moment": _in_utc(at), "state": edition.state(at)[1]}
        ]
        if embargo and embargo > at:
            lines.insert(
                0, _("Embargo until %(moment)s") % {"moment": _in_utc(embargo)}
            )
        if revision.pk != edition.revision_id:
            lines.append(_("A later revision has taken the place of this one."))
        if revision.fidelity:
            lines.append(revision.get_fidelity_display())
        if edition.emergency:
            lines.append(_("Released in an emergency, without full approval."))
    return lines


def _in_utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _uuid(found: Any) -> str | None:
    return found and str(found.uuid)


def _of_text(text: Text) -> dict[str, Any]:
    return {
        "language": text.language,
        "relation": text.relation,
        "governs": text.governs,
        "feed_id": text.feed_id,
        "first_released_at": moment(text.first_released_at),
        "year": text.year,
        "addresses": [address.slug for address in text.addresses.all()],
        "former_addresses": list(
            text.former_addresses.order_by("path").values_list("path", flat=True)
        ),
        "archived": [beside.of_archived(a) for a in beside.archived(text)],
        "editions": [
            str(uuid)
            for uuid in text.editions.order_by("pk").values_list("uuid", flat=True)
        ],
    }


def _of_image(image: Image) -> dict[str, Any]:
    return {
        "uuid": str(image.uuid),
        "name": image.name,
        "extension": image.extension,
        "mime": image.mime,
        "width": image.width,
        "height": image.height,
        "animated": bool(image.animation),
        "digest": image.digest,
        "uploaded_at": moment(image.uploaded_at),
        "uploaded_by": who(image.uploaded_by),
    }


def _of_attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        "uuid": str(attachment.uuid),
        "name": attachment.name,
        "extension": attachment.extension,
        "mime": attachment.mime,
        "size": attachment.size,
        "seconds": attachment.seconds,
        "digest": attachment.digest,
        "uploaded_at": moment(attachment.uploaded_at),
        "uploaded_by": who(attachment.uploaded_by),
    }


def _of_approval(approval: Approval) -> dict[str, Any]:
    return {
        "revision": approval.revision.number,
        "digest": approval.revision.digest,
        "approver": approval.approver_id,
        "by": who(approval.approver),
        "signatory": _uuid(approval.signatory),
        "capacity": approval.capacity,
        "name": approval.name,
        "office": approval.office,
        "afterwards": approval.afterwards,
        "approved_at": moment(approval.approved_at),
        "voided_at": moment(approval.voided_at),
    }


def _of_withdrawal(withdrawal: Withdrawal) -> dict[str, Any]:
    replacement = withdrawal.replacement
    return {
        "outcome": withdrawal.outcome,
        "reason": withdrawal.reason,
        "public_note": withdrawal.public_note,
        "private_note": withdrawal.private_note,
        "replacement": replacement and replacement.feed_id,
        "entered_at": moment(withdrawal.entered_at),
        "entered_by": who(withdrawal.entered_by),
    }


def _of_remark(remark: Remark) -> dict[str, Any]:
    return {
        "uuid": str(remark.uuid),
        "answers": _uuid(remark.answers),
        "quotation": remark.quotation,
        "body": remark.body,
        "written_at": moment(remark.written_at),
        "written_by": who(remark.written_by),
        "resolved_at": moment(remark.resolved_at),
        "resolved_by": who(remark.resolved_by),
    }
