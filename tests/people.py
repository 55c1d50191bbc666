"""Named people, one for each role, and one for none."""

from django.contrib.auth.models import Group

from publications.models import Account

from .replaying import replayed

NAMES = {
    "dara": "Drafter",
    "tomas": "Translator",
    "rhea": "Reviewer",
    "ruben": "Reviewer",
    "petra": "Publisher",
    "hugo": "Head of Mission",
    "orla": "Records officer",
}


@replayed
def person(name: str) -> Account:
    """Return this person's account with their role; `stella` is staff without one,
    `admin` a superuser without one."""
    account, made = Account.objects.get_or_create(
        username=name,
        defaults={
            "first_name": name.title(),
            "email": f"{name}@mission.example",
            "is_staff": True,
            "is_superuser": name == "admin",
        },
    )
    if made and name in NAMES:
        account.groups.add(Group.objects.get(name=NAMES[name]))
    return account
