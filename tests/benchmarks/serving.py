"""What a public answer costs straight from the application server, beside a bare Django
view on the same server and nginx with the same page as a file: processor time of the
server, in milliseconds. What happens after a release, and what a worker's memory is."""

import os
import subprocess
import sys
import time
from math import inf
from pathlib import Path
from statistics import median, quantiles
from subprocess import PIPE

from .readers import Crowd, cost, reader
from .servers import PROCESSOR, Server, behind_front, granian, nginx

SITE = "embassy.wsgi:application"
BARE = "tests.benchmarks.bare:application"
# Each is measured so often, in turn: what the machine does meanwhile hits all alike.
ROUNDS = 5
MANY, SOME = 4000, 200  # requests
READERS = 50  # a second
LOAD = int(os.environ.get("BENCH_LOAD_SECONDS", "600"))
RELEASES = 4
LOAD_BEGINS = "The load begins."
SLOW = 10  # seconds


def measure(folder: Path, number: int) -> dict[str, float]:
    from publications.models import Edition
    from tests.benchmarks.installation import release_many

    release_many(number)
    edition = Edition.objects.exclude(live_from=None).last()
    others = os.sched_getaffinity(0) - {PROCESSOR}
    with granian(SITE) as site:
        os.sched_setaffinity(0, others or {PROCESSOR})
        figures = _costs(folder, site, edition.get_absolute_url())
        figures |= _after_a_release(site, edition)
        figures |= _beside_slow_clients(site, edition.get_absolute_url())
        figures |= _after_a_load(site)
    return figures


def _costs(folder: Path, site: Server, address: str) -> dict[str, float]:
    with reader(site.port) as somebody:
        page = somebody.get(address)[2]
        etag = somebody.get("/en/feed.atom")[1]["etag"]
    files = folder / "files"
    files.mkdir()
    (files / "page.html").write_bytes(page)
    told: dict[str, list[float]] = {}
    if behind := _behind_the_front(folder, address):
        told["behind the front"] = behind
    session = "Cookie: session=none; sessionid=none"
    with granian(BARE, BENCH_BYTES=str(len(page))) as bare, nginx(files) as front:
        for _round in range(ROUNDS):
            for name, server, path, headers, times, status in (
                ("nginx", front, "/page.html", (), MANY, 200),
                ("bare", bare, "/", (), MANY, 200),
                ("cached", site, address, (), MANY, 200),
                ("packed", site, address, ("Accept-Encoding: gzip",), MANY, 200),
                ("304", site, "/en/feed.atom", (f"If-None-Match: {etag}",), MANY, 304),
                ("uncached", site, address, (session,), SOME, 200),
            ):
                if server is not None:
                    spent = cost(
                        server,
                        path=path,
                        headers=headers,
                        number=times,
                        status=status,
                    )
                    told.setdefault(name, []).append(spent)
    return {name: median(costs) for name, costs in told.items()}


def _behind_the_front(folder: Path, address: str) -> list[float]:
    """What front and application spend together; the page is asked for anew each
    second, as a front does."""
    with behind_front(folder, SITE) as servers:
        return [
            cost(*servers, path=address, number=MANY)
            for _round in range(ROUNDS if servers else 0)
        ]


def _beside_slow_clients(site: Server, address: str) -> dict[str, float]:
    """What other readers wait while so many send a byte a second (`tests.faults`)."""
    waits = {"without slow clients": _waits(site, address)}
    command = [sys.executable, "-m", "tests.benchmarks.slow_clients", str(site.port)]
    slow = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True)
    time.sleep(5)
    waits["beside slow clients"] = _waits(site, address)
    return {
        "slow clients": int(slow.communicate()[0]),
        **{f"half waited, {name}": median(each) for name, each in waits.items()},
        **{
            f"99 of 100 waited, {name}": quantiles(each, n=100)[98]
            for name, each in waits.items()
        },
    }


def _waits(site: Server, address: str) -> list[float]:
    """Milliseconds; whoever is refused waits for ever."""
    with Crowd(site.port, [address], READERS) as crowd:
        time.sleep(SLOW)
    return [wait * 1000 for _at, wait in crowd.waits] + [inf] * len(crowd.failed)


def _after_a_release(site: Server, edition) -> dict[str, float]:
    """The longest wait of a reader within a second of a release, beside that of one who
    asks alone for the same page after one."""
    from tests import factories

    address = edition.get_absolute_url()
    alone, in_crowd, failed = [], [], 0
    with reader(site.port) as somebody:
        for number in range(RELEASES):
            factories.released(title=f"Alone {number}")
            began = time.monotonic()
            assert somebody.get(address)[0] == 200
            alone.append(time.monotonic() - began)
    for number in range(RELEASES):
        approved = factories.approved(title=f"In a crowd {number}")
        with Crowd(site.port, [address], READERS) as crowd:
            time.sleep(1)
            factories.do("release", approved, "petra")
            released = time.monotonic()
            time.sleep(2)
        in_crowd.append(max(w for at, w in crowd.waits if at > released - 0.5))
        failed += len(crowd.failed)
    return {
        "alone after a release": median(alone) * 1000,
        "slowest in a crowd": median(in_crowd) * 1000,
        "failed": failed,
    }


def _after_a_load(site: Server) -> dict[str, float]:
    """So many seconds of readers, of all pages and of searches without end."""
    from publications.models import Edition

    live = Edition.objects.exclude(live_from=None).select_related(
        "text", "revision__address"
    )
    paths = [edition.get_absolute_url() for edition in live]
    paths += [f"/en/search/?q=valley+{number}" for number in range(2000)]
    print(LOAD_BEGINS, flush=True)  # now others may use the machine, too
    with Crowd(site.port, paths, 200) as crowd:
        time.sleep(LOAD)
    return {
        "asked": len(crowd.waits),
        "failed under load": len(crowd.failed),
        "megabytes": site.megabytes(),
    }
