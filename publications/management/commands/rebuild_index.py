"""Build anew what texts are found by: `manage.py rebuild_index`."""

from django.core.management.base import BaseCommand

from publications.management.owning import as_owner
from publications.search import KEPT, rebuild, rebuild_links, rebuild_spellings

TOLD_EVERY = 500


class Command(BaseCommand):
    help = (
        "Build the index of search anew beside the one that is asked, and put it in "
        "its place: after an upgrade whose notes ask for it, and when a name was "
        "mended of somebody with very many texts. The site may run meanwhile."
    )

    def handle(self, *args, **options):
        with as_owner():  # it makes a table
            for kept in KEPT:
                done = rebuild(kept, self._told)
                self.stdout.write(f"{kept.index.table}: {done} can be found.")
        self.stdout.write(f"{rebuild_spellings(self._told)} words can be meant.")
        self.stdout.write(f"{rebuild_links()} links lead to texts of our own.")

    def _told(self, done: int, total: int) -> None:
        if done and (done % TOLD_EVERY == 0 or done == total):
            self.stdout.write(f"{done} of {total}")
            self.stdout.flush()
