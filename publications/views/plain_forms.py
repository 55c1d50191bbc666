"""A text as Markdown and as plain text: what its plain addresses hold.

Of a live edition each is the same bytes as long as the edition stands, so that anybody
can hold a copy against the digest that the page tells.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from publications import zones
from publications.mission import mission_name
from publications.models import Edition
from publications.rendering.days import in_words

# A picture of ours in a body: `](image:UUID`.
_PICTURE = re.compile(r"\]\(image:([0-9a-f-]{36})", re.IGNORECASE)


class Plain(NamedTuple):
    written: Callable[[Edition, Sequence[Edition]], str]
    media_type: str


def digests(edition: Edition, changes: Sequence[Edition]) -> list[tuple[str, str, str]]:
    """(name, address, SHA-256 in hex) of each plain form of a live edition. `changes`:
    those of it and before it that told readers of a change, the latest first."""
    return [
        (
            f"index.{form}",
            f"{edition.get_absolute_url()}index.{form}",
            hashlib.sha256(plain.written(edition, changes).encode()).hexdigest(),
        )
        for form, plain in FORMS.items()
    ]


def markdown(edition: Edition, changes: Sequence[Edition]) -> str:
    """As it was written, with the addresses of its pictures."""
    revision = edition.revision
    body = _PICTURE.sub(lambda found: _address(found, edition), revision.body)
    head = [f"# {revision.title}", revision.subtitle, revision.byline]
    head += [revision.summary and f"> {revision.summary}".replace("\n", "\n> ")]
    return _joined([*head, body.strip(), "---", *_told(edition, changes)])


def _address(found: re.Match, edition: Edition) -> str:
    """Where the page has the picture; one that it doesn't show stays as written."""
    html = edition.revision.rendering.html
    shown = re.search(rf'src="([^"]*{found[1].lower()}[^"]*)"', html)
    return f"]({settings.SITE_URL}{shown[1]}" if shown else found[0]


def as_text(edition: Edition, changes: Sequence[Edition]) -> str:
    """As it would be read aloud."""
    revision = edition.revision
    head = [revision.title, revision.subtitle, revision.byline, revision.summary]
    body = revision.rendering.text.strip()
    return _joined([*head, body, "* * *", *_told(edition, changes)])


def _told(edition: Edition, changes: Sequence[Edition]) -> list[str]:
    """What it is, where it stands, what was changed, and its digest on the record:
    facts that no later act changes."""
    with override(edition.language):
        on_record = _("This edition on the embassy’s record")
        return [
            f"{edition.get_kind_display()} · {mission_name()}",
            settings.SITE_URL + edition.get_absolute_url(),
            _line(_("Released here"), _day(edition.first_released_at)),
            _edition_line(edition),
            *(_change(change) for change in changes),
            _line(on_record, f"SHA-256 {edition.revision.digest}"),
        ]


def _edition_line(edition: Edition) -> str:
    number, day = edition.number, _day(edition.live_from)
    return _("Edition %(number)d, %(day)s") % {"number": number, "day": day}


def _change(change: Edition) -> str:
    told = _line(str(change.get_change_display()), change.public_note)
    return f"{_edition_line(change)}\n{told}"


def _day(moment: datetime) -> str:
    return in_words(zones.day_of(moment))


def _line(label: str, words: str) -> str:
    return _("%(label)s: %(words)s") % {"label": label, "words": words}


def _joined(parts: list[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"


FORMS = {
    "md": Plain(markdown, "text/markdown"),
    "txt": Plain(as_text, "text/plain"),
}
