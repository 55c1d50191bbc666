"""Who may enter where: a row for each address, by the full name of its view.

`entrance.Doors` looks the row up before any view runs: an address without a row is
closed. Behind a door the finer rules go on (which texts a person sees, which act a
role covers). Tests ask every address as everybody, and docs/developing/doors.md shows
the table.
"""

from .desk import DESK
from .door import ADMINISTRATOR, ANY_ACT, PUBLIC, SIGNED_IN, Door, Who
from .site import SITE

DOORS: dict[str, Door] = {**SITE, **DESK}

__all__ = [
    "ADMINISTRATOR",
    "ANY_ACT",
    "DOORS",
    "PUBLIC",
    "SIGNED_IN",
    "SITE",
    "Door",
    "Who",
]
