"""Do the work that waits for the outside world: `manage.py run_worker`."""

import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from publications.syndication.mail import deliver_due


class Command(BaseCommand):
    help = "Send the mail that waits. Ends with SIGTERM after the piece under way."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="for cron: then end")
        parser.add_argument(
            "--every", type=float, default=5, metavar="SECONDS", help="between looks"
        )

    def handle(self, *args, **options):
        if options["once"]:
            self.stdout.write(f"{deliver_due()} sent.")
            return
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        while not ended.is_set():
            close_old_connections()
            deliver_due()
            ended.wait(options["every"])
