"""SIGKILL at any moment: editors, application and worker, while acts are done."""

import json
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.faults.asking import Load, ask, statuses
from tests.faults.held import Held
from tests.faults.installation import ROOT, START, installation
from tests.postgres import server

EDITORS, SITES = 8, 2  # so often each is killed
SEED = 20261128
# What a killed worker had in hand is taken up by the next after five minutes.
LEASE = 400


def main() -> None:
    held = Held("Editors, application and worker are killed in the midst of acts.")
    with server() as url, installation(DATABASE_URL=url) as site:
        _kill(held, site)
    held.end()


def _kill(held: Held, site) -> None:
    chance = random.Random(SEED)
    _acting(site, "begin").wait()
    site.wait_until(lambda: len(site.copies()) > 10, START)
    paths = site.copies()
    load = Load(lambda n: ask(site.front, paths[n % len(paths)]), readers=2)
    told: list[list[str]] = []
    for number in range(EDITORS):
        editor = _acting(site, "work")
        time.sleep(2.5 + chance.random() * 2)
        if number % (EDITORS // SITES) == 1:
            site.kill()
            time.sleep(1)
            site.serve()
        editor.send_signal(signal.SIGKILL)
        lines = editor.communicate()[0].splitlines()
        told += [json.loads(line) for line in lines if line.endswith("]")]
    answers = load.stop()
    held.that(
        statuses(answers).keys() == {200},
        f"Readers are answered, while the application is killed {SITES} times",
        statuses(answers),
    )
    site.wait_until(lambda: _seen(site)["waiting"] == 0, LEASE)
    _compare(held, site, told, _seen(site))


def _compare(held: Held, site, told, seen) -> None:
    acts = Counter(act for act, _uuid in told)
    stored = {"release": seen["released"], "withdraw": seen["withdrawn"]}
    lost = [said for said in told if said[1] not in stored[said[0]]]
    held.that(bool(told) and not lost, "What was told as done is done", dict(acts))
    held.that(
        all(seen["entered"][act] == stored[act] for act in stored),
        "Each act is on the record once, and nothing is that wasn't done",
        {act: len(uuids) for act, uuids in stored.items()},
    )
    whole, words = site.record_verified()
    held.that(whole, "The record is whole", words)
    sent = _letters(site.data / "mail")
    twice = sum(n - 1 for n in sent.values())
    held.that(
        set(seen["delivered"]) <= sent.keys(),
        "Every letter of the outbox went out",
        f"{len(seen['delivered'])} letters",
    )
    held.that(
        twice <= SITES,
        "None twice, but one that was under way at a kill, under the same number",
        f"{twice} twice",
    )
    time.sleep(12)  # two rounds of the worker
    left = set(seen["paths"]) & set(site.copies())
    held.that(
        not left, "No retracted text is in the copy", f"{len(seen['paths'])} gone"
    )
    parts = list((site.data / "fallback").rglob("*.part"))
    held.that(len(parts) <= SITES, "No heap of half-written pages", len(parts))


def _acting(site, what: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.acting", what],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        stderr=(site.folder / "log").open("ab"),
        text=True,
    )


def _seen(site) -> dict:
    out, _nothing = _acting(site, "look").communicate(timeout=60)
    return json.loads(out.splitlines()[-1])


def _letters(folder: Path) -> Counter:
    """How often each letter lies there, by the number of its delivery."""
    found: Counter = Counter()
    for file in folder.glob("*"):
        text = file.read_text(errors="replace")
        found.update(re.findall(r"(?im)^Message-ID: <([0-9a-f-]{36})@", text))
    return found


if __name__ == "__main__":
    main()
