"""What an answer costs: the time on a processor of this process and of its database,
in milliseconds. Whatever else the machine does meanwhile isn't counted."""

import time
from pathlib import Path

from django.db import connection
from django.test import Client


def spent(client: Client, path: str) -> float:
    began = on_processor()
    answer = client.get(path)
    ended = on_processor()
    assert answer.status_code == 200, (path, answer.status_code)
    return ended - began


def on_processor() -> float:
    """On SQLite the database is this process; PostgreSQL has one for each connection,
    and Linux tells its nanoseconds (proc(5), schedstat)."""
    own = time.process_time() * 1000
    if connection.vendor == "sqlite":
        return own
    connection.ensure_connection()
    process = connection.connection.info.backend_pid
    told = Path(f"/proc/{process}/schedstat").read_text("ascii")
    return own + int(told.split()[0]) / 1_000_000
