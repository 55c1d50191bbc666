"""The doors of the site: whoever asks is let in. Tests: test_doors.py."""

from publications.models import Kind

from .answers import (
    ASKED_ABOUT,
    CARD,
    COMPARISON,
    EDITIONS,
    FILE,
    ONE_EDITION,
    PREVIEW,
    SIGNER,
    SUBJECT,
    SUBJECTS,
    TEXT,
)
from .door import PUBLIC, READ, Door

SITE = {
    "root": Door(PUBLIC, answer=302),
    "choose-language": Door(PUBLIC, answer=303),
    "home": Door(PUBLIC),
    "home-feed": Door(PUBLIC),
    **{f"kind-{kind.path}": Door(PUBLIC) for kind in Kind},
    **{f"kind-{kind.path}-feed": Door(PUBLIC) for kind in Kind},
    "person": Door(PUBLIC, answer=SIGNER),
    "person-feed": Door(PUBLIC, answer=SIGNER),
    **{name: Door(PUBLIC, answer=SUBJECT) for name in SUBJECTS},
    **{f"{name}-feed": Door(PUBLIC, answer=SUBJECT) for name in SUBJECTS},
    "text": Door(PUBLIC, answer=TEXT),
    "plain": Door(PUBLIC, answer=TEXT),
    "paper": Door(PUBLIC, answer=TEXT),
    "card": Door(PUBLIC, answer=CARD),
    "editions": Door(PUBLIC, answer=EDITIONS),
    "edition": Door(PUBLIC, answer=ONE_EDITION),
    "edition-paper": Door(PUBLIC, answer=ONE_EDITION),
    "citation": Door(PUBLIC, answer=ONE_EDITION),
    "comparison": Door(PUBLIC, answer=COMPARISON),
    "corrections": Door(PUBLIC),
    "year": Door(PUBLIC),
    "month": Door(PUBLIC),
    # At the desk, with the drafts that show it.
    **{
        name: Door(PUBLIC, answer=FILE, hidden=404, others=(READ, 200))
        for name in ("picture", "rendition", "attachment")
    },
    "pages": Door(PUBLIC),
    "page": Door(PUBLIC),
    "sitemap": Door(PUBLIC),
    "sitemap-news": Door(PUBLIC),
    # Of a year and of a language: 404 where nothing of them is live.
    "sitemap-texts": Door(PUBLIC),
    "sitemap-own-pages": Door(PUBLIC),
    "robots": Door(PUBLIC),
    # Strangers learn whether the site can serve, and no more.
    "live": Door(PUBLIC),
    "ready": Door(PUBLIC),
    # 404 to whoever neither asks from this machine nor has the token.
    "metrics": Door(PUBLIC),
    **{name: Door(PUBLIC) for name in ("favicon", "touch-icon", "look", "manifest")},
    "subscribe": Door(PUBLIC),
    "search": Door(PUBLIC),
    # 404 where nothing is asked for.
    "search-feed": Door(PUBLIC),
    "opensearch": Door(PUBLIC),
    "corrections-feed": Door(PUBLIC),
    # 404 where nobody is named (SECURITY_CONTACT).
    "security": Door(PUBLIC),
    # Whoever holds the token is let in; without it there is no such page.
    "approve-by-link": Door(PUBLIC, PUBLIC, records="open_link"),
    "approve-by-link-file": Door(PUBLIC, answer=ASKED_ABOUT),
    **{
        name: Door(PUBLIC, answer=PREVIEW)
        for name in ("preview", "preview-file", "preview-rendition")
    },
}
