"""What parent and child send each other: a head in JSON, then bytes. Never pickle."""

import json

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
