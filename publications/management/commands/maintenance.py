"""Answer everybody that the site is being upgraded: `manage.py maintenance on`."""

from datetime import UTC, datetime, timedelta

from django.core.management.base import BaseCommand, CommandError

from publications.maintenance import switch_off, switch_on


class Command(BaseCommand):
    help = (
        "on: answer every page with “being upgraded” (503), until off. For this "
        "DATA_DIR alone: say it on each web host. Needs no database."
    )
    # It is for the moments at which the rest of the site may be in pieces.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("state", choices=["on", "off"])
        parser.add_argument(
            "--minutes", type=int, help="when it should be over, told to readers"
        )

    def handle(self, *args, state, minutes, **options):
        if minutes is not None and (state == "off" or not 1 <= minutes <= 1440):
            raise CommandError("--minutes is from 1 to 1440, and only with “on”.")
        if state == "on":
            until = minutes and datetime.now(UTC) + timedelta(minutes=minutes)
            switch_on(until or None)
            self.stdout.write("On. End it with: manage.py maintenance off")
        else:
            self.stdout.write("Off." if switch_off() else "It was off already.")
