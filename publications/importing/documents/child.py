"""One document in a process that can't take the machine down.

Started by `confined`, which reads and writes it: `python -m
publications.importing.documents.child <bytes of memory> <seconds>`. It knows no Django
settings and none of the secrets in its parent's environment.
"""

import gc
import logging
import sys
from collections import Counter

from publications.attachments import Refused
from publications.confinement import confine, framed, unframed

from . import writing
from .cleaning import Cleaned, cleaned
from .pictures import cut_out
from .word import as_html

# More than the three it has and a module that is loaded late need.
FILES = 32
# Of calls within calls: elements may stand 500 deep, and each takes several.
DEEPEST = 20_000


def read_word(data: bytes, *, first_note: int) -> list[bytes]:
    html, pictures, counts = as_html(data)
    found = cleaned(html, counts, first_note=first_note, of="document")
    return _told(found, pictures)


def read_page(data: bytes, *, first_note: int, of: str) -> list[bytes]:
    html, pictures = cut_out(data.decode())
    found = cleaned(html, Counter(), first_note=first_note, of=of)
    return _told(found, pictures)


def _told(found: Cleaned, pictures: list[bytes]) -> list[bytes]:
    markdown, shown = writing.written(found.soup, found.counts)
    head = {
        "counts": found.counts,
        "is_plain": found.is_plain,
        "shown": shown,
    }
    return framed(head, markdown.encode(), *(pictures[number] for number in shown))


WORK = {"word": read_word, "page": read_page}


def answer(message: bytes) -> list[bytes]:
    """Do the work that a message asks for; whatever goes wrong is told, not raised."""
    try:
        head, (data,) = unframed(message)
        return WORK[head["work"]](data, **head["options"])
    except Refused as refusal:
        return framed({"refused": refusal.reason, "values": refusal.values})
    except (RecursionError, MemoryError):
        return framed({"refused": "too_heavy", "values": {}})
    except Exception as error:  # noqa: BLE001 (the parent refuses the file)
        return framed({"failed": repr(error)[:500]})


if __name__ == "__main__":
    logging.disable()
    gc.disable()
    sys.setrecursionlimit(DEEPEST)
    confine(int(sys.argv[1]), int(sys.argv[2]), FILES)
    sys.stdout.buffer.writelines(answer(sys.stdin.buffer.read()))
