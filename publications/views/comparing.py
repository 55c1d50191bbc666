"""Two editions of a text side by side: what was changed, word by word, in the open.

Of editions that may be read, and of what their pages show. The body is compared as it
would be read aloud; where its links lead is told beside it, so that no change of one
hides behind the same words.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publications import clock
from publications.models import AttachmentUse, Edition, ImageUse, Kind, Revision
from publications.rendering.changes import changes
from publications.rendering.days import in_words
from publications.rendering.language_names import language_name

from .editions import (
    comparison_address,
    edition_address,
    editions_of,
    elsewhere,
    latest_of,
    taken_down,
)

# Where the body leads to; its notes and its pictures' files are the page's own.
_LINK = re.compile(r'<a [^>]*?href="(?!#|/media/)([^"]+)"')
# Enough of a digest to tell one file from another.
SHOWN_OF_DIGEST = 12


class Section(NamedTuple):
    """A part of the text that was changed."""

    heading: str
    html: SafeString


@require_safe
def comparison(
    request: HttpRequest, year: int, slug: str, earlier: int, later: int
) -> HttpResponse:
    """What an edition changed against an earlier one; the other way round leads here,
    and an edition with itself leads to it."""
    at = clock.moment()
    readable = editions_of(slug, at)
    old, new = _both(readable, earlier, later)
    address = edition_address(new)
    if old != new:
        address = comparison_address(old.number, new)
    if request.path != address:
        return redirect(address, permanent=True)
    latest = latest_of(readable)
    between = readable.filter(number__gt=old.number, number__lte=new.number)
    context = {
        "old": old,
        "new": new,
        "old_address": edition_address(old),
        "new_address": edition_address(new),
        "revision": new.revision,
        "kind": Kind(new.kind),
        "own_address": latest.get_absolute_url(),
        "all_editions": _all_editions(latest),
        "canonical": settings.SITE_URL + _all_editions(latest),
        "told": between.order_by("-number"),
        "sections": _sections(old.revision, new.revision),
        "is_laid_out_anew": _is_laid_out_anew(old.revision, new.revision),
        **taken_down(latest, at),
        **elsewhere(latest, at),
    }
    return render(request, "publications/comparison.html", context)


def _both(readable: QuerySet[Edition], one: int, other: int) -> tuple[Edition, Edition]:
    """The two editions in their order, or the same one twice."""
    found = (
        readable.filter(Q(number=one) | Q(number=other))
        .order_by("number")
        .select_related("text", "revision__address", "revision__rendering")
        .prefetch_related(
            "revision__image_uses__image", "revision__attachment_uses__attachment"
        )
    )
    editions = list(found)
    if len(editions) < len({one, other}):
        raise Http404
    return editions[0], editions[-1]


def _all_editions(latest: Edition) -> str:
    slug = latest.revision.address.slug
    with translation.override(latest.text.language):
        return reverse("editions", args=[latest.text.year, slug])


def _sections(old: Revision, new: Revision) -> list[Section]:
    both = zip(_parts(old), _parts(new), strict=True)
    return [
        Section(heading, changes(before, after))
        for (heading, before), (_heading, after) in both
        if before != after
    ]


def _is_laid_out_anew(old: Revision, new: Revision) -> bool:
    """Whether the body was changed in its marks alone, which its words don't tell."""
    return old.body != new.body and _of_body(old) == _of_body(new)


def _parts(revision: Revision) -> list[tuple[str, str]]:
    """What readers find of a wording, each part under its heading."""
    written_on = revision.written_on
    return [
        (_("Title"), revision.title),
        (_("Subtitle"), revision.subtitle),
        (_("Byline as printed"), revision.byline),
        (_("Issuing body"), revision.issuer),
        (_("Written or delivered"), in_words(written_on) if written_on else ""),
        (_("Place"), revision.place),
        (_("Event"), revision.event),
        (_("Wording"), revision.get_fidelity_display()),
        (_("Summary"), revision.summary),
        *_of_body(revision),
        (_("Attachments"), _attachments(revision)),
    ]


def _of_body(revision: Revision) -> list[tuple[str, str]]:
    return [
        (_("Body"), revision.rendering.text),
        (_("Links"), _links(revision)),
        (_("Pictures"), _pictures(revision)),
    ]


def _links(revision: Revision) -> str:
    return "\n\n".join(map(unescape, _LINK.findall(revision.rendering.html)))


def _pictures(revision: Revision) -> str:
    uses = revision.image_uses.all()
    return "\n\n".join("\n".join(_of_picture(use)) for use in uses)


def _of_picture(use: ImageUse) -> Iterator[str]:
    """What a page tells of a picture, and which one it is."""
    yield _line(_("Picture"), use.image.digest[:SHOWN_OF_DIGEST])
    if use.alt:
        yield _line(_("Text alternative"), use.alt)
    if use.caption:
        yield _line(_("Caption"), use.caption)
    if use.credit:
        yield _line(_("Credit"), use.credit)


def _attachments(revision: Revision) -> str:
    uses = revision.attachment_uses.all()
    return "\n\n".join("\n".join(_of_attachment(use)) for use in uses)


def _of_attachment(use: AttachmentUse) -> Iterator[str]:
    file = use.attachment
    kind, language = file.extension.upper(), language_name(use.language)
    yield f"{use.title} ({kind}, {language}, {file.digest[:SHOWN_OF_DIGEST]})"
    if use.transcript:
        yield _line(_("Transcript"), use.transcript)


def _line(label: str, words: str) -> str:
    return _("%(label)s: %(words)s") % {"label": label, "words": words}
