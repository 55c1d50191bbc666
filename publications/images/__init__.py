"""Pictures as bytes and sizes. Pure: no models."""

from .intake import MAX_BYTES, MAX_PIXELS, Intake, Refused, clean_name, take_in

__all__ = ["MAX_BYTES", "MAX_PIXELS", "Intake", "Refused", "clean_name", "take_in"]
