"""The product's addresses, a text in every state to ask them for, and the table of
docs/developing/doors.md."""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.urls import ResolverMatch, URLResolver, get_resolver
from PIL import Image as Pillow

from publications import renditions, workflow
from publications.doors import ADMINISTRATOR, DOORS, PUBLIC, SIGNED_IN
from publications.doors.answers import (
    CARD,
    EDITIONS,
    FILE,
    ONE_EDITION,
    PREVIEW,
    SIGNER,
    SUBJECT,
    TEXT,
)
from publications.models import (
    ApprovalLink,
    Attachment,
    Edition,
    Image,
    Outlet,
    Placement,
    PreviewLink,
    Remark,
    Series,
    Topic,
)
from publications.workflow.principal import digest_of

from . import factories
from .people import person

STATES = {
    **factories.BY_STATE,
    "limited": factories.draft,
    "limited_live": factories.released,
}


class Scene(NamedTuple):
    """A text in a state, and what belongs to it."""

    state: str
    edition: Edition
    picture: Image
    recording: Attachment
    token: str
    remark: Remark

    def values(self) -> dict[str, object]:
        """What stands in the addresses, by the name of the part."""
        signed = self.edition.revision.bylines.first()
        return {
            "pk": self.edition.pk,
            "remark_pk": self.remark.pk,
            "act": "discard",
            "uuid": self.picture.uuid,
            "extension": self.picture.extension,
            "name": "thumb",
            "rendition-extension": "webp",
            "preview-rendition-extension": "webp",
            "attachment-uuid": self.recording.uuid,
            "attachment-extension": self.recording.extension,
            "token": self.token,
            "year": self.edition.text.year or datetime.now(UTC).year,
            "slug": self.edition.revision.address.slug,
            "month": f"{datetime.now(UTC).month:02}",
            "number": self.edition.number or 1,
            "earlier": self.edition.number or 1,
            "later": self.edition.number or 1,
            "form": "bib",
            "plain-form": "md",
            "feed_form": "atom",
            "code": "az",
            "look-name": "icon-192.png",
            "language": "en",
            "provider_id": "sso",
            "person": signed.person.slug if signed else "nobody-signs",
            # Of this text alone: `_classify`.
            **dict.fromkeys(("topic-page", "series-page", "outlet-page"), self.state),
        }


def scene(number: int, state: str) -> Scene:
    out = io.BytesIO()
    Pillow.new("RGB", (8, 8), (number, 0, 0)).save(out, "PNG")
    dara = person("dara")
    picture = workflow.take_picture_in(out.getvalue(), "a.png", by=dara)
    # Made on a first look, which is to change nothing here.
    renditions.ready(picture, "thumb", "webp")
    recording = factories.attachment(seconds=number + 1)
    wording = {
        "title": f"A text {number}",
        "body": f"Words.\n\n![A colour](image:{picture.uuid})",
        "attachments": (str(recording.uuid),),
    }
    if state != "emergency":
        wording["signatories"] = (workflow.Signatory(f"Ada {state}", "", "Envoy"),)
    edition = STATES[state](**wording)
    if state.startswith("limited"):
        workflow.limit(edition, by=dara)
    _classify(edition, state)
    edition = factories.again(edition)
    factories.paper(edition)
    told = _link(edition), _remark(edition)
    return Scene(state, edition, picture, recording, *told)


def _classify(edition: Edition, slug: str) -> None:
    """Give the text a topic, a series and an outlet that no other has."""
    publication = edition.text.publication
    publication.topics.add(Topic.objects.create(slug=slug))
    publication.series = Series.objects.create(slug=slug)
    publication.save(update_fields=["series"])
    outlet = Outlet.objects.create(name=slug, slug=slug)
    Placement.objects.create(
        publication=publication, outlet=outlet, role="reprint", confirmed=True
    )


def _link(edition: Edition) -> str:
    """The token of an approval link to this wording, and of a preview, sent long ago or
    just now."""
    token, now = f"token-{edition.pk}", datetime.now(UTC)
    ApprovalLink.objects.create(
        edition=edition,
        revision=edition.revision,
        person=factories.signatory_of(edition),
        capacity="signatory",
        token_digest=digest_of(token),
        sent_at=now,
        sent_by=person("petra"),
        expires_at=now + timedelta(hours=1),
    )
    # The same opens a preview, as it was shared before whatever became of the text.
    PreviewLink.objects.create(
        edition=edition,
        recipient="Jonas Reet",
        language="en",
        token_digest=digest_of(token),
        shared_at=now,
        shared_by=person("dara"),
        expires_at=now + timedelta(hours=1),
    )
    return token


def _remark(edition: Edition) -> Remark:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    rhea = person("rhea")
    return Remark.objects.create(
        edition=edition, body="Shorter.", written_at=at, written_by=rhea
    )


class Address(NamedTuple):
    view_name: str
    route: str

    def path(self, values: dict[str, object]) -> str:
        """The address with these values; KeyError names a part that is unknown."""
        if self.view_name == "admin:app_list":
            return "/admin/publications/"
        if self.view_name.endswith("catch_all_view"):
            return "/admin/no-such-place"
        if self.view_name == "admin:autocomplete":
            asked = "app_label=publications&model_name=placement&field_name=outlet"
            return f"/{self.route}?{asked}"

        asked = "?q=words" if self.view_name == "search-feed" else ""

        def value(part: re.Match) -> str:
            name = part[1]
            about = self.view_name.removesuffix("-feed")
            if name == "slug" and about == "person":
                name = "person"
            elif name == "slug" and about in ("topic", "series", "outlet"):
                name = f"{about}-page"
            if f"{self.view_name}-{name}" in values:
                name = f"{self.view_name}-{name}"
            if self.view_name == "admin:placement_copy":
                name = {"pk": "placement", "uuid": "copy"}[name]
            if name == "object_id" and "/r/" not in self.route:
                name = self.route.split("/")[2]
            return str(values[name])

        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", value, self.route) + asked


def addresses() -> list[Address]:
    """Every address of the URL configuration, Django's admin's, too."""

    def walk(patterns, namespaces, route):
        for pattern in patterns:
            here = route + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                inner = [*namespaces, pattern.namespace]
                yield from walk(pattern.url_patterns, inner, here)
            else:
                match = ResolverMatch(
                    pattern.callback, (), {}, pattern.name, namespaces=namespaces
                )
                yield Address(match.view_name, here)

    return list(walk(get_resolver().url_patterns, [], ""))


def told(who: frozenset[str] | None) -> str:
    """Who that is, as people read it."""
    if who is None:
        return "–"
    if who in (PUBLIC, SIGNED_IN):
        return "everybody" if who == PUBLIC else "the signed-in"
    roles = [role for role, may in workflow.ROLES.items() if who & set(may)]
    return ", ".join([*roles, *(who & ADMINISTRATOR)]) or "nobody"


def table() -> str:
    """The table of docs/developing/doors.md."""
    lines = ["| address | looks | acts | finds |", "|---|---|---|---|"]
    for view_name, route in addresses():
        door = DOORS[view_name]
        found = door.answer if isinstance(door.answer, int) else "by state"
        found = "–" if door.look is None else found
        where = route.replace("|", "\\|")
        lines.append(f"| `/{where}` | {told(door.look)} | {told(door.act)} | {found} |")
    columns = {
        "text": TEXT,
        "editions": EDITIONS,
        "edition": ONE_EDITION,
        "file": FILE,
        "card": CARD,
        "preview": PREVIEW,
        "signer": SIGNER,
        "subject": SUBJECT,
    }
    lines += [
        "",
        f"| state | {' | '.join(columns)} |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for state in TEXT:
        found = " | ".join(str(column[state]) for column in columns.values())
        lines.append(f"| {state} | {found} |")
    return "\n".join(lines) + "\n"
