"""The site behind nginx on this machine, without rights: `make front`."""

import os
import shutil
import subprocess  # nosec B404 - asks nginx of its settings
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from publications.management import children
from publications.management.fronts import LOOPBACK, WHOLE, Asked, Unfit, told


class Command(BaseCommand):
    help = (
        "Serve as run_site does, with nginx before it at SITE_URL, which is an address "
        "of this machine. All that nginx writes is in DATA_DIR/front."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--alone", action="store_true", help="nginx; the site runs by itself"
        )
        parser.add_argument(
            "--cache", metavar="FOLDER", help="of pages, for a second (DATA_DIR/front)"
        )

    def handle(self, *args, **options):
        nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if nginx is None:
            raise CommandError("nginx is missing: apt-get install nginx-light")
        site = urlsplit(settings.SITE_URL)
        if site.hostname not in LOOPBACK or not site.port or site.port < 1024:
            raise CommandError(
                "SITE_URL is to be of this machine, with a port of its own: "
                "http://127.0.0.1:8080."
            )
        folder = settings.DATA_DIR / "front"
        folder.mkdir(mode=0o700, exist_ok=True)
        configured = folder / "nginx.conf"
        try:
            configured.write_text(_whole(folder, options["cache"]), encoding="utf-8")
        except Unfit as error:
            raise CommandError(str(error)) from error
        front = [nginx, "-p", str(folder), "-e", "stderr", "-c", str(configured)]
        if subprocess.run([*front, "-t", "-q"], check=False).returncode:  # noqa: S603  # nosec B603
            raise CommandError(f"nginx refuses {configured}.")
        self.stdout.write(f"Behind nginx  {settings.SITE_URL}/")
        self.stdout.flush()
        site = [] if options["alone"] else [[sys.executable, "manage.py", "run_site"]]
        sys.exit(children.run(front, *site))


def _whole(folder: Path, cache: str | None) -> str:
    asked = Asked(cache=cache or str(folder / "cache"))
    # As root nginx would become nobody, who may not enter DATA_DIR.
    more = {"folder": folder, "is_root": os.geteuid() == 0}
    return render_to_string(WHOLE, {**told(asked), **more})
