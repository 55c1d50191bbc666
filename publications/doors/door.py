"""A row of the table, and the words of its columns. Tests: test_doors.py."""

from collections.abc import Mapping
from typing import NamedTuple

Who = frozenset[str]

# Beside the names of permissions, of which any one is enough.
PUBLIC: Who = frozenset({"everybody"})
SIGNED_IN: Who = frozenset({"the desk"})
ADMINISTRATOR: Who = frozenset({"administrators"})
NOBODY: Who = frozenset()

# Whatever is sent.
ANY_ACT: Who = frozenset({"*"})

READ: Who = frozenset({"read"})
RECORD: Who = frozenset({"read_record"})


class Door(NamedTuple):
    """Who may look (GET, HEAD) and who may act (POST); None: there is no such method.

    The rest says what is found behind it, for tests and readers of the table.
    """

    look: Who | None = None
    act: Who | None = None
    # The status of a look; of a text's addresses, by the state of the text.
    answer: int | Mapping[str, int] = 200
    # What people outside the circle of a limited text are answered.
    hidden: int | None = None
    # Those who are answered otherwise, whatever the state.
    others: tuple[Who, int] = (NOBODY, 0)
    # What a look leaves on the record.
    records: str = ""
    # Each act asks the roles for its own permission, and is on the record if refused.
    asks_again: bool = False
    # What is sent without a session is held out again after the sign-in.
    holds_what_is_typed: bool = False
    # Acts before which one proves again who one is.
    proves: Who = NOBODY
    # Open to whoever still has to set up a second factor.
    without_factor: bool = False

    @property
    def methods(self) -> tuple[str, ...]:
        look = () if self.look is None else ("GET", "HEAD")
        return look if self.act is None else (*look, "POST")

    def who(self, method: str) -> Who:
        """Return who may use this method, which must be one of `methods`."""
        return (self.act if method == "POST" else self.look) or NOBODY
