"""`make bench-large`: what pages cost at 1,000,000 texts against 1,000, on PostgreSQL.
Exit code 1 past a bound. BENCH_TEXTS: another number."""

import os
import sys
import time

import psycopg

from tests.postgres import server

from .run import measured, tell

FEW, MANY = 1000, int(os.environ.get("BENCH_TEXTS", "1000000"))
BOUND = 1.5
# Of a question that is answered by several processes only one's time would be counted.
SETTINGS = {
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "autovacuum": "off",
    "max_wal_size": "'4GB'",
}


def main() -> int:
    with server() as url:
        with psycopg.connect(url, autocommit=True) as owner:
            for name, value in SETTINGS.items():
                owner.execute(f"ALTER SYSTEM SET {name} = {value}")
            owner.execute("SELECT pg_reload_conf()")
            owner.execute("CREATE DATABASE large ENCODING 'UTF8' TEMPLATE template0")
        places = {FEW: url, MANY: url.replace("/embassy?", "/large?")}
        for number, place in places.items():
            began = time.monotonic()
            measured("multitude", number, place)
            seconds = time.monotonic() - began
            print(
                f"{number:,} texts made, guards verified: {seconds:.0f} s", flush=True
            )
        figures = [measured("costs", *place) for place in places.items()]
    return not _told(*figures)


def _told(few: dict[str, float], many: dict[str, float]) -> bool:
    held = True
    for name, ms in few.items():
        if name.endswith(", addresses"):
            continue
        print(f"{name}: {ms:.1f} ms at {FEW:,}, {many[name]:.1f} ms at {MANY:,}")
        ratio = many[name] / ms
        held &= tell(f"{name}: {MANY:,} against {FEW:,}", ratio, BOUND)
    return held


if __name__ == "__main__":
    sys.exit(main())
