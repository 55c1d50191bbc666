"""Who is signed in where, since when, and when that ends.

Two limits, told in docs/operating/settings.md: one since somebody last did something,
one since the sign-in. Whose role, password or second factor changes signs in anew.
"""

import re
import time
from datetime import timedelta

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from publications import clock, traces
from publications.models import Account, SignIn
from publications.workflow.openings import program_of

BEGUN, SEEN, ROW = "begun_at", "seen_at", "sign_in"
# When somebody last proved who they are; and by which second factor they signed in.
PROVED, FACTOR = "proved_at", "second_factor"
# Written down no more often than that.
NOTED = 5 * 60
# What a page sends while nobody touches it.
BY_ITSELF = ("admin:edition_keep", "admin:edition_keep_new", "admin:edition_links")
SYSTEMS = (
    ("Windows", r"windows"),
    ("Android", r"android"),
    ("iOS", r"iphone|ipad"),
    ("macOS", r"mac os x|macintosh"),
    ("ChromeOS", r"cros"),
    ("Linux", r"linux"),
)


def user_of(request: HttpRequest) -> Account | AnonymousUser:
    """Whoever is signed in here, within both limits."""
    session = request.session
    if auth.SESSION_KEY not in session:
        return AnonymousUser()
    now = int(time.time())
    begun, seen = session.get(BEGUN, 0), session.get(SEEN, 0)
    if (
        now - begun > settings.SESSION_HOURS * 3600
        or now - seen > settings.SESSION_IDLE_HOURS * 3600
    ):
        own(request).delete()
        session.flush()
        return AnonymousUser()
    return auth.get_user(request)


def note_seen(request: HttpRequest, view_name: str) -> None:
    """Somebody who is signed in does something."""
    now = int(time.time())
    if view_name not in BY_ITSELF and now - request.session.get(SEEN, 0) > NOTED:
        request.session[SEEN] = now
        own(request).update(seen_at=clock.database_now())


def own(request: HttpRequest):
    """The sign-in of this browser, as a query: by its row, since a session's key
    changes with the password."""
    return SignIn.objects.filter(pk=request.session.get(ROW, 0))


def living(account: Account):
    """Where the account is signed in."""
    at = clock.ticking()
    there = Session.objects.filter(expire_date__gt=at).values("session_key")
    return account.sign_ins.filter(
        session_key__in=there,
        begun_at__gt=at - timedelta(hours=settings.SESSION_HOURS),
        seen_at__gt=at - timedelta(hours=settings.SESSION_IDLE_HOURS),
    )


def end_others(request: HttpRequest, account: Account) -> None:
    """All but this browser's."""
    renew(request)
    others(request, account).end()


def end_all(request: HttpRequest, account: Account) -> None:
    """All of an account's, for an administrator; one's own goes on."""
    if account == request.user:
        end_others(request, account)
    else:
        account.sign_ins.all().end()
    traces.note("sessions_ended", traces.DONE, account=account.pk)


def renew(request: HttpRequest) -> None:
    """A new key for the same session: a copy of the one before is worth nothing."""
    request.session.cycle_key()
    own(request).update(session_key=request.session.session_key)


def others(request: HttpRequest, account: Account):
    return account.sign_ins.exclude(pk=request.session.get(ROW, 0))


def _begin(sender, request: HttpRequest, user: Account, **kwargs) -> None:
    """Django says that somebody has signed in, however that was done."""
    at = clock.ticking()
    now = int(at.timestamp())
    request.session.update({BEGUN: now, SEEN: now, PROVED: now})
    if not request.session.session_key:
        request.session.save()  # somebody else was signed in before
    Session.objects.filter(expire_date__lt=at).delete()
    there = Session.objects.values("session_key")
    user.sign_ins.exclude(session_key__in=there).delete()
    # Who signs in again, without having signed out, keeps what stands in the session.
    before = SignIn.objects.filter(session_key=request.session.session_key)
    if before.delete()[0]:
        request.session.cycle_key()
    agent = request.headers.get("User-Agent", "")
    row = SignIn.objects.create(
        account=user,
        session_key=request.session.session_key,
        begun_at=at,
        seen_at=at,
        program=program_of(agent),
        system=system_of(agent),
    )
    request.session[ROW] = row.pk


def _end(sender, request: HttpRequest, user: Account | None, **kwargs) -> None:
    own(request).delete()


def listen() -> None:
    """Hear of every sign-in: also of those that this room doesn't do itself."""
    user_logged_in.connect(_begin, dispatch_uid="publications.begin")
    user_logged_out.connect(_end, dispatch_uid="publications.end")


def system_of(user_agent: str) -> str:
    for name, pattern in SYSTEMS:
        if re.search(pattern, user_agent[:400], re.IGNORECASE):
            return name
    return ""
