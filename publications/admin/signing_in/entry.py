"""The sign-in: name and password, then a second factor where the account has one.

What was typed on a page whose session had ended stays in both forms, and then stands
on the next page.
"""

import time

from django.conf import settings
from django.contrib import admin, auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from publications import traces, typed
from publications.entrance import ask_to_sign_in
from publications.identity import devices, factors, letters, passkeys, proof
from publications.identity.form import SignInForm
from publications.identity.sessions import FACTOR
from publications.models import Account

from .held_out import held_out

BACKEND = "django.contrib.auth.backends.ModelBackend"
# Who has given the password, and when: the second step is due within minutes.
HALFWAY = "halfway"
MINUTES = 10
TOO_MANY = 429
NOT_TAKEN = gettext_noop("This passkey was not accepted. Please use another way.")


@sensitive_post_parameters()
@csrf_protect
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    carried = request.POST.get(typed.FIELD, "")
    back = _back(request)
    if request.method != "POST":
        if admin.site.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return entry_page(request, SignInForm(request), back, carried)
    if given := request.POST.get(passkeys.FIELD):
        return _by_passkey(request, given, back, carried)
    if "code" in request.POST:
        return _second_step(request, back, carried)
    if carried and "username" not in request.POST:
        return ask_to_sign_in(request, carried, reverse("admin:index"))
    form = SignInForm(request, request.POST)
    if not form.is_valid():
        response = entry_page(request, form, back, carried)
        if form.waits:
            response.status_code = TOO_MANY
            response.headers["Retry-After"] = str(form.waits)
        return response
    return goes_on(request, form.get_user(), back, carried)


def goes_on(
    request: HttpRequest, account: Account, back: str, carried: str = ""
) -> HttpResponse:
    """Let in who has given the right password, or ask for the second factor."""
    if not factors.has_any(account):
        return complete(request, account, back, carried)
    request.session[HALFWAY] = [account.pk, int(time.time())]
    return _second_page(request, account, back, carried)


def complete(
    request: HttpRequest, account: Account, back: str, carried: str = "", factor=""
) -> HttpResponse:
    """Begin the session; hold out what was typed, or lead back."""
    is_new = account.last_login is not None and not devices.known(request, account)
    request.second_factor = factor  # told of with the sign-in
    auth.login(request, account, backend=BACKEND)
    request.session.pop(HALFWAY, None)
    request.session[FACTOR] = factor
    if is_new:
        letters.new_device(account, request)
    if factor == factors.CODES:
        letters.send(account, "codes_used")
    found = typed.unpacked(carried)
    response = held_out(request, *found) if found else HttpResponseRedirect(back)
    devices.remember(request, response, account)
    return response


def entry_page(
    request: HttpRequest, form: SignInForm, back: str, carried: str = ""
) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Log in"),
        "app_path": reverse("admin:login"),
        "next": back,
        "form": form,
        typed.FIELD: carried,
    }
    return TemplateResponse(request, "admin/login.html", context)


def halfway(request: HttpRequest) -> Account | None:
    """Whoever gave the password here just now."""
    pk, at = request.session.get(HALFWAY, (0, 0))
    if time.time() - at > MINUTES * 60:
        return None
    return Account.objects.filter(pk=pk, is_active=True).first()


def _second_step(request: HttpRequest, back: str, carried: str) -> HttpResponse:
    account = halfway(request)
    if account is None:
        return entry_page(request, SignInForm(request), back, carried)
    factor, why = proof.check_code(request, account, request.POST["code"])
    if factor:
        return complete(request, account, back, carried, factor)
    traces.note("second_step", traces.FAILED, who=account.pk)
    response = _second_page(request, account, back, carried, why)
    if why != proof.WRONG:
        response.status_code = TOO_MANY
    return response


def _by_passkey(
    request: HttpRequest, given: str, back: str, carried: str
) -> HttpResponse:
    """A passkey alone is enough; after a password it must be that account's."""
    known = halfway(request)
    account = passkeys.used(request, given, known)
    if account and account.is_staff:
        return complete(request, account, back, carried, factors.KEY)
    traces.note("second_step", traces.FAILED, who=known.pk if known else None)
    if known:
        return _second_page(request, known, back, carried, _(NOT_TAKEN))
    form = SignInForm(request)
    messages.error(request, _(NOT_TAKEN))
    return entry_page(request, form, back, carried)


def _second_page(
    request: HttpRequest, account: Account, back: str, carried: str, why: str = ""
) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Second step"),
        "next": back,
        "account": account,
        "wrong": why == proof.WRONG,
        "why": why,
        "has_app": factors.of(account, [factors.APP]).exists(),
        "has_key": factors.of(account, [factors.KEY]).exists(),
        typed.FIELD: carried,
    }
    return TemplateResponse(
        request, "publications/desk/signing_in/second_step.html", context
    )


def _back(request: HttpRequest) -> str:
    """Where to go on: an address of ours, or the desk's home."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked,
        allowed_hosts={request.get_host()},
        require_https=request.is_secure(),
    )
    is_path = asked.startswith("/") and len(asked) <= MAX_ADDRESS
    return asked if is_ours and is_path else reverse(settings.LOGIN_REDIRECT_URL)


MAX_ADDRESS = 2000
