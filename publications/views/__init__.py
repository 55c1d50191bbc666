"""The public pages: each asks the moment once and sees what `live`, `readable` say."""

from .lists import by_kind, home, person
from .pictures import picture
from .site import no_such_page, not_found, robots, to_my_language
from .texts import text

__all__ = [
    "by_kind",
    "home",
    "no_such_page",
    "not_found",
    "person",
    "picture",
    "robots",
    "text",
    "to_my_language",
]
