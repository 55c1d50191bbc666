"""The letter with a preview's link: to its one recipient, in the language chosen."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publications.models import Delivery, PreviewLink

from .act import Act
from .letters import Fact, News, write


def send(link: PreviewLink, token: str, act: Act) -> None:
    """Write the letter in the act's transaction; the row forgets the link once it is
    delivered."""
    facts: list[Fact] = [
        (_("For:"), link.recipient),
        (_("Sent by:"), str(act.by)),
        (_("Language:"), act.edition.text.language_name),
    ]
    embargo = act.edition.text.publication.embargo_until
    if embargo and embargo > act.at:
        facts.append((_("Embargo until:"), embargo))
    facts.append((_("Valid until:"), link.expires_at))
    news = News(
        "preview_shared",
        act.edition,
        tuple(facts),
        address=settings.SITE_URL + reverse("preview", args=[token]),
        title=link.wording.title,
    )
    letter = write(news, link.language)
    Delivery.objects.create(
        recipient=link.email,
        subject=letter.subject,
        body=letter.text,
        html=letter.html,
        secret=True,
        edition=act.edition,
        event=news.event,
        key=_key_of(link),
        created_at=act.at,
        due_at=act.at,
    )


def unsend(link: PreviewLink) -> None:
    """Keep the letter from going out, as long as it waits."""
    Delivery.objects.filter(key=_key_of(link), delivered_at=None).delete()


def _key_of(link: PreviewLink) -> str:
    return f"preview:{link.uuid}"
