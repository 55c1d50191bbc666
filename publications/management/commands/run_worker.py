"""Do the work that waits for the outside world: `manage.py run_worker`."""

import logging
import platform
import signal
import threading
import time
from datetime import datetime

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections

from publications import clock, metrics
from publications.models import Edition, WorkerRound
from publications.syndication.anchoring import anchor_if_due
from publications.syndication.copying import renew
from publications.syndication.deliveries import deliver_due
from publications.syndication.zone_changes import tell_of_changes

MINUTE = 60  # seconds for the fallback copy, where nobody waits
HOUR = 3600  # seconds between looks at zones' rules and whether an anchor is due
TOLD = 30  # seconds between words that it is alive

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Send the mail that waits, make PDFs, confirm retractions, look at changed "
        "time zones, anchor the record, keep up the fallback copy. Ends with SIGTERM "
        "after the piece under way."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="for cron: then end")
        parser.add_argument(
            "--every", type=float, default=5, metavar="SECONDS", help="between looks"
        )

    def handle(self, *args, **options):
        if options["once"]:
            tell_of_changes()
            anchor_if_due()
            WorkerRound.objects.seen(platform.node(), clock.database_now())
            self.stdout.write(f"{deliver_due()} sent.")
            renew(seconds=MINUTE)
            return
        self.ended = threading.Event()
        self.looked_at = self.told_at = self.copied_at = None
        self.releases_until: datetime | None = None
        self.every = options["every"]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.ended.set())
        while not self.ended.is_set():
            close_old_connections()
            try:
                self._round()
            except (DatabaseError, InterfaceError) as error:
                # Work waits in the database: as long as that is away, so does it.
                log.warning("The database did not answer: %s", error)
            self.ended.wait(options["every"])

    def _round(self):
        now = time.monotonic()
        if self.told_at is None or now - self.told_at >= TOLD:
            WorkerRound.objects.seen(platform.node(), clock.database_now())
            self.told_at = now
        self._learn_of_releases()
        if self.looked_at is None or now - self.looked_at >= HOUR:
            tell_of_changes()
            anchor_if_due()
            self.looked_at = now
        deliver_due(self._ends)
        self._ends()

    def _ends(self) -> bool:
        """Asked between two pieces of work: the copy doesn't wait behind PDFs."""
        now = time.monotonic()
        if self.copied_at is None or now - self.copied_at >= self.every:
            renew(self.ended.is_set)
            self.copied_at = time.monotonic()
        return self.ended.is_set()

    def _learn_of_releases(self):
        """How late this process knows of what has begun since it last looked."""
        at = clock.moment()
        if self.releases_until:
            span = {"live_from__gt": self.releases_until, "live_from__lte": at}
            for begun in Edition.objects.filter(**span).values_list(
                "live_from", flat=True
            ):
                metrics.release_known("worker", begun, at)
        self.releases_until = at
