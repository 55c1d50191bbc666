"""The disk is full: database, media, copy and the front's own files lie on it."""

import os
import subprocess
import sys
import time

from tests.faults.asking import (
    PASSWORD_OF_DEMO,
    Load,
    ask,
    filled,
    signed_in,
    statuses,
)
from tests.faults.held import Held
from tests.faults.installation import Installation, installation

SIZE = "160m"
PATH = "/admin/publications/edition/add/"


def main() -> None:
    held = Held("A disk is filled to its last byte while readers read.")
    if os.geteuid():
        command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.disk"]
        sys.exit(subprocess.call(command))
    with installation(on_a_small_disk=SIZE) as site:
        _fill(held, site)
    held.end()


def _fill(held: Held, site: Installation) -> None:
    site.copied()
    paths = site.copies()
    session = signed_in(site.front, "drafter", PASSWORD_OF_DEMO)
    form = site.reader(PATH, Cookie=session)
    held.that(form.status == 200, "An editor has a form open", form.status)
    ballast = site.data / "ballast"
    with ballast.open("wb", buffering=0) as file:
        _write_until_full(file)
    load = Load(lambda n: ask(site.front, f"{paths[n % len(paths)]}"), readers=3)
    time.sleep(8)  # a round of the worker's, too
    data = filled(form) | {
        "kind": "press_release",
        "language": "en",
        "title": "Written on a full disk",
        "body": "Words. " * 12_000,
    }
    cookies = f"{session}; {form.cookies}"
    # The database's log has room left of what was written before: until that is full.
    for saved in range(60):  # noqa: B007 - told below
        sent = site.reader(PATH, data=data, Cookie=cookies)
        if sent.status != 302:
            break
    answers = load.stop()
    feed = site.application("/en/feed.atom")
    held.that(statuses(answers).keys() == {200}, "Readers read on", statuses(answers))
    held.that(
        all("</html>" in answer.text for answer in answers), "and every page is whole"
    )
    held.that(feed.status == 200, "So do feeds", feed.status)
    held.that(
        sent.status in (503, 507) and "saved" in sent.text,
        "Who saves is told that it may not have been saved",
        f"{sent.status}, after {saved} that were",
    )
    if sent.status == 500:
        print("\n".join(line for line in site.log().splitlines() if "rror" in line))
    ballast.unlink()
    back = site.wait_until(
        lambda: bool(signed_in(site.front, "drafter", PASSWORD_OF_DEMO)), 60
    )
    held.that(back < 30, "With room again it works by itself", f"{back:.1f} s")
    again = site.reader(PATH, data=data, Cookie=cookies)
    held.that(again.status == 302, "What stood in the form can be sent", again.status)
    whole, told = site.record_verified()
    held.that(whole, "The record is whole", told)
    parts = list(site.data.rglob("*.part"))
    held.that(not parts, "No part of a file is left", len(parts))


def _write_until_full(file) -> None:
    for size in (1 << 20, 1 << 12, 1):
        try:
            while True:
                file.write(b"\0" * size)
        except OSError:
            continue


if __name__ == "__main__":
    main()
