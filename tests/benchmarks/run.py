"""`make bench`: what things cost, compared within one run. Exit code 1 past a bound."""

import os
import subprocess
import sys
from contextlib import nullcontext

from tests.postgres import server

LIMIT = 1800  # seconds for one measurement


def measured(what: str, number: int, url: str | None = None) -> dict[str, float]:
    """Measure in a process of its own, in an empty installation: on SQLite, or on the
    empty database at `url`."""
    clean = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    if url:
        clean["DATABASE_URL"] = url
    answer = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.installation", what, str(number)],
        check=True,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env=clean,
    )
    lines = (line.split("\t") for line in answer.stdout.splitlines())
    return {name: float(figure) for name, figure in lines}


def tell(what: str, figure: float, bound: float) -> bool:
    held = figure <= bound
    print(f"{what:<58}{figure:>9.2f}  at most {bound:<6g} {'' if held else 'TOO MUCH'}")
    return held


def importing() -> bool:
    few, many = measured("import", 1000), measured("import", 10_000)
    print(f"import of  1,000 op-eds: {few['seconds']:.1f} s")
    print(f"import of 10,000 op-eds: {many['seconds']:.1f} s")
    return tell("import, 10,000 against 1,000", many["seconds"] / few["seconds"], 12)


def pages() -> bool:
    few, many = measured("pages", 200), measured("pages", 2000)
    held = True
    for name, bound in (("text", 8), ("/en/", 10), ("/en/op-eds/", 4)):
        held &= tell(
            f"{name}: SQL queries at 2,000 texts", many[f"{name} queries"], bound
        )
    for name in ("text", "/en/", "/en/op-eds/", "/en/feed.rss"):
        few_ms, many_ms = few[f"{name} ms"], many[f"{name} ms"]
        print(f"{name}: {few_ms:.2f} ms at 200 texts, {many_ms:.2f} ms at 2,000")
        held &= tell(f"{name}: time, 2,000 against 200 texts", many_ms / few_ms, 1.5)
    return held


def feeds() -> bool:
    few, many = measured("feeds", 1000), measured("feeds", 100_000)
    held = True
    for name, what in (("304", "nothing new"), ("full", "written anew")):
        few_ms, many_ms = few[f"{name} ms"], many[f"{name} ms"]
        print(f"feed, {what}: {few_ms:.2f} ms at 1,000, {many_ms:.2f} ms at 100,000")
        held &= tell(f"feed, {what}: 100,000 against 1,000", many_ms / few_ms, 1.5)
    return held


def searches() -> bool:
    held = True
    for name, database in (("SQLite", nullcontext), ("PostgreSQL", server)):
        figures = []
        for number in (1000, 100_000):
            with database() as url:
                figures.append(measured("search", number, url))
            told = (f"{what} {ms:.1f}" for what, ms in figures[-1].items())
            print(f"search on {name}, {number:,} texts, ms: {', '.join(told)}")
        few, many = figures
        for what, figure, bound in (
            ("median", many["median"] / few["median"], 5),
            ("indexing a release", many["indexing"] / few["indexing"], 2),
        ):
            held &= tell(f"{name}, {what}: 100,000 against 1,000", figure, bound)
        p99 = many["p99"] / many["page"]
        held &= tell(f"{name}, p99 of searches against a text's page", p99, 20)
    return held


def desk() -> bool:
    held = True
    for database, started in (("SQLite", nullcontext), ("PostgreSQL", server)):
        figures = []
        for number in (100, 100_000):
            with started() as url:
                figures.append(measured("desk", number, url))
        few, many = figures
        for name, ms in few.items():
            what = f"desk on {database}, {name}"
            print(f"{what}: {ms:.1f} ms at 100, {many[name]:.1f} ms at 100,000")
            held &= tell(f"{what}: 100,000 against 100", many[name] / ms, 1.5)
    return held


def serving() -> bool:
    """Straight from the application server."""
    found = measured("serving", 200)
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


if __name__ == "__main__":
    sys.exit(not all([importing(), pages(), feeds(), searches(), desk(), serving()]))
