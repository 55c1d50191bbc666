"""Plain links by which a reader passes a text on. Nothing is asked of anybody else
until one is followed. Which ones, SHARE_LINKS says. Tests: tests/views/test_sharing.py.
"""

from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from publications.models import Edition

# Where each takes what is shared; names are those of the services themselves.
SERVICES = {
    "whatsapp": ("WhatsApp", "https://wa.me/?text={title}%20{address}"),
    "telegram": ("Telegram", "https://t.me/share/url?url={address}&text={title}"),
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={address}"),
    "x": ("X", "https://x.com/intent/post?text={title}&url={address}"),
    "linkedin": (
        "LinkedIn",
        "https://www.linkedin.com/sharing/share-offsite/?url={address}",
    ),
    "weibo": (
        "微博",
        "https://service.weibo.com/share/share.php?url={address}&title={title}",
    ),
    "vk": ("VK", "https://vk.com/share.php?url={address}&title={title}"),
    "mastodon": (
        "Mastodon",
        "https://share.joinmastodon.org/#text={title}%20{address}",
    ),
}
MAIL = "mailto:?subject={title}&body={address}"


class Way(NamedTuple):
    """`language`: of the service's name, where it isn't written in Latin letters."""

    name: str
    address: str
    language: str = ""


def ways_to_share(edition: Edition) -> list[Way]:
    """Return the ways that the settings name, in their order."""
    return [_way(name, edition) for name in settings.SHARE_LINKS]


def _way(service: str, edition: Edition) -> Way:
    name, pattern = SERVICES.get(service, (_("E-mail"), MAIL))
    address = settings.SITE_URL + edition.get_absolute_url()
    said = pattern.format(
        title=quote(edition.revision.title, safe=""), address=quote(address, safe="")
    )
    return Way(name, said, "zh-Hans" if service == "weibo" else "")
