"""One's own sign-in: what it takes, and where one is signed in.

Whoever must have a second factor and has none is led here, and nowhere else.
"""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from publications import traces
from publications.identity import devices, factors, letters, sessions, throttle
from publications.identity.form import too_many
from publications.identity.source import source_of
from publications.models import Account

FOUND = 302


@never_cache
def security(request: HttpRequest) -> HttpResponse:
    account = request.user
    kept = factors.of(account)
    context = {
        **admin.site.each_context(request),
        "title": _("Your sign-in"),
        "app": kept.filter(type=factors.APP).first(),
        "keys": kept.filter(type=factors.KEY).order_by("pk"),
        "codes_left": factors.codes_left(account),
        "is_wanting": factors.is_wanting(request),
        "sign_ins": sessions.living(account),
        "own": sessions.own(request).first(),
    }
    return TemplateResponse(
        request, "publications/desk/signing_in/security.html", context
    )


def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out one other browser, or all others."""
    chosen = request.POST.get("which", "")
    others = sessions.others(request, request.user)
    if chosen != "others":
        others = others.filter(pk=chosen if chosen.isdecimal() else 0)
    others.end()
    traces.note("sessions_ended", traces.DONE, account=request.user.pk)
    messages.success(request, _("Signed out there."))
    return _to_security()


def remove_factor(request: HttpRequest) -> HttpResponse:
    """Take an app or a passkey away."""
    chosen = request.POST.get("which", "")
    if not factors.remove(request.user, int(chosen) if chosen.isdecimal() else 0):
        return _to_security()  # gone already
    factor_changed(request, request.user, "factor_removed")
    messages.success(request, _("It is removed."))
    return _to_security()


def change_password(request: HttpRequest) -> HttpResponse:
    """Django's page; a new password ends what was begun with the old one."""
    sent = request.method == "POST"
    if sent and (seconds := throttle.tried(_limits(request))):
        messages.error(request, too_many(seconds))
        return HttpResponseRedirect(request.path)
    response = admin.site.password_change(request)
    if sent and response.status_code == FOUND:
        throttle.succeeded(_limits(request))
        sessions.end_others(request, request.user)
        letters.send(request.user, "password_changed")
        devices.remember(request, response, request.user)
    return response


def _limits(request: HttpRequest) -> list[throttle.Limit]:
    """The old password is no more to be guessed here than elsewhere."""
    return throttle.of_code(request.user, source_of(request))


def factor_changed(request: HttpRequest, account: Account, event: str) -> None:
    """Tell the account's owner, and end all other sessions."""
    sessions.end_others(request, account)
    letters.send(account, event)


def _to_security() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk-security"))
