"""`make test`: every test, on SQLite and on PostgreSQL; exit code 1 if one fails.

Both suites run at once, since each uses one core; and beside them the browser, which
waits much of its time. What the suite on SQLite says is told as it comes.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.browser.chromium import chromium
from tests.postgres import server

# What has no database, or one of its own, isn't tried a second time.
ONCE = [
    f"--ignore=tests/{path}"
    for path in (
        *("rendering", "images", "attachments", "importing"),
        *("test_settings.py", "management/test_run_site.py"),
    )
]
# Without the last, each process that a test starts compiles the product anew.
UNWANTED = ("DATABASE_URL", "DEBUG", "PYTHONDONTWRITEBYTECODE")
TOLD_LATER = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
NONE_CHOSEN = 5  # pytest, where the arguments choose tests of another part


def pytest(database: dict[str, str], marked: str, *options: str, **how):
    environment = {k: v for k, v in os.environ.items() if k not in UNWANTED}
    command = [sys.executable, "-m", "pytest", "-m", marked, *options, *sys.argv[1:]]
    return subprocess.run(command, env={**environment, **database}, **how)


def main() -> int:
    # One of the two takes the suite; the other, one browser after the other.
    with server() as url, ThreadPoolExecutor(2) as beside:
        sqlite, postgresql = {}, {"DATABASE_URL": url}
        later = {
            title: beside.submit(pytest, *chosen, **TOLD_LATER)
            for title, *chosen in (
                ("On PostgreSQL", postgresql, "not browser", *ONCE),
                ("In a browser, on SQLite", sqlite, "browser"),
                ("In a browser, on PostgreSQL", postgresql, "browser"),
            )
        }
        print("== On SQLite", flush=True)
        results = [pytest(sqlite, "not browser").returncode]
        for title, part in later.items():
            print(f"== {title}", part.result().stdout, sep="\n", flush=True)
            results.append(part.result().returncode)
    failed = set(results) - {0, NONE_CHOSEN} or 0 not in results
    if not chromium():
        print(
            "The browser tests did not run: this machine has no Chromium "
            "(apt-get install chromium)."
        )
        failed = failed or os.environ.get("CI")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
