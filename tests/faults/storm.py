"""Ten times as many readers as the site can answer."""

import asyncio
import contextlib
import time
from collections import Counter

from tests.faults.asking import (
    PASSWORD_OF_DEMO,
    Load,
    ask,
    signed_in,
    slowest,
    statuses,
)
from tests.faults.held import Held
from tests.faults.installation import NOTE, installation

TIMES, LASTS = 10, 15  # seconds
PATIENCE = 20  # seconds that a reader of the storm waits


def main() -> None:
    held = Held(f"{TIMES} times the capacity, for {LASTS} seconds, past every cache.")
    with installation() as site:
        site.copied()
        path = site.text()
        session = signed_in(site.front, "publisher", PASSWORD_OF_DEMO)
        # A question of its own each time: nothing is answered from a cache.
        load = Load(lambda n: ask(site.front, f"{path}?n={n}"), readers=8)
        time.sleep(5)
        capacity = len(load.stop()) / 5
        desk = Load(lambda _n: ask(site.front, "/admin/", Cookie=session), readers=1)
        rate = min(capacity * TIMES, 4000)
        seen, copies, longest = asyncio.run(_storm(site.front, path, rate))
        at_the_desk = desk.stop()
        calm = site.wait_until(
            lambda: NOTE not in site.reader(f"{path}?calm={time.time()}").text, 60
        )
        whole, told = site.record_verified()
    total = sum(seen.values())
    # As long as what the front lets wait at the application may take, and a page.
    patience = 2 + 64 / capacity
    held.that(bool(session), "An editor is signed in")
    held.that(
        total >= rate * LASTS * 0.9,
        f"The site can do {capacity:.0f} pages a second and is asked for {rate:.0f}",
        f"{total} questions",
    )
    held.that(set(seen) == {200}, "Every reader has a page", dict(seen))
    held.that(
        longest < PATIENCE,
        "also the one who waits longest",
        f"{longest:.1f} s; {copies} of them the copy, with its age",
    )
    held.that(
        statuses(at_the_desk).keys() == {200} and slowest(at_the_desk, 0.95) < patience,
        "The desk can be worked at",
        f"95 of 100 within {slowest(at_the_desk, 0.95)} s, of {patience:.1f}; "
        f"{statuses(at_the_desk)}",
    )
    held.that(calm < 10, "After it the site itself answers", f"{calm:.1f} s")
    held.that(whole, "The record is whole", told)
    held.end()


async def _storm(port: int, path: str, rate: float) -> tuple[Counter, int, float]:
    """Questions at that rate, whether they are answered or not, from 200 addresses."""
    seen: Counter = Counter()
    told = {"copies": 0, "longest": 0.0}
    began, asked, waiting = time.monotonic(), 0, set()
    while (now := time.monotonic() - began) < LASTS:
        while asked < now * rate:
            reader = _reader(port, f"{path}?s={asked}", asked % 200, seen, told)
            task = asyncio.create_task(reader)
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            asked += 1
        await asyncio.sleep(0.005)
    await asyncio.gather(*waiting)
    return seen, told["copies"], told["longest"]


async def _reader(port: int, path: str, number: int, seen: Counter, told: dict) -> None:
    began, status, text = time.monotonic(), 0, b""
    with contextlib.suppress(OSError, TimeoutError, ValueError, IndexError):
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection(
                "127.0.0.1", port, local_addr=(f"127.0.1.{number + 1}", 0)
            ),
            PATIENCE,
        )
        question = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )
        writer.write(question.encode())
        text = await asyncio.wait_for(reader.read(-1), PATIENCE)
        writer.close()
        status = int(text.split(b" ", 2)[1])
    seen[status] += 1
    told["copies"] += NOTE.encode() in text
    told["longest"] = max(told["longest"], time.monotonic() - began)


if __name__ == "__main__":
    main()
