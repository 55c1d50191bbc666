"""Slow clients straight at the application server: others notice nothing."""

import asyncio
import contextlib
import threading
import time

from tests.faults.asking import Load, ask, slowest, statuses
from tests.faults.held import Held
from tests.faults.installation import installation

HEADERS, BODIES = 300, 100
LASTS = 15  # seconds


def main() -> None:
    held = Held(f"{HEADERS} slow headers and {BODIES} slow bodies at once.")
    with installation() as site:
        path = "/en/"
        alone = _read(site.port, path, 5)
        crowd = Crowd(site.port)
        time.sleep(3)
        beside = _read(site.port, path, LASTS - 5)
        opened = crowd.end()
        held.that(
            opened >= (HEADERS + BODIES) * 0.9,
            "All of them are there",
            f"{opened} connections",
        )
        held.that(
            statuses(beside).keys() == {200},
            "Every reader is answered",
            statuses(beside),
        )
        most = slowest(alone, 0.99) * 2 + 0.1
        held.that(
            slowest(beside, 0.99) <= most,
            f"99 of 100 within {most:.2f} s",
            f"{slowest(beside, 0.99)} s, alone {slowest(alone, 0.99)} s",
        )
        held.that(
            slowest(beside, 0.5) <= slowest(alone, 0.5) * 1.5 + 0.02,
            "half of them as fast as before",
            f"{slowest(beside, 0.5)} s, alone {slowest(alone, 0.5)} s",
        )
    held.end()


def _read(port: int, path: str, seconds: float):
    load = Load(lambda _n: ask(port, path), readers=2)
    time.sleep(seconds)
    return load.stop()


class Crowd:
    """Connections that send a byte a second."""

    def __init__(self, port: int):
        self.port, self.opened, self.over = port, 0, threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._all()))
        self.thread.start()

    def end(self) -> int:
        self.over.set()
        self.thread.join(30)
        return self.opened

    async def _all(self) -> None:
        head = b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
        form = (
            b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: 4000\r\n\r\nusername="
        )
        slow = [self._one(head) for _n in range(HEADERS)]
        slow += [self._one(form) for _n in range(BODIES)]
        await asyncio.gather(*slow)

    async def _one(self, begins: bytes) -> None:
        with contextlib.suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            self.opened += 1
            writer.write(begins)
            while not self.over.is_set():
                await asyncio.sleep(1)
                writer.write(b"a")
                await writer.drain()
            writer.close()


if __name__ == "__main__":
    main()
