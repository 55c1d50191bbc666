"""The media library: pictures and attachments, found, added, described, replaced."""

from . import attachments, pictures

__all__ = ["attachments", "pictures"]
