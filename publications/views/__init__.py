"""The public pages: each asks the moment once and sees what `live`, `readable` say."""

from .cards import card
from .editions import citation, edition, editions
from .languages import choose_language, to_my_language
from .lists import by_kind, home, outlet, series, topic
from .media import attachment, picture, rendition
from .pages import page, pages
from .people import person
from .plain import plain
from .site import no_such_page, not_found, robots
from .texts import text

__all__ = [
    "attachment",
    "by_kind",
    "card",
    "choose_language",
    "citation",
    "edition",
    "editions",
    "home",
    "no_such_page",
    "not_found",
    "outlet",
    "page",
    "pages",
    "person",
    "picture",
    "plain",
    "rendition",
    "robots",
    "series",
    "text",
    "to_my_language",
    "topic",
]
