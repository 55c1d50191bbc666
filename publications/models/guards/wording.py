"""How a promise is worded for both databases, and how a vendor keeps it."""

from typing import NamedTuple


class Promise(NamedTuple):
    """`message` stands within an SQL string: it holds no apostrophe."""

    name: str
    table: str
    event: str  # INSERT, UPDATE or DELETE
    refused_when: str
    message: str
    # AFTER: the condition asks of other rows, with this one as it now is.
    fires: str = "BEFORE"


class Guard(NamedTuple):
    """A promise as one vendor keeps it: as found in its catalogue, made, taken away."""

    wording: str
    create: tuple[str, ...]
    drop: str


def changed(*columns: str) -> str:
    return "(" + " OR ".join(f"OLD.{c} {{differs}} NEW.{c}" for c in columns) + ")"
