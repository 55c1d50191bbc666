"""Accounts: people who sign in to the desk. Somebody who signs texts is a Person."""

import unicodedata
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractUser, Permission
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def check_zone(value: str) -> None:
    """Raise ValidationError for what is no time zone."""
    if value not in available_timezones():
        raise ValidationError(
            _("There is no such time zone. They are called Asia/Baku or Europe/Paris.")
        )


def in_one_form(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


class Account(AbstractUser):
    """A user of the desk. Deactivated when they leave, never deleted."""

    # Whoever has an account works at the desk; what they may do there, roles say.
    is_staff = models.BooleanField(_("may sign in to the desk"), default=True)

    # Two accounts of one person are one pair of eyes.
    person = models.ForeignKey(
        "publications.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("person who signs"),
        help_text=_("Who this is among the people who sign, if anybody."),
    )
    language = models.CharField(
        _("language of the desk and of mail"),
        max_length=15,
        blank=True,
        help_text=_("Empty: the desk follows the browser, mail is in the site's own."),
    )
    zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[check_zone],
        help_text=_("Where you work, if your clock is not the mission's: Asia/Baku."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()

    @classmethod
    def namesakes(cls) -> frozenset[str]:
        """Full names that more than one account has."""
        names = cls.objects.values_list("first_name", "last_name").order_by()
        shared = names.annotate(n=models.Count("pk")).filter(n__gt=1)
        return frozenset(f"{given} {family}".strip() for given, family, _n in shared)

    def called(self, namesakes: frozenset[str]) -> str:
        """The full name; the user name beside it where that alone tells two apart."""
        name = str(self)
        return f"{name} ({self.get_username()})" if name in namesakes else name

    def set_password(self, raw_password):
        """Stored as one, whichever of its forms a keyboard sends (NIST SP 800-63B)."""
        super().set_password(raw_password and in_one_form(raw_password))

    def check_password(self, raw_password):
        """One that was stored before it had one form is known as it was typed."""
        given = in_one_form(raw_password)
        return super().check_password(given) or (
            given != raw_password and super().check_password(raw_password)
        )

    def permitted(self) -> frozenset[str]:
        """Return the acts that this account's roles permit now.

        One query, never from a cache, and only of groups: `has_perm` would let every
        superuser release. A change of role acts at once.
        """
        if not self.is_active:
            return frozenset()
        return frozenset(
            Permission.objects.filter(
                group__user=self, content_type__app_label="publications"
            ).values_list("codename", flat=True)
        )
