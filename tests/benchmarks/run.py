"""`make bench`: what things cost, compared within one run. Exit code 1 past a bound.

First what readers wait and what servers spend, alone on the machine. While its ten
minutes of load go on, all else is measured beside it, in two rows: figures of processor
time don't mind, and waits aren't measured any more.
"""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from .large import costs, libraries
from .measuring import measured, tell
from .serving import LOAD_BEGINS


def importing() -> bool:
    few, many = measured("import", 1000), measured("import", 5000)
    print(f"import of 1,000 op-eds: {few['seconds']:.1f} s")
    print(f"import of 5,000 op-eds: {many['seconds']:.1f} s")
    return tell("import, 5,000 against 1,000", many["seconds"] / few["seconds"], 6)


def pages() -> bool:
    few, many = measured("pages", 100), measured("pages", 1000)
    held = True
    for name, bound in (("text", 8), ("/en/", 10), ("/en/op-eds/", 4)):
        held &= tell(
            f"{name}: SQL queries at 1,000 texts", many[f"{name} queries"], bound
        )
    for name in ("text", "/en/", "/en/op-eds/", "/en/feed.rss"):
        few_ms, many_ms = few[f"{name} ms"], many[f"{name} ms"]
        print(f"{name}: {few_ms:.2f} ms at 100 texts, {many_ms:.2f} ms at 1,000")
        held &= tell(f"{name}: time, 1,000 against 100 texts", many_ms / few_ms, 1.5)
    return held


def feeds() -> bool:
    few, many = measured("feeds", 1000), measured("feeds", 100_000)
    held = True
    for name, what in (("304", "nothing new"), ("full", "written anew")):
        few_ms, many_ms = few[f"{name} ms"], many[f"{name} ms"]
        print(f"feed, {what}: {few_ms:.2f} ms at 1,000, {many_ms:.2f} ms at 100,000")
        held &= tell(f"feed, {what}: 100,000 against 1,000", many_ms / few_ms, 1.5)
    return held


FEW, MANY = 1000, 100_000


def on_postgresql() -> bool:
    """A library of 1,000 and one of 100,000: pages, desk, search."""
    with libraries("searched multitude", FEW, MANY) as places:
        held = costs(places)
        few, many = (measured("search", *place) for place in places.items())
    return held & _of_searches("PostgreSQL", few, many)


def searches() -> bool:
    few, many = (measured("search", number) for number in (FEW, MANY))
    return _of_searches("SQLite", few, many)


def _of_searches(name: str, few: dict[str, float], many: dict[str, float]) -> bool:
    held = True
    for number, figures in ((FEW, few), (MANY, many)):
        told = (f"{what} {ms:.1f}" for what, ms in figures.items())
        print(f"search on {name}, {number:,} texts, ms: {', '.join(told)}")
    for what, figure, bound in (
        ("median", many["median"] / few["median"], 5),
        ("indexing a release", many["indexing"] / few["indexing"], 2),
    ):
        held &= tell(f"{name}, {what}: 100,000 against 1,000", figure, bound)
    p99 = many["p99"] / many["page"]
    return held & tell(f"{name}, p99 of searches against a text's page", p99, 20)


def desk() -> bool:
    held = True
    few, many = measured("desk", 100), measured("desk", MANY)
    for name, ms in few.items():
        what = f"desk on SQLite, {name}"
        print(f"{what}: {ms:.1f} ms at 100, {many[name]:.1f} ms at 100,000")
        held &= tell(f"{what}: 100,000 against 100", many[name] / ms, 1.5)
    return held


def serving(load_begins: threading.Event) -> bool:
    """Straight from the application server."""

    def hear(line: str) -> None:
        if line == LOAD_BEGINS:
            load_begins.set()

    try:
        found = measured("serving", 200, when=hear)
    finally:
        load_begins.set()
    for name, figure in found.items():
        print(f"serving, {name}: {figure:.3f}")
    bare, held = found["bare"], True
    rows = [
        ("cached page against a bare Django view", found["cached"] / bare, 0.5),
        ("packed page against a bare Django view", found["packed"] / bare, 0.5),
        ("feed 304 against the cached page", found["304"] / found["cached"], 1.1),
        ("uncached page against a bare Django view", found["uncached"] / bare, 20),
        (
            "slowest of 50 readers/s after a release, in renderings",
            found["slowest in a crowd"] / found["alone after a release"],
            2,
        ),
        *_beside_slow_clients(found),
        ("readers who were refused", found["failed"] + found["failed under load"], 0),
        ("a worker's memory after the load, MB", found["megabytes"], 150),
    ]
    if "nginx" in found:
        ratio = found["cached"] / found["nginx"]
        rows.insert(0, ("cached page against nginx with a file", ratio, 3.5))
        ratio = found["behind the front"] / found["nginx"]
        rows.insert(1, ("the same behind our front configuration", ratio, 1.3))
    else:
        print("No nginx here (apt-get install nginx-light): not compared with a file.")
    for what, figure, bound in rows:
        held &= tell(what, figure, bound)
    return held


def _beside_slow_clients(found: dict[str, float]) -> list[tuple[str, float, float]]:
    half, most = (
        found[f"{share} waited, beside slow clients"]
        - found[f"{share} waited, without slow clients"]
        for share in ("half", "99 of 100")
    )
    return [
        ("slow clients that are lacking of 400", 400 - found["slow clients"], 0),
        ("beside slow clients, half wait longer by ms", half, 5),
        ("beside slow clients, 99 of 100 wait longer by ms", most, 50),
    ]


def _each(*measurements: Callable[[], bool]) -> bool:
    held = [measure() for measure in measurements]  # all, whatever the first says
    return all(held)


def main() -> bool:
    began, load_begins = time.monotonic(), threading.Event()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(serving, load_begins)
        load_begins.wait()
        beside = [
            pool.submit(_each, searches, desk, feeds, pages),
            pool.submit(_each, on_postgresql, importing),
        ]
        held = [each.result() for each in (first, *beside)]
    print(f"{(time.monotonic() - began) / 60:.0f} minutes")
    return all(held)


if __name__ == "__main__":
    sys.exit(not main())
