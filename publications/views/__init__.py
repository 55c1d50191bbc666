"""The public pages: each asks the moment once and sees what `live`, `readable` say."""

from .archives import month, year
from .cards import card
from .comparing import comparison
from .corrections import corrections
from .editions import citation, edition, editions
from .failing import failed, refused
from .languages import choose_language, to_my_language
from .lists import by_kind, home, outlet, series, topic
from .look import look, manifest
from .media import attachment, picture, rendition
from .pages import page, pages
from .papers import edition_paper, paper
from .people import person
from .plain import plain
from .searching import opensearch, search
from .site import no_such_page, not_found, robots, security
from .subscribing import subscribe
from .texts import text

__all__ = [
    "attachment",
    "by_kind",
    "card",
    "choose_language",
    "citation",
    "comparison",
    "corrections",
    "edition",
    "edition_paper",
    "editions",
    "failed",
    "home",
    "look",
    "manifest",
    "month",
    "no_such_page",
    "not_found",
    "opensearch",
    "outlet",
    "page",
    "pages",
    "paper",
    "person",
    "picture",
    "plain",
    "refused",
    "rendition",
    "robots",
    "search",
    "security",
    "series",
    "subscribe",
    "text",
    "to_my_language",
    "topic",
    "year",
]
