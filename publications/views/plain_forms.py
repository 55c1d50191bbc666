"""A text as Markdown and as plain text: what its plain addresses hold.

Of a live edition each is the same bytes as long as the edition stands, so that anybody
can hold a copy against the digest that the page tells.
"""

import hashlib
import re
from collections.abc import Callable
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
    written: Callable[[Edition], str]
    media_type: str


def digests(edition: Edition) -> list[tuple[str, str, str]]:
    """(name, address, SHA-256 in hex) of each plain form of a live edition."""
    return [
        (
            f"index.{form}",
            f"{edition.get_absolute_url()}index.{form}",
            hashlib.sha256(plain.written(edition).encode()).hexdigest(),
        )
        for form, plain in FORMS.items()
    ]


def markdown(edition: Edition) -> str:
    """As it was written, with the addresses of its pictures."""
    revision = edition.revision
    body = _PICTURE.sub(lambda found: _address(found, edition), revision.body)
    head = [f"# {revision.title}", revision.subtitle, revision.byline]
    head += [revision.summary and f"> {revision.summary}".replace("\n", "\n> ")]
    return _joined([*head, body.strip(), "---", *_told(edition)])


def _address(found: re.Match, edition: Edition) -> str:
    """Where the page has the picture; one that it doesn't show stays as written."""
    html = edition.revision.rendering.html
    shown = re.search(rf'src="([^"]*{found[1].lower()}[^"]*)"', html)
    return f"]({settings.SITE_URL}{shown[1]}" if shown else found[0]


def as_text(edition: Edition) -> str:
    """As it would be read aloud."""
    revision = edition.revision
    head = [revision.title, revision.subtitle, revision.byline, revision.summary]
    return _joined([*head, revision.rendering.text.strip(), "* * *", *_told(edition)])


def _told(edition: Edition) -> list[str]:
    """Where it stands, which edition it is and its digest on the record: facts that no
    later act changes."""
    with override(edition.language):
        day = in_words(zones.day_of(edition.live_from))
        return [
            mission_name(),
            settings.SITE_URL + edition.get_absolute_url(),
            _("Edition %(number)d, %(day)s") % {"number": edition.number, "day": day},
            f"SHA-256 {edition.revision.digest}",
        ]


def _joined(parts: list[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"


FORMS = {
    "md": Plain(markdown, "text/markdown"),
    "txt": Plain(as_text, "text/plain"),
}
