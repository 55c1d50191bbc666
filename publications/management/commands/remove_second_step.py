"""Let an administrator in again who has lost phone and recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from publications.identity import lost
from publications.models import Account

REMOVED_BY = "manage.py remove_second_step"


class Command(BaseCommand):
    help = (
        "Removes the second step of an account, as an administrator does at the desk: "
        "its sessions end, its owner is told by mail, and the record has it."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME", help="the name it signs in by")

    def handle(self, *args, name, **options):
        account = Account.objects.filter(username=name).first()
        if account is None:
            raise CommandError(f"There is no account {name}.")
        if not lost.remove_second_step(account, by_name=REMOVED_BY):
            raise CommandError(f"{name} has no second step.")
        self.stdout.write(f"The second step of {name} is removed.")
