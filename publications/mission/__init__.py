"""What the mission is called and how it looks: name, emblem, colour, icons.

    mission_name("fr"), emblem().data, colours().light, icons.png(192)

All of it from settings, which `embassy/look.py` has read and found usable at the start.
"""

from .colours import Colours, colours
from .emblem import Emblem, emblem, is_our_own, opened
from .name import mission_name

__all__ = [
    "Colours",
    "Emblem",
    "colours",
    "emblem",
    "is_our_own",
    "mission_name",
    "opened",
]
