"""Set up and serve: `manage.py run_site`, what `make run` calls."""

import os
import socket
import sys
import tempfile

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from publications import search
from publications.management import children
from publications.models import Account

WORKERS = 2
THREADS = 4  # of each worker
# Connections that a worker holds before it asks others to wait: those of slow clients,
# which cost next to nothing, leave room for others.
WAITING = 1024
PASSWORD_FILE = "demo-password"  # noqa: S105  # nosec B105 - a file's name


class Command(BaseCommand):
    help = (
        "Migrate, load demonstration content into an empty database (DEMO=0: ask for "
        "the first administrator instead), then serve with the worker beside."
    )

    def handle(self, *args, **options):
        self._port_is_free()
        try:
            call_command("migrate", verbosity=0)
        except OperationalError as error:
            raise CommandError(f"The database can't be reached: {error}") from error
        if any(map(search.is_wanting, search.KEPT)):
            call_command("rebuild_index")
        call_command("check", databases=["default"], verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        empty = not Account.objects.exists()
        if settings.DEMO:
            if empty:
                call_command("load_demo")
        elif empty:
            self._first_administrator()
        self._tell()
        # What the processes count is of this run alone.
        with tempfile.TemporaryDirectory(prefix="embassy-metrics-") as counted:
            sys.exit(self._serve(counted))

    @staticmethod
    def _port_is_free():
        """Two sites on one port would share it by lot: the server itself allows it."""
        family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.HOST, settings.PORT))
            except OSError as error:
                raise CommandError(
                    f"Can't listen on HOST {settings.HOST}, PORT {settings.PORT}: "
                    f"{error.strerror}. Is the site running already?"
                ) from error

    def _first_administrator(self):
        if not sys.stdin.isatty() and not os.environ.get("DJANGO_SUPERUSER_PASSWORD"):
            raise CommandError(
                "There is no account yet: run manage.py createsuperuser first, or set "
                "DJANGO_SUPERUSER_USERNAME, DJANGO_SUPERUSER_EMAIL and "
                "DJANGO_SUPERUSER_PASSWORD."
            )
        self.stdout.write("This installation is empty. Who administers it?")
        call_command("createsuperuser", interactive=sys.stdin.isatty())

    def _tell(self):
        site = f"http://{settings.HOST}:{settings.PORT}"
        self.stdout.write(f"\nPublic site   {site}/\nDesk          {site}/admin/")
        password = settings.DATA_DIR / PASSWORD_FILE
        if settings.DEMO and password.exists():
            demo = Account.objects.exclude(email="").order_by("id")
            names = ", ".join(demo.values_list("username", flat=True))
            self.stdout.write(
                f"Accounts      {names}\n"
                f"Password      {password.read_text(encoding='utf-8')}"
            )
        self.stdout.write("Stop with Ctrl+C.\n")
        self.stdout.flush()

    def _serve(self, counted: str) -> int:
        """Run server and worker; when one ends, or a signal comes, both end."""
        granian = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", settings.HOST, "--port", str(settings.PORT)),
            *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
            *("--backpressure", str(WAITING), "--no-ws", "--log-level", "warning"),
            "embassy.wsgi:application",
        ]
        worker = [sys.executable, "manage.py", "run_worker"]
        # The children don't know the owner of the database, who migrated it.
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}
        environment.setdefault("METRICS_DIR", counted)
        return children.run(granian, worker, environment=environment)
