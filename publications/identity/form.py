"""The form that asks for name and password."""

from typing import ClassVar

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, ngettext

from publications.characters import Fit
from publications.models import Account

from . import devices, factors, throttle
from .source import source_of

MINUTE = 60


class SignInForm(Fit, AdminAuthenticationForm):
    """Django's, whose tries are counted. `waits`: seconds until the next."""

    waits = 0
    # The same of somebody who may not sign in: nobody learns who has an account.
    error_messages: ClassVar = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "This user name and password don't go together. Capital letters count."
        ),
    }

    def clean(self):
        name = self.cleaned_data.get("username")
        if name is None or not self.cleaned_data.get("password"):
            return super().clean()
        account = Account.objects.filter(username=name).first()
        source = source_of(self.request)
        limits = throttle.of_password(
            str(account.pk) if account else f"name {name.casefold()}",
            source,
            devices.known(self.request, account),
            has_factor=account is not None and factors.has_any(account),
        )
        self.waits = throttle.tried(limits)
        if self.waits:
            throttle.tell(account, source)
            raise ValidationError(too_many(self.waits), code="waits")
        cleaned = super().clean()
        throttle.succeeded(limits)
        return cleaned


def too_many(seconds: int) -> str:
    """Ask somebody to wait."""
    if seconds < MINUTE:
        return ngettext(
            "There were too many tries. Please wait a second, then try again.",
            "There were too many tries. Please wait %(n)d seconds, then try again.",
            seconds,
        ) % {"n": seconds}
    minutes = -(-seconds // MINUTE)
    return ngettext(
        "There were too many tries. Please wait a minute, then try again.",
        "There were too many tries. Please wait %(n)d minutes, then try again.",
        minutes,
    ) % {"n": minutes}
