"""Readers who ask a server of the bench: each over one connection that stays open."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Reader:
    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, *headers: str) -> tuple[int, dict[str, str], bytes]:
        self.socket.sendall(asked(path, *headers))
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _line, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        told = {name.lower(): value.strip() for name, _colon, value in pairs}
        while len(body) < int(told.get("content-length", 0)):
            body += self._more()
        return int(first.split()[1]), told, body

    def _more(self) -> bytes:
        if not (data := self.socket.recv(1 << 18)):
            raise ConnectionError("The server hung up.")
        return data

    def close(self) -> None:
        self.socket.close()


def asked(path: str, *headers: str) -> bytes:
    lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", "")
    return "\r\n".join(lines).encode()


@contextmanager
def reader(port: int) -> Iterator[Reader]:
    made = Reader(port)
    try:
        yield made
    finally:
        made.close()


def cost(*servers, path: str, headers=(), number: int, status: int = 200) -> float:
    """Milliseconds of processor for one answer, out of so many to four readers; of the
    server that is asked, and of those behind it."""

    def read(times: int) -> None:
        with reader(servers[0].port) as somebody:
            for _each in range(times):
                found = somebody.get(path, *headers)[0]
                assert found == status, (path, found)

    read(50)  # all is imported, and opened once
    began = sum(server.spent() for server in servers)
    readers = [threading.Thread(target=read, args=(number // 4,)) for _each in range(4)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    return (sum(server.spent() for server in servers) - began) / (number // 4 * 4)


class Crowd:
    """So many readers a second ask for these addresses; what each waited is kept."""

    def __init__(self, port: int, paths: list[str], per_second: int):
        self.waits: list[tuple[float, float]] = []  # when they asked, and how long
        self.failed: list[str] = []
        self._port, self._paths = port, paths
        self._ended = threading.Event()
        self._pause = 10 / per_second
        self._threads = [
            threading.Thread(target=self._read, args=(place,)) for place in range(10)
        ]

    def __enter__(self) -> "Crowd":
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        for each in self._threads:
            each.join()

    def _read(self, place: int) -> None:
        time.sleep(self._pause * place / 10)
        number = place
        with reader(self._port) as somebody:
            while not self._ended.is_set():
                began = time.monotonic()
                try:
                    status = somebody.get(self._paths[number % len(self._paths)])[0]
                except OSError as error:
                    self.failed.append(str(error))
                    return
                wait = time.monotonic() - began
                self.waits.append((began, wait))
                if status != 200:
                    self.failed.append(str(status))
                number += 1
                self._ended.wait(max(0.0, self._pause - wait))
