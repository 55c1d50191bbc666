"""Op-eds of 1,000 words in any number; the same seed gives the same text."""

import random
from collections.abc import Iterator
from pathlib import Path

WORDS = (  # noqa: SIM905 - easier to read and extend
    "valley river harbour bridge treaty school orchard winter council market journey "
    "railway letter promise neighbour season teacher library science island summit "
    "partner culture exchange tradition growth energy transport friendship history "
    "together because before between across toward steady open common lasting mutual"
).split()


def written(seed: int) -> str:
    """Return one op-ed as a newspaper presents it: seven paragraphs, 1,000 words."""
    chance = random.Random(seed)
    title = " ".join(chance.choices(WORDS, k=6)).title()
    presenting = (
        f"Kaldar Courier presents an article, titled “{title} {seed}”, by Ms. Ada Venn,"
        " Ambassador Extraordinary and Plenipotentiary of Velmora to Tarsenia."
    )
    paragraphs = []
    for words in (143, 143, 143, 143, 143, 143, 142):
        chosen = chance.choices(WORDS, k=words)
        for start in range(0, words, 18):
            chosen[start] = chosen[start].capitalize()
            chosen[min(start + 17, words - 1)] += "."
        paragraphs.append(" ".join(chosen).rstrip(".") + ".")
    return "\n\n".join([presenting, *paragraphs]) + "\n"


def files(folder: Path, number: int) -> Iterator[Path]:
    for seed in range(number):
        path = folder / f"{seed:06}.txt"
        path.write_text(written(seed), encoding="utf-8")
        yield path
