"""One piece of work in a process that can't take the machine down.

Started by `confined`, which reads and writes it: `python -m publications.images.child
<bytes of memory> <seconds>`. It knows no Django settings and none of the secrets in
its parent's environment.
"""

import dataclasses
import sys

from publications.confinement import confine, framed, unframed

from .intake import take_in
from .making import make
from .refusal import Refused
from .renditions import Rendition

# More than the three it has and a plug-in that is loaded late need.
FILES = 32


def taken_in(data: bytes, *, animated: bool) -> list[bytes]:
    intake = take_in(data, animated=animated)
    facts = {
        field.name: getattr(intake, field.name)
        for field in dataclasses.fields(intake)
        if field.name not in ("data", "animation")
    }
    moving = [intake.animation] if intake.animation else []
    return framed(facts, intake.data, *moving)


def made(master: bytes, *, rendition: dict, focus: list[int]) -> list[bytes]:
    return framed({}, make(master, Rendition(**rendition), tuple(focus)))


WORK = {"take_in": taken_in, "make": made}


def answer(message: bytes) -> list[bytes]:
    """Do the work that a message asks for; whatever goes wrong is told, not raised."""
    try:
        head, (data,) = unframed(message)
        return WORK[head["work"]](data, **head["options"])
    except Refused as refusal:
        return framed({"refused": refusal.reason, "values": refusal.values})
    except Exception as error:  # noqa: BLE001 (the parent raises it as Failed)
        return framed({"failed": repr(error)[:500]})


if __name__ == "__main__":
    confine(int(sys.argv[1]), int(sys.argv[2]), FILES)
    sys.stdout.buffer.writelines(answer(sys.stdin.buffer.read()))
