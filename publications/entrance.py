"""The entrance: who is let in at all, by the table of doors. Tests: test_doors.py."""

import logging

from django.contrib import admin
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from . import proving, traces, typed, workflow
from .doors import ADMINISTRATOR, DOORS, PUBLIC, SIGNED_IN, Who
from .identity import factors, sessions
from .identity.form import SignInForm

logger = logging.getLogger(__name__)


class SignedIn(AuthenticationMiddleware):
    """Who is signed in, within the limits of a session; looked for where it matters."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: self._looked_for(request))

    @staticmethod
    def _looked_for(request):
        """Kept where Django keeps it, which tells `Traced` that it has been asked."""
        request._cached_user = sessions.user_of(request)
        return request._cached_user


class Doors:
    """Lets in whom the table of doors names; what has no row there is closed.

    Runs before the CSRF check, so that a method that an address doesn't have is
    answered as such. Strangers' public pages are answered without a look at the
    session, which would make the answer depend on a cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        door = DOORS.get(name)
        if door is None:
            logger.error("The address %s has no row in publications/doors.", name)
            raise Http404
        if request.method not in door.methods:
            return HttpResponseNotAllowed(door.methods)
        who, user = door.who(request.method), request.user
        if who == PUBLIC:
            return None
        if not (user.is_active and user.is_staff):
            return self._sign_in(request, door)
        traces.asked_by(user.pk)
        sessions.note_seen(request, name)
        if not door.without_factor and factors.is_wanting(request):
            return HttpResponseRedirect(reverse("desk-security"))
        self._let_in(request, name, who)
        return proving.ask(request, door, kwargs)

    def _let_in(self, request, name: str, who: Who) -> None:
        user = request.user
        if who == SIGNED_IN or (user.is_superuser and who >= ADMINISTRATOR):
            return
        # Kept for the desk's own questions: one look at the roles a request.
        request.desk_permissions = user.permitted()
        if who.isdisjoint(request.desk_permissions):
            self._refuse(request, name)

    @staticmethod
    def _sign_in(request, door):
        """Ask for it; what was typed meanwhile, on a page of ours, stays with it."""
        back = request.get_full_path()
        is_typed = request.method == "POST" and door.holds_what_is_typed
        if not (is_typed and (carried := typed.carried(request))):
            return redirect_to_login(back, reverse("admin:login"))
        return ask_to_sign_in(request, carried, back)

    @staticmethod
    def _refuse(request, name: str) -> None:
        """An act that a signed-in person tried is on the record; a look is not."""
        refusal = workflow.NotPermitted(_("Your role does not include this."))
        refusal.act = name
        if request.method == "POST":
            workflow.enter_refusal(refusal, by=request.user)
        raise refusal


def ask_to_sign_in(request, carried: str, back: str):
    """The desk's sign-in with what was typed before in its form."""
    context = {
        **admin.site.each_context(request),
        "title": _("Log in"),
        "app_path": reverse("admin:login"),
        "next": back,
        "form": SignInForm(request),
        typed.FIELD: carried,
    }
    return render(request, "admin/login.html", context, status=403)
