"""Setting up an app that makes codes, and recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from publications.identity import factors
from publications.identity.sessions import FACTOR
from publications.models import Account

from .security import factor_changed

GROUP = 4


@sensitive_post_parameters()
@never_cache
def set_app_up(request: HttpRequest) -> HttpResponse:
    """Show a secret as a square and in letters; keep it once a code proves that it has
    arrived."""
    account, given = request.user, request.POST.get("code", "")
    secret = _secret_of(account, request.POST.get("secret", ""))
    if secret and given and factors.is_app(account, secret):
        return codes_page(request, [])  # the page was asked for once more
    if secret and given and factors.set_app(account, secret, given):
        request.session[FACTOR] = request.session.get(FACTOR) or factors.APP
        factor_changed(request, account, "factor_added")
        if factors.codes_left(account):
            return codes_page(request, [])
        return codes_page(request, factors.new_codes(account))
    secret = secret or generate_totp_secret()
    adapter = get_adapter()
    square = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    context = {
        **admin.site.each_context(request),
        "title": _("Set up an app for codes"),
        # Drawn by the library, of figures of its own.
        # nosemgrep: html-is-marked-safe-in-few-rooms
        "square": mark_safe(square.partition("?>")[2] or square),  # noqa: S308  # nosec
        "secret": " ".join(secret[i : i + GROUP] for i in range(0, len(secret), GROUP)),
        "held": get_adapter().encrypt(f"{account.pk} {secret}"),
        "wrong": bool(given),
    }
    return TemplateResponse(request, "publications/desk/signing_in/app.html", context)


def _secret_of(account: Account, held: str) -> str:
    """The secret that a page held, encrypted: looking at one leaves nothing behind."""
    try:
        pk, _space, secret = get_adapter().decrypt(held).partition(" ")
    except InvalidToken:
        return ""
    return secret if pk == str(account.pk) else ""


@never_cache
def make_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown this once."""
    if not factors.has_any(request.user):
        return codes_page(request, [])
    codes = factors.new_codes(request.user)
    factor_changed(request, request.user, "codes_made")
    return codes_page(request, codes)


def codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Recovery codes"),
        "codes": codes,
        "is_set_up": factors.has_any(request.user),
    }
    return TemplateResponse(request, "publications/desk/signing_in/codes.html", context)
