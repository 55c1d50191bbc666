"""Passkeys: what the browser is asked for, and keeping a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from publications import workflow
from publications.identity import factors, passkeys
from publications.identity.sessions import FACTOR

from .codes import codes_page
from .entry import halfway
from .security import factor_changed


@csrf_protect
@never_cache
def options(request: HttpRequest) -> HttpResponse:
    """What the browser is asked for: a passkey of whoever this is, as far as known."""
    account = request.user if request.user.is_authenticated else halfway(request)
    return JsonResponse(passkeys.to_use(request, account))


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Say what to make; keep it once it is made."""
    page = HttpResponseRedirect(reverse("desk-security"))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(passkeys.to_add(request))
    given = request.POST.get(passkeys.FIELD, "")
    if not given:
        return page
    name = request.POST.get("name", "")
    if fault := workflow.unfit_characters(name):
        messages.error(request, fault)
        return page
    if not passkeys.add(request, given, name):
        messages.error(request, _("The passkey was not kept. Please try again."))
        return page
    request.session[FACTOR] = request.session.get(FACTOR) or factors.KEY
    factor_changed(request, request.user, "factor_added")
    if factors.codes_left(request.user) is None:
        return codes_page(request, factors.new_codes(request.user))
    messages.success(request, _("The passkey is kept."))
    return page
