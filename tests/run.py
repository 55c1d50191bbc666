"""`make test`: the suite on SQLite, then on PostgreSQL; exit code 1 if either fails."""

import os
import subprocess
import sys

from tests.browser.chromium import chromium
from tests.postgres import server

PYTEST = [sys.executable, "-m", "pytest"]
# Pure rooms have no database to be tried on a second time.
PURE = [f"--ignore=tests/{room}" for room in ("rendering", "images", "importing")]


def main() -> int:
    arguments = sys.argv[1:]
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DEBUG")}
    print("== On SQLite", flush=True)
    results = [subprocess.call([*PYTEST, *arguments], env=clean)]
    print("== On PostgreSQL", flush=True)
    with server() as url:
        on_postgresql = {**clean, "DATABASE_URL": url}
        command = [*PYTEST, *PURE, *arguments]
        results.append(subprocess.call(command, env=on_postgresql))
    if not chromium():
        print(
            "The browser tests did not run: this machine has no Chromium "
            "(apt-get install chromium)."
        )
        results.append(int(bool(os.environ.get("CI"))))
    return int(any(results))


if __name__ == "__main__":
    sys.exit(main())
