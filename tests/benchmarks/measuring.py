"""A measurement in a process of its own, and what is told of it."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable

LIMIT = 1750  # seconds for one measurement of `make bench`


def measured(
    what: str,
    number: int,
    url: str | None = None,
    when: Callable[[str], None] = lambda _line: None,
    limit: float = LIMIT,
) -> dict[str, float]:
    """Measure in an empty installation: on SQLite, or on the database at `url`. `when`
    is told what the process says meanwhile. After `limit` seconds it is ended."""
    clean = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    if url:
        clean["DATABASE_URL"] = url
    program = [sys.executable, "-m", "tests.benchmarks.installation"]
    figures = {}
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            [*program, what, str(number)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=clean,
        ) as process,
    ):
        ends = threading.Timer(limit, process.kill)
        ends.start()
        for line in process.stdout:
            name, tab, figure = line.rstrip("\n").partition("\t")
            if tab:
                figures[name] = float(figure)
            else:
                when(name)
        ends.cancel()
        if process.wait():
            errors.seek(0)
            raise RuntimeError(f"{what} {number}: {errors.read()[-3000:]}")
    return figures


def tell(what: str, figure: float, bound: float) -> bool:
    held = figure <= bound
    told = "" if held else "TOO MUCH"
    print(f"{what:<62}{figure:>9.2f}  at most {bound:<6g} {told}", flush=True)
    return held
