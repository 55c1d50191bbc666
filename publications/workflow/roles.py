"""Who may do what: the table of roles, as data, and the question asked of it.

Roles are Django groups made from this table. A superuser administers accounts and
settings; being one lets nobody write, approve or release, so the question is always
put to the groups and never to `has_perm`.
"""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _

from publications.models import Account, Edition, Relation, Text

WRITING = (
    *("save", "submit", "revise", "catch_up", "discard", "plan", "limit"),
    "classify",
)
WRITERS = (*WRITING, "set_embargo")
CLEARING = (
    "return_to_author",
    "take_up",
    "put_down",
    "approve",
    "approve_afterwards",
    "void",
    "send_for_approval",
    "relate",
)
RELEASING = (
    "void_any",
    "schedule",
    "await_placement",
    "reschedule",
    "unschedule",
    "release",
    "release_emergency",
    "record_release",
    "bundle",
    "lift_embargo",
    "lift_hold",
)
FACTS = tuple(
    f"{verb}_{model}"
    for model in (
        "person",
        "personname",
        "personspelling",
        "personlink",
        "appointment",
        "appointmenttitle",
        "accreditation",
        "outlet",
        "outletspelling",
        "placement",
        "topic",
        "topicname",
        "series",
        "seriesname",
        "image",
        "imagewords",
        "attachment",
    )
    for verb in ("add", "change", "view")
)

ROLES: dict[str, tuple[str, ...]] = {
    "Drafter": ("read", *WRITERS, "remark", "share", *FACTS),
    "Translator": ("read", "translate", "remark", "share", *FACTS),
    "Reviewer": ("read", *WRITERS, *CLEARING, "remark", "share", *FACTS),
    "Publisher": (
        *("read", *WRITERS, *CLEARING, *RELEASING, "withdraw", "remark", *FACTS),
        *("share", "read_record"),
    ),
    "Head of Mission": (
        *("read", *WRITERS, *CLEARING, "withdraw", "remark", "share", "read_record"),
    ),
    "Records officer": ("read", "read_record"),
}

# The groups' names are stored in English; people see these.
ROLE_NAMES = {
    "Drafter": _("Drafter"),
    "Translator": _("Translator"),
    "Reviewer": _("Reviewer"),
    "Publisher": _("Publisher"),
    "Head of Mission": _("Head of Mission"),
    "Records officer": _("Records officer"),
}


def role_name(group: Group) -> str:
    """As people read it; a group of an installation's own is called as it is."""
    return str(ROLE_NAMES.get(group.name, group.name))


def permissions_of(user: Account) -> frozenset[str]:
    """Return what this user's roles permit now; a stranger's permit nothing."""
    return user.permitted() if user.is_authenticated else frozenset()


def permits(permissions: Iterable[str], act: str, text: Text | None) -> bool:
    """Whether these permissions cover the act; a translator's only on translations."""
    if act in permissions or (act == "translate" and "save" in permissions):
        return True
    return (
        act in WRITING
        and "translate" in permissions
        and text is not None
        and text.relation != Relation.ORIGINAL
    )


def install(using: str) -> None:
    """Make each role's group and give it exactly its permissions. Idempotent."""
    create_permissions(apps.get_app_config("publications"), verbosity=0, using=using)
    known = {
        permission.codename: permission
        for permission in Permission.objects.using(using).filter(
            content_type__app_label=Edition._meta.app_label
        )
    }
    for role, codenames in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[codename] for codename in codenames])
