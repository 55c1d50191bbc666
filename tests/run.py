"""`make test`: the suite on SQLite, with the browser, and on PostgreSQL; exit code 1 if
either fails.

Both run at once, since each uses one core; what PostgreSQL's says is told afterwards.
"""

import os
import subprocess
import sys
import tempfile

from tests.browser.chromium import chromium
from tests.postgres import server

PYTEST = [sys.executable, "-m", "pytest"]
# Pure rooms have no database to be tried on a second time.
ROOMS = (
    *("rendering", "images", "attachments", "importing", "mission", "confinement"),
    *("storage/test_disk.py", "storage/test_configured.py", "storage/test_bucket.py"),
    *("test_catalogues.py", "test_partial_dates.py", "test_style_sheet.py"),
    *("test_zones.py", "test_desk_tags.py"),
)
# Nor has what starts processes of its own; and a browser sees the same of both. Who
# may enter is asked of the roles, and each page behind a door has tests of its own.
ONCE = (
    *("browser", "test_settings.py", "test_doors.py"),
    *("management/test_run_site.py", "management/test_load_demo.py"),
)
ON_SQLITE_ALONE = [f"--ignore=tests/{path}" for path in (*ROOMS, *ONCE)]
NONE_CHOSEN = 5  # pytest's code, where the arguments choose tests of the other part


def main() -> int:
    arguments = sys.argv[1:]
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DEBUG")}
    with server() as url, tempfile.TemporaryFile("w+") as told:
        on_postgresql = subprocess.Popen(
            [*PYTEST, *ON_SQLITE_ALONE, *arguments],
            env={**clean, "DATABASE_URL": url},
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        print("== On SQLite", flush=True)
        results = [subprocess.call([*PYTEST, *arguments], env=clean)]
        results.append(on_postgresql.wait())
        told.seek(0)
        print("== On PostgreSQL", told.read(), sep="\n", flush=True)
    if not chromium():
        print(
            "The browser tests did not run: this machine has no Chromium "
            "(apt-get install chromium)."
        )
        results.append(int(bool(os.environ.get("CI"))))
    return int(bool(set(results) - {0, NONE_CHOSEN}) or 0 not in results)


if __name__ == "__main__":
    sys.exit(main())
