"""What should be looked at again in a text, as far as the database tells: links to our
own texts, pictures; and which of it stands in the way of an act.

Few and certain things bar: a link into the desk or to a preview, and one to a text of
ours that readers won't find when this one is released. The rest is asked about.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from publications.models import Account, Address, ArchivedText, Edition, ImageUse
from publications.rendering.checking import (
    ERROR,
    Finding,
    Link,
    Written,
    check,
    finding,
    in_order,
    links_in,
)
from publications.search import own_path, text_behind

from .content import Content
from .pictures import REFERENCE, lead, named_in


class Asked(NamedTuple):
    """At which moment readers should find what a text links to; who wants to know,
    and when."""

    moment: datetime
    by: Account
    at: datetime


def written(content: Content, language: str) -> Written:
    """A text as its checks read it."""
    return Written(
        language=language,
        title=content.title,
        subtitle=content.subtitle,
        summary=content.summary,
        body=content.body,
        is_signed=bool(content.signatories or content.byline.strip()),
        is_dated=content.written_on is not None,
        lead=content.lead,
    )


def look_over(
    text: Written,
    *,
    at: datetime,
    by: Account,
    names: Iterable[str] = (),
    edition: Edition | None = None,
) -> list[Finding]:
    """Return all that should be looked at again, errors first: three queries at most,
    and those of the pictures. `names`: of people that may be known to who asks."""
    moment = edition.live_from if edition and edition.live_from else at
    found = [*check(text, names), *_pictures(text)]
    of_links = _links(text.body, Asked(moment, by, at), edition)
    return in_order([*found, *of_links])


def barred(edition: Edition, asked: Asked | None = None) -> str:
    """Say which links of an edition keep it from going on or, where a moment is asked
    about, from being released then; or return "".

    Never of a text that came with an archive: it shows what a former site said.
    """
    found = [
        each
        for each in _links(edition.revision.body, asked, edition)
        if each.severity == ERROR
    ]
    if not found or _came_with_an_archive(edition):
        return ""
    sentences = dict.fromkeys(f"{each.told} ({each.words})" for each in found)
    return " ".join(sentences)


def _came_with_an_archive(edition: Edition) -> bool:
    archived = ArchivedText.objects.filter(text=edition.text_id)
    return edition.begun_from_id is None and archived.exists()


# --- Links ----------------------------------------------------------------------------


def _links(
    body: str, asked: Asked | None, edition: Edition | None
) -> Iterator[Finding]:
    texts: dict[tuple[str, str], list[Link]] = {}
    for link in links_in(body):
        path = own_path(link.address)
        if path is None:
            continue
        if path.startswith(_closed()):
            yield _inside(body, link)
        elif of_text := text_behind(path):
            texts.setdefault(of_text, []).append(link)
    if texts and asked:
        public = _public(texts, asked, edition)
        for of_text, links in texts.items():
            if of_text not in public:
                yield from (_not_public(body, link) for link in links)


def _closed() -> tuple[str, ...]:
    """What the desk's addresses begin with, and those of links sent to one person."""
    sent = (reverse(name, args=["-"]) for name in ("preview", "approve-by-link"))
    return reverse("admin:index"), *(path.removesuffix("-/") for path in sent)


def _public(
    wanted: Iterable[tuple[str, str]], asked: Asked, edition: Edition | None
) -> set[tuple[str, str]]:
    """Which of these addresses of texts readers find at the moment, whether the text
    stands there or what became of it. What goes out in one bundle is there together.

    Of texts that whoever asks may see: else one would learn, by trying moments, when
    a text of a limited circle goes out."""
    together = Q(live_from__lte=asked.moment)
    if edition and edition.bundle_id:
        together |= Q(bundle=edition.bundle_id)
    if edition:
        together |= Q(text=edition.text_id)
    seen = Edition.objects.visible_to(asked.by, asked.at)
    there = seen.filter(together, revision__address=OuterRef("pk"))
    slugs = {slug for _language, slug in wanted}
    addresses = Address.objects.filter(slug__in=slugs)
    return set(addresses.filter(Exists(there)).values_list("language", "slug"))


def _inside(body: str, link: Link) -> Finding:
    return finding(
        "link-inside",
        "body",
        _("A link leads to a preview or into the desk, where readers are not let in."),
        _("Link to the public page, or take the link away."),
        at=(body, link.start, link.end),
        severity=ERROR,
    )


def _not_public(body: str, link: Link) -> Finding:
    """The same words for a text that is hidden and for one that never was: nobody
    learns from them that something lies at an address."""
    return finding(
        "link-not-public",
        "body",
        _("A link leads to a text of ours that readers won't find at the release."),
        _(
            "Correct the address; or release that text first, or both in one bundle; "
            "or take the link away."
        ),
        at=(body, link.start, link.end),
        severity=ERROR,
    )


# --- Pictures -------------------------------------------------------------------------


def _pictures(text: Written) -> Iterator[Finding]:
    references: dict[str, tuple[int, int]] = {}
    for found in REFERENCE.finditer(text.body):
        references.setdefault(found[1].lower(), found.span())
    for use in named_in(text.body, text.language):
        at = (text.body, *references[str(use.image.uuid)])
        yield from _of_picture(use, text, at)
    for use in lead(text.lead, text.language):
        yield from _of_picture(use, text, None)


def _of_picture(
    use: ImageUse, text: Written, at: tuple[str, int, int] | None
) -> Iterator[Finding]:
    field, name = "body" if at else "lead", {"name": use.image}
    said = _is_described(text.body, use) if at else text.lead_alternative
    if not (use.alt or use.decorative or said):
        yield finding(
            "no-alternative",
            field,
            _("The picture “%(name)s” has no text alternative.") % name,
            _(
                "Say what it shows, here or in the library, or mark it there as "
                "decorative."
            ),
            at=at,
            severity=ERROR,
        )
    if not use.credit:
        yield finding(
            "no-credit",
            field,
            _("The picture “%(name)s” has no credit.") % name,
            _("Say in the library who took or owns it."),
            at=at,
        )


def _is_described(body: str, use: ImageUse) -> bool:
    """Whether the body itself says, wherever it shows it, what is to be seen."""
    uuid = str(use.image.uuid)
    shown = [f for f in REFERENCE.finditer(body) if f[1].lower() == uuid]
    return all(_said_before(body, found.start()) for found in shown)


def _said_before(body: str, at: int) -> bool:
    """What stands in the brackets of `![…](image:…)`."""
    opened = body.rfind("![", max(0, at - 600), at)
    return opened >= 0 and bool(body[opened + 2 : at - 1].strip())
