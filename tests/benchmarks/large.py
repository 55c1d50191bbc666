"""`make bench-large`: what pages cost at 1,000,000 texts against 1,000, on PostgreSQL.
Exit code 1 past a bound. BENCH_TEXTS: another number."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.postgres import server

from .measuring import measured, tell

FEW, MANY = 1000, int(os.environ.get("BENCH_TEXTS", "1000000"))
BOUND = 1.5
LIMIT = 5400  # seconds for one measurement: a million texts are made in most of an hour
# Of a question that is answered by several processes only one's time would be counted.
SETTINGS = {
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "autovacuum": "off",
    "max_wal_size": "'4GB'",
}


@contextmanager
def libraries(what: str, *numbers: int) -> Iterator[dict[int, str]]:
    """The address of a database for each of these numbers of texts, on one server."""
    with server() as url:
        places = {
            number: url.replace("/embassy?", f"/{what[0]}{number}?")
            for number in numbers
        }
        with psycopg.connect(url, autocommit=True) as owner:
            for name, value in SETTINGS.items():
                owner.execute(f"ALTER SYSTEM SET {name} = {value}")
            owner.execute("SELECT pg_reload_conf()")
            for number in numbers:
                owner.execute(
                    f"CREATE DATABASE {what[0]}{number} ENCODING 'UTF8'"
                    " TEMPLATE template0"
                )
        for number, place in places.items():
            began = time.monotonic()
            measured(what, number, place, limit=LIMIT)
            seconds = time.monotonic() - began
            print(
                f"{number:,} texts made, guards verified: {seconds:.0f} s", flush=True
            )
        yield places


def costs(places: dict[int, str]) -> bool:
    """Of what holds more where there is more (a feed's month, a site map), the cost of
    each thing in it."""
    (few, one), (many, other) = places.items()
    here = measured("costs", few, one, limit=LIMIT)
    there = measured("costs", many, other, limit=LIMIT)
    held = True
    for name, ms in here.items():
        if name.endswith(", holds"):
            continue
        ratio, note = there[name] / ms, ""
        if things := here.get(f"{name}, holds"):
            ratio *= things / there[f"{name}, holds"]
            note = f" ({things:.0f} and {there[f'{name}, holds']:.0f} in it)"
        print(f"{name}: {ms:.1f} ms at {few:,}, {there[name]:.1f} at {many:,}{note}")
        what = f"{name}: {many:,} against {few:,}{', each' if note else ''}"
        held &= tell(what, ratio, BOUND)
    return held


def main() -> int:
    with libraries("multitude", FEW, MANY) as places:
        return not costs(places)


if __name__ == "__main__":
    sys.exit(main())
