"""Letters about an account: rows for the worker, written with what they tell of.

Each in the language of whoever has the account. They hold no password and, but for an
invitation and a reset, no link that does anything.
"""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications import clock, traces
from publications.mission import mission_name
from publications.models import Account, Delivery
from publications.rendering import direction_of
from publications.workflow.letters import mail_language
from publications.workflow.openings import program_of

from .sessions import system_of

# What happened: the subject, and what it means.
EVENTS: dict[str, tuple[Promise, Promise]] = {
    "new_device": (
        _("A new sign-in to your account"),
        _("Somebody has signed in with your name from a browser not seen before."),
    ),
    "password_changed": (
        _("Your password has changed"),
        _("All other browsers in which you were signed in have been signed out."),
    ),
    "address_changed": (
        _("Mail about your account goes to another address"),
        _(
            "An administrator has changed the address of your account. All browsers in "
            "which you were signed in have been signed out."
        ),
    ),
    "factor_added": (
        _("A second step was added to your sign-in"),
        _("From now on, signing in to your account asks for it."),
    ),
    "factor_removed": (
        _("A second step was removed from your sign-in"),
        _("Signing in to your account no longer asks for it."),
    ),
    "factor_taken": (
        _("Your second step was removed by an administrator"),
        _(
            "You sign in with your password, and are led to set up a new second step "
            "where one is needed. All browsers in which you were signed in have been "
            "signed out."
        ),
    ),
    "codes_made": (
        _("New recovery codes for your account"),
        _("The recovery codes from before no longer work."),
    ),
    "codes_used": (
        _("A recovery code was used for your account"),
        _("Each recovery code works once. Please make new ones before they run out."),
    ),
    "invitation": (
        _("Your account at the embassy's desk"),
        _(
            "An account has been made for you. Please choose a password at the address "
            "below within three days. It works once and is meant for you alone."
        ),
    ),
    "reset": (
        _("A new password for your account"),
        _(
            "Somebody asked for a new password for your account. If that was you, "
            "please choose one at the address below within two hours; it works once. "
            "If not, you need do nothing."
        ),
    ),
}
WITH_LINK = ("invitation", "reset")
# What others do for somebody, who should know of it.
BY_OTHERS = ("address_changed", "factor_taken")


def new_device(account: Account, request: HttpRequest) -> None:
    agent = request.headers.get("User-Agent", "")
    send(account, "new_device", told=(program_of(agent).label, system_of(agent)))


def send(
    account: Account,
    event: str,
    *,
    path: str = "",
    told: Sequence[Promise | str] = (),
    to: Sequence[str] = (),
) -> None:
    """Write a row to the account's address, or to each of these; the security log is
    told in any case."""
    traces.note(event, traces.DONE, account=account.pk)
    recipients = list(filter(None, to or [account.email]))
    if not recipients:
        return
    at = clock.ticking()
    language = mail_language(account.language)
    headline, sentence = EVENTS[event]
    with translation.override(language):
        context = {
            "headline": headline,
            "sentence": sentence,
            "told": ", ".join(str(each) for each in told if each),
            "name": account.get_username(),
            "at": f"{at:%Y-%m-%d %H:%M} UTC",
            "warning": _warning(event),
            "address": settings.SITE_URL + (path or reverse("desk-security")),
            "language": language,
            "direction": direction_of(language),
            "mission": mission_name(),
        }
        text = render_to_string("publications/mail/account.txt", context)
        html = render_to_string("publications/mail/account.html", context)
        subject = str(headline)
    Delivery.objects.bulk_create(
        Delivery(
            recipient=recipient,
            subject=subject,
            body=text.strip() + "\n",
            html=html,
            secret=event in WITH_LINK,
            event=event,
            created_at=at,
            due_at=at,
        )
        for recipient in recipients
    )


def _warning(event: str) -> Promise | str:
    """What to do where it wasn't to be."""
    if event in WITH_LINK:
        return ""
    if event in BY_OTHERS:
        return _(
            "If nobody has spoken to you about this, tell an administrator at once."
        )
    return _(
        "If this wasn't you, change your password at once and tell an administrator."
    )
