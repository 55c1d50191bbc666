"""Print what the front server needs: `manage.py front_configuration nginx`."""

from django.core.management.base import BaseCommand, CommandError

from publications.management.fronts import TEMPLATES, Asked, Unfit, configuration


class Command(BaseCommand):
    help = (
        "Print the configuration of nginx or Caddy for this installation, or the "
        "systemd lines (folders) that show them three folders of DATA_DIR."
    )
    # It asks the settings alone.
    requires_system_checks = []

    def add_arguments(self, parser):
        own = Asked()
        parser.add_argument("server", choices=sorted(TEMPLATES))
        parser.add_argument(
            "--seen-at",
            default="",
            metavar="FOLDER",
            help="where the front sees static/, media/ and fallback/ (DATA_DIR)",
        )
        parser.add_argument("--certificate", default="", metavar="FILE")
        parser.add_argument("--key", default="", metavar="FILE")
        parser.add_argument(
            "--cache", default=own.cache, metavar="FOLDER", help=own.cache
        )
        parser.add_argument(
            "--acme",
            default=own.acme,
            metavar="FOLDER",
            help=f"what proves the host for its certificate: {own.acme}",
        )
        parser.add_argument(
            "--application",
            action="append",
            default=[],
            metavar="HOST:PORT",
            help="more than once for several; HOST and PORT of the settings",
        )

    def handle(self, *args, server, application, **options):
        asked = Asked(
            applications=tuple(application),
            **{name: options[name] for name in Asked._fields if name in options},
        )
        try:
            self.stdout.write(configuration(server, asked), ending="")
        except Unfit as error:
            raise CommandError(str(error)) from error
