"""What parent and child send each other: a head in JSON, then bytes. Never pickle."""

import json
from typing import BinaryIO

LENGTH = 4  # bytes that tell the head's length


def framed(head: dict, *parts: bytes) -> list[bytes]:
    """Return the pieces of a message, not joined: a part may have 100 MB."""
    lengths = [len(part) for part in parts]
    packed = json.dumps({"head": head, "lengths": lengths}).encode()
    return [len(packed).to_bytes(LENGTH), packed, *parts]


def unframed(message: bytes) -> tuple[dict, list[bytes]]:
    """Return the head and the parts. Raises ValueError if it isn't whole."""
    start = LENGTH + int.from_bytes(message[:LENGTH])
    packed = json.loads(message[LENGTH:start])
    if start + sum(packed["lengths"]) != len(message):
        raise ValueError("The message was cut off.")
    parts = []
    for length in packed["lengths"]:
        parts.append(message[start : start + length])
        start += length
    return packed["head"], parts


def received(stream: BinaryIO) -> dict | None:
    """Read the next head where several follow each other; None at the end."""
    start = stream.read(LENGTH)
    if not start:
        return None
    packed = stream.read(int.from_bytes(start))
    return json.loads(packed)["head"]


def send(stream: BinaryIO, head: dict) -> None:
    stream.writelines(framed(head))
    stream.flush()
