"""Whose account it is that another system vouches for (OpenID Connect), and which roles
that system says they have.

An account is found by what the other system calls the person; the first time, by an
address that it has verified. An administrator's is never found by an address: whoever
rules the other system would rule this one.
"""

import hashlib
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import slugify

from publications import clock
from publications.models import Account
from publications.workflow import record
from publications.workflow.roles import ROLES


class NotKnown(Exception):
    """The other system vouches for nobody who has an account here."""


def claims_of(login: SocialLogin) -> dict[str, Any]:
    """What both answers say together. Raises NotKnown where they are of two people."""
    told = login.account.extra_data
    token, info = told.get("id_token") or {}, told.get("userinfo") or {}
    if token and info and token.get("sub") != info.get("sub"):
        raise NotKnown
    return {**token, **info}


def name_of(sub: str) -> str:
    """What is stored of somebody: another system calls somebody else by the same."""
    system = hashlib.sha256(settings.OIDC_ISSUER.encode()).hexdigest()[:16]
    return f"{system} {sub}"


def check_nonce(login: SocialLogin) -> None:
    """That the answer is to what this browser asked. Raises NotKnown."""
    sent = (login.state or {}).get("nonce")
    told = login.account.extra_data.get("id_token") or {}
    if not sent or told.get("nonce") != sent:
        raise NotKnown


def has_second_factor(login: SocialLogin) -> bool:
    """Whether the other system says, under its signature, that it has asked for one: by
    a word that is named in the settings. Of one that says nothing it has asked for a
    password alone."""
    told = login.account.extra_data.get("id_token") or {}
    methods, grade = told.get("amr") or [], told.get("acr")
    said = {*(methods if isinstance(methods, list) else [methods]), grade}
    return any(isinstance(x, str) and x in settings.OIDC_SECOND_FACTOR for x in said)


@transaction.atomic
def account_of(login: SocialLogin) -> Account:
    """The account, with the roles that it has from there now. Raises NotKnown."""
    claims = claims_of(login)
    roles = _roles(claims)
    if settings.OIDC_ROLES and not roles:
        raise NotKnown
    provider, uid = login.account.provider, login.account.uid
    # Linked by a release that didn't keep the systems apart: under the name alone.
    before = SocialAccount.objects.filter(provider=provider, uid=claims.get("sub", ""))
    kept = SocialAccount.objects.filter(provider=provider, uid=uid).first()
    kept = kept or before.first()
    account = kept.user if kept else _first_time(claims)
    if not (account.is_active and account.is_staff):
        raise NotKnown
    before.delete()
    # What else the other system tells is not kept.
    SocialAccount.objects.update_or_create(
        provider=provider, uid=uid, defaults={"user": account, "extra_data": {}}
    )
    if settings.OIDC_ROLES:
        _set_roles(account, roles)
    return account


def _first_time(claims: dict[str, Any]) -> Account:
    address = str(claims.get("email") or "")
    if not address or claims.get("email_verified") is not True:
        raise NotKnown
    found = list(Account.objects.filter(email__iexact=address)[:2])
    if len(found) == 1 and not found[0].is_superuser:
        return found[0]
    if found or not settings.OIDC_CREATES_ACCOUNTS:
        raise NotKnown
    return _made(claims, address)


def _made(claims: dict[str, Any], address: str) -> Account:
    wanted = str(claims.get("preferred_username") or address.partition("@")[0])
    name = slugify(wanted)[:100] or "account"
    taken = set(
        Account.objects.filter(username__startswith=name).values_list(
            "username", flat=True
        )
    )
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    account = Account(
        username=free,
        email=address,
        first_name=str(claims.get("given_name") or "")[:150],
        last_name=str(claims.get("family_name") or "")[:150],
    )
    account.set_unusable_password()
    account.save()
    record.enter("make_account", by=account, at=clock.database_now(), account=free)
    return account


def _roles(claims: dict[str, Any]) -> set[str]:
    """The roles here that go with the groups there."""
    told = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    groups = [told] if isinstance(told, str) else told
    if not isinstance(groups, list):
        return set()
    return {
        settings.OIDC_ROLES[group]
        for group in groups
        if isinstance(group, str) and group in settings.OIDC_ROLES
    }


def _set_roles(account: Account, roles: set[str]) -> None:
    """Exactly these of the product's own; groups of an installation's own stay."""
    before = set(account.groups.filter(name__in=ROLES).values_list("name", flat=True))
    if before == roles:
        return
    account.groups.remove(*Group.objects.filter(name__in=before - roles))
    account.groups.add(*Group.objects.filter(name__in=roles - before))
    account.sign_ins.all().end()
    record.enter(
        "set_roles",
        by=account,
        at=clock.database_now(),
        account=account.get_username(),
        roles=sorted(roles),
    )


def is_offered() -> bool:
    return bool(settings.OIDC_ISSUER)
