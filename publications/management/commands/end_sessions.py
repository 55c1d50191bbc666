"""Sign accounts out everywhere: those that are named, or everybody."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publications import clock, traces
from publications.models import Account, SignIn
from publications.workflow import record

ENDED_BY = "manage.py end_sessions"


class Command(BaseCommand):
    help = "Signs accounts out everywhere, with what they have begun kept as it is."

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="*", metavar="NAME")
        parser.add_argument("--everybody", action="store_true")

    def handle(self, *args, names, everybody, **options):
        if bool(names) == everybody:
            raise CommandError("Name accounts, or say --everybody.")
        found = Account.objects.filter(username__in=names)
        if unknown := set(names) - {account.get_username() for account in found}:
            raise CommandError(f"There is no account {', '.join(sorted(unknown))}.")
        rows = (
            SignIn.objects.all()
            if everybody
            else SignIn.objects.filter(account__in=found)
        )
        count = rows.count()
        with transaction.atomic():
            rows.end()
            at = clock.database_now()
            for name in names or ["*"]:
                record.enter(
                    "end_sessions", by=None, by_name=ENDED_BY, at=at, account=name
                )
        traces.note("sessions_ended", traces.DONE, accounts=",".join(names) or "all")
        self.stdout.write(f"Ended: {count}.")
