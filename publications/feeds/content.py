"""The whole text of an item as HTML, as on its page; and the notice in its place.

Each item is shown among texts of other sites: its addresses are whole, and it says its
own language and direction.
"""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from publications.models import (
    Edition,
    Fidelity,
    PlacementRole,
    Relation,
    Withdrawal,
)
from publications.rendering import absolute, direction_of
from publications.rendering.bylines import MARKS
from publications.rendering.days import in_words
from publications.rendering.languages import language_tag


def notice(withdrawal: Withdrawal, outcome: str, successor: Edition | None) -> str:
    """In the language of the feed."""
    context = {"withdrawal": withdrawal, "outcome": outcome, "successor": successor}
    return render_to_string("publications/_notice.html", context).strip()


def whole_text(edition: Edition, changes: Sequence[Edition]) -> str:
    """`changes`: those that readers of this edition are told of, the latest first."""
    address = settings.SITE_URL + edition.get_absolute_url()
    language = edition.language
    return format_html(
        '<div lang="{}" dir="{}">{}</div>',
        language_tag(language),
        direction_of(language),
        _parts(edition, changes, address),
    )


def _parts(edition: Edition, changes: Sequence[Edition], address: str) -> SafeString:
    # Each is escaped or rendered by us.
    return SafeString(  # nosec B703
        _what_changed(edition, changes)
        + _beside(edition)
        + _subtitle(edition)
        + _fidelity(edition)
        + _summary(edition)
        + absolute(edition.revision.rendering.lead.get("figure", ""), address)
        + absolute(edition.revision.rendering.html, address)
        + _attachments(edition)
        + _disclaimer(edition)
    )


def _subtitle(edition: Edition) -> str:
    subtitle = edition.revision.subtitle
    return format_html("<p>{}</p>", subtitle) if subtitle else ""


def _summary(edition: Edition) -> str:
    """The summary stands before the text, as on the page."""
    summary = edition.revision.summary
    return format_html("<p><em>{}</em></p>", summary) if summary else ""


def _fidelity(edition: Edition) -> str:
    """That a speech is to be checked against delivery, as on the page."""
    revision = edition.revision
    if revision.fidelity in ("", Fidelity.DELIVERED):
        return ""
    with override(edition.language):
        return format_html(
            "<p><strong>{}</strong></p>", revision.get_fidelity_display()
        )


def _disclaimer(edition: Edition) -> str:
    """That somebody signs for themselves, as on the page."""
    context = {"revision": edition.revision}
    with override(edition.language):
        return render_to_string("publications/_disclaimer.html", context).strip()


def _attachments(edition: Edition) -> str:
    """Links to what is offered beside the text, and what is heard there in words."""
    context = {"attachments": edition.revision.rendering.attachments}
    if not context["attachments"]:
        return ""
    address = settings.SITE_URL + edition.get_absolute_url()
    with override(edition.language):
        html = render_to_string("publications/_attachments_in_feed.html", context)
    return absolute(html.strip(), address)


def _what_changed(edition: Edition, changes: Sequence[Edition]) -> str:
    """Every correction is told at the top of the text: whoever polls seldom would
    otherwise miss all but the last."""
    with override(edition.language):
        return format_html_join(
            "",
            '<p><strong>{}</strong> <span dir="auto">{}</span></p>',
            [(each.get_change_display(), each.public_note) for each in changes],
        )


def _beside(edition: Edition) -> str:
    """What the page tells beside the text and a newsroom must know: that it is a
    translation, who else had a part in it, and where it appeared first."""
    with override(edition.language):
        return format_html_join("", "<p>{}</p>", [(x,) for x in _told_beside(edition)])


def _told_beside(edition: Edition) -> Iterator[str]:
    line = _("%(label)s: %(words)s")
    if edition.text.relation != Relation.ORIGINAL:
        yield edition.text.get_relation_display()
    for byline in edition.revision.bylines.all():
        if not byline.signs:
            comma = MARKS.get(edition.language, (", ",))[0]
            who = comma.join(filter(None, [byline.name, byline.post]))
            yield line % {"label": byline.get_role_display(), "words": who}
    for placement in edition.text.publication.placements.all():
        if placement.confirmed and placement.role == PlacementRole.FIRST:
            day = placement.appeared_on and in_words(placement.appeared_on)
            where = ", ".join(filter(None, [placement.outlet.name, day]))
            yield line % {"label": _("First published in"), "words": where}
