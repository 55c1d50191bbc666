"""What must hold, and what was seen."""

import sys


class Held:
    def __init__(self, title: str):
        self.failed = 0
        print(title, flush=True)

    def that(self, holds: bool, rule: str, seen: object = "") -> None:
        self.failed += not holds
        mark = "held  " if holds else "BROKEN"
        print(f"  {mark} {rule}{f': {seen}' if seen != '' else ''}", flush=True)

    def end(self) -> None:
        sys.exit(int(bool(self.failed)))
