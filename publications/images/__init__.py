"""Pictures as bytes and sizes. Pure: no models.

The web calls `confined.take_in` and `confined.make`, which do the same as `take_in`
and `make` in a child process of bounded memory and time.
"""

from . import confined
from .confined import Failed
from .cropping import crop_box
from .intake import MAX_BYTES, Intake, clean_name, take_in
from .making import make
from .opening import MAX_PIXELS
from .refusal import Refused
from .renditions import WIDTHS, Rendition, find, renditions_of
from .slots import Busy

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "WIDTHS",
    "Busy",
    "Failed",
    "Intake",
    "Refused",
    "Rendition",
    "clean_name",
    "confined",
    "crop_box",
    "find",
    "make",
    "renditions_of",
    "take_in",
]
