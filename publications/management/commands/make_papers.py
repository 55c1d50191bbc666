"""Have PDFs made of older editions: `manage.py make_papers`."""

from django.core.management.base import BaseCommand, CommandError

from publications import clock, paper, papers, renditions

AT_ONCE = 100


class Command(BaseCommand):
    help = (
        "Make the PDFs that are missing, or were made by an older version: of editions "
        "from before there were any, and of those that failed. The newest first. The "
        "site and the worker may run meanwhile. What can't be made is named, and ends "
        "it with code 1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--most",
            type=int,
            default=AT_ONCE,
            metavar="NUMBER",
            help=f"how many at once ({AT_ONCE}); each takes a second or two",
        )

    def handle(self, *args, **options):
        if lacking := paper.lacking():
            raise CommandError(f"{lacking} is missing: see docs/operating/paper.md.")
        wanting = papers.wanting(clock.database_now())
        done = failed = 0
        for edition in list(wanting.to_read()[: max(options["most"], 0)]):
            try:
                papers.make(edition)
                done += 1
            except (
                papers.NotReady,
                renditions.NotReady,
                paper.Failed,
                OSError,
            ) as error:
                failed += 1
                self.stderr.write(f"Edition {edition.uuid}: {error}")
        left = wanting.count() - failed
        self.stdout.write(f"{done} made, {max(left, 0)} left.")
        if failed:
            raise CommandError(f"{failed} could not be made: see above.")
