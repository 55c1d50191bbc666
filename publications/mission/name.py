"""What the mission is called, in each language of the site."""

from django.conf import settings
from django.utils.translation import get_language


def mission_name(language: str = "") -> str:
    """In this language, else in the active one; MISSION_NAME where nobody said it."""
    names: dict[str, str] = settings.MISSION_NAMES
    return names.get(language or get_language() or "") or settings.MISSION_NAME
