"""Asking on the way to an act who one is. The page that asks holds all that was sent;
with the proof it comes to the same address again, and the act is done there, once.

Tests: tests/test_proving.py.
"""

from collections.abc import Mapping

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from . import traces
from .doors import ANY_ACT, Door
from .identity import factors, proof

LEFT_OUT = ("csrfmiddlewaretoken", proof.FIELD)


def ask(request: HttpRequest, door: Door, kwargs: Mapping) -> HttpResponse | None:
    """The page that asks for a proof; None where none is needed, or it was given."""
    if request.method != "POST" or not door.proves or proof.is_fresh(request):
        return None
    pressed = kwargs.get("act") or request.POST.get("_act", "")
    if door.proves != ANY_ACT and pressed not in door.proves:
        return None
    given, why = request.POST.get(proof.FIELD), ""
    if given is None:
        traces.note("proof", traces.ASKED, who=request.user.pk)
    else:
        why = proof.check(request, request.user, given)
        told = traces.FAILED if why else traces.DONE
        traces.note("proof", told, who=request.user.pk)
        if not why:
            proof.note(request)
            return None
    return _page(request, why)


def _page(request: HttpRequest, why: str) -> HttpResponse:
    account = request.user
    held = set(factors.of(account).values_list("type", flat=True))
    context = {
        **admin.site.each_context(request),
        "title": _("Is it you?"),
        "address": request.get_full_path(),
        "back": request.path if request.resolver_match else reverse("admin:index"),
        "fields": [each for each in request.POST.lists() if each[0] not in LEFT_OUT],
        "wrong": why == proof.WRONG,
        "why": why,
        "can_be_given": account.has_usable_password() or bool(held),
        "has_key": factors.KEY in held,
        "has_app": factors.APP in held,
    }
    template = "publications/desk/signing_in/proof.html"
    response = render(request, template, context, status=403)
    response.is_question = True  # and no refusal, for the security log
    return response
