"""Choosing a password by a link that was mailed, and asking for such a link."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from publications import characters, clock
from publications.identity import links, lost, sessions, throttle
from publications.identity.source import source_of
from publications.models import Account
from publications.workflow import record

GONE = 410


@sensitive_post_parameters()
@never_cache
def account_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it uses nothing up (mail scanners open links): choosing does."""
    link = links.found(token)
    form = link and SetPasswordForm(link.account, request.POST or None)
    if link and form.is_valid() and links.use(link, form.cleaned_data["new_password1"]):
        messages.success(request, _("Your password is set. You can sign in with it."))
        return HttpResponseRedirect(reverse("admin:login"))
    context = {
        **admin.site.each_context(request),
        "title": _("Choose your password"),
        "form": form,
        "account": link and link.account,
    }
    template = "publications/desk/signing_in/choose_password.html"
    response = TemplateResponse(
        request, template, context, status=200 if link else GONE
    )
    # The address is the key: no other site may learn it.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


class Forgotten(characters.Form):
    name = forms.CharField(
        label=gettext_lazy("Your user name or address of mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "dir": "ltr"}),
    )


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Mail a link to whoever has forgotten the password; nobody learns here whether
    there is such an account."""
    form = Forgotten(request.POST or None)
    if form.is_valid():
        name = form.cleaned_data["name"]
        account = links.asked_for(name)
        who = str(account.pk) if account else f"name {name.casefold()}"
        is_free = not throttle.tried(throttle.of_mail(who, source_of(request)))
        if account and is_free:
            links.send(account, links.Purpose.RESET, by=None)
    context = {
        **admin.site.each_context(request),
        "title": _("Forgotten your password?"),
        "form": form,
        "is_sent": form.is_bound and form.is_valid(),
    }
    template = "publications/desk/signing_in/forgotten.html"
    return TemplateResponse(request, template, context)


def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator sends an invitation, or a link for a new password, again."""
    account = get_object_or_404(Account, pk=pk, is_active=True)
    send_link(request, account)
    return _to(account)


def send_link(request: HttpRequest, account: Account) -> None:
    if not account.email:
        messages.warning(request, _("This account has no address to send a link to."))
        return
    is_new = not account.has_usable_password()
    purpose = links.Purpose.INVITATION if is_new else links.Purpose.RESET
    links.send(account, purpose, by=request.user)
    messages.success(request, _("A link to choose a password is on its way."))


def remove_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator takes away the second factors of somebody who lost them."""
    account = get_object_or_404(Account, pk=pk)
    if lost.remove_second_step(account, by=request.user):
        messages.success(request, _("The second step is removed from this account."))
    return _to(account)


@transaction.atomic
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator signs somebody out everywhere."""
    account = get_object_or_404(Account, pk=pk)
    sessions.end_all(request, account)
    on_record("end_sessions", request, account)
    messages.success(request, _("The account is signed out everywhere."))
    return _to(account)


def on_record(act: str, request: HttpRequest, account: Account, **facts) -> None:
    """Enter what an administrator did to an account."""
    told = {"account": account.get_username(), **facts}
    record.enter(act, by=request.user, at=clock.database_now(), **told)


def _to(account: Account) -> HttpResponseRedirect:
    page = reverse("admin:publications_account_change", args=[account.pk])
    return HttpResponseRedirect(page)
