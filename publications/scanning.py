"""A virus scanner looks at what somebody sends, where SCANNER names one: clamd, by its
own protocol (INSTREAM). One that can't be asked refuses: nothing comes in unseen.

What is stored is checked and made anew in any case (`images/`, `attachments/`); this
knows what the world's scanners know. Tests: tests/workflow/test_scanning.py.
"""

import socket
from typing import BinaryIO

from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 60
MOST_SAID = 4096


class Away(Exception):
    """The scanner can't be asked, or wouldn't look; says why."""


def found_in(file: BinaryIO) -> str:
    """What the scanner calls what it found; "" of nothing, or without a scanner. The
    file is at its beginning before and after. Raises Away."""
    if not settings.SCANNER:
        return ""
    file.seek(0)
    try:
        with _connected() as scanner:
            scanner.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                scanner.sendall(len(chunk).to_bytes(4, "big") + chunk)
            scanner.sendall(bytes(4))
            said = _said(scanner)
    except OSError as error:
        raise Away(str(error)) from error
    finally:
        file.seek(0)
    what = said.removeprefix("stream: ")
    if what == "OK":
        return ""
    if not what.endswith(" FOUND"):
        raise Away(what or "It said nothing.")
    return what.removesuffix(" FOUND")


def _connected() -> socket.socket:
    place = settings.SCANNER
    if place.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(SECONDS)
        try:
            scanner.connect(place)
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _colon, port = place.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _said(scanner: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < MOST_SAID:
        if not (more := scanner.recv(MOST_SAID)):
            break
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
