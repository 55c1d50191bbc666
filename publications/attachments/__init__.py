"""Documents and recordings beside a text, let in by what they are. Pure: no models."""

from .intake import MAX_AUDIO, MAX_DOCUMENT, MIMES, Intake, take_in
from .refusal import Refused

__all__ = ["MAX_AUDIO", "MAX_DOCUMENT", "MIMES", "Intake", "Refused", "take_in"]
