"""What happens to accounts: sign-ins, their failures, roles and administrators.

Told by Django's own signals, so that every way of signing in is told of, and a change
made in the shell, too. Tests: tests/test_traces.py.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import Group
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.db.models.signals import m2m_changed, pre_save
from django.dispatch import receiver

from publications import clock, traces
from publications.identity import factors, throttle
from publications.models import Account
from publications.workflow import alerts

HOUR = timedelta(hours=1)
MANY = 20  # failures of one source, or for one account, within an hour
_NAMES = ("username", "email", "login")


@receiver(user_logged_in)
def signed_in(sender, user, request=None, **kwargs):
    factor = getattr(request, "second_factor", "")
    traces.note("sign_in", traces.DONE, who=user.pk, factor=str(factor) or None)


@receiver(user_logged_out)
def signed_out(sender, user, **kwargs):
    if user is not None:
        traces.note("sign_out", traces.DONE, who=user.pk)


@receiver(user_login_failed)
def failed(sender, credentials, request=None, **kwargs):
    """What was typed stays untold: a password is easily typed into the wrong field."""
    names = [str(credentials[name]) for name in _NAMES if credentials.get(name)]
    known = Account.objects.filter(username__in=names).first()
    who = known.pk if known else None
    traces.note("sign_in", traces.FAILED, who=who)
    source = traces.source_of(request) if request is not None else ""
    if _is_the_many("source", source) or (who and _is_the_many("account", who)):
        alerts.alert(
            "many_failed_sign_ins",
            clock.database_now(),
            f"{source} {alerts.named(known)}",
            number=MANY,
        )


def _is_the_many(of: str, which: str | int) -> bool:
    return bool(which) and throttle.counted(f"failed {of} {which}", HOUR) == MANY


@receiver(m2m_changed, sender=Account.groups.through)
def roles_changed(sender, instance, action, reverse, pk_set, **kwargs):
    if action in ("post_add", "post_remove", "post_clear"):
        groups = sorted(pk_set or ())
        of = "group" if reverse else "account"
        facts = {of: instance.pk, "change": action[5:], "ids": groups}
        traces.note("roles_changed", traces.DONE, **facts)
    if action == "post_add":
        accounts = Account.objects.filter(pk__in=groups) if reverse else [instance]
        _who_may_decide(accounts, [instance.pk] if reverse else groups)


def _who_may_decide(accounts: Iterable[Account], groups: list[int]) -> None:
    """More eyes than before can make something public: was it meant to be?"""
    given = Group.objects.filter(pk__in=groups)
    deciding = factors.APPROVING_OR_RELEASING
    if given.filter(permissions__codename__in=deciding).exists():
        for account in accounts:
            alerts.alert("new_rights", clock.database_now(), alerts.named(account))


@receiver(pre_save, sender=Account)
def administrator_made(sender, instance, raw=False, update_fields=None, **kwargs):
    is_asked = update_fields is None or "is_superuser" in update_fields
    if raw or not (is_asked and instance.is_superuser):
        return
    known = Account.objects.filter(pk=instance.pk, is_superuser=True)
    if instance.pk is None or not known.exists():
        traces.note("administrator_made", traces.DONE, account=instance.pk)
        alerts.alert("new_administrator", clock.database_now(), alerts.named(instance))
