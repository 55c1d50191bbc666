"""The application's clock is wrong, and jumps; the database's is right."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.asking import PASSWORD_OF_DEMO, signed_in
from tests.faults.held import Held
from tests.faults.installation import ROOT, installation
from tests.postgres import server

LISTS = ("/en/", "/en/press-releases/", "/en/feed.atom", "/sitemap.xml")
CANARY = "qwzcanary"
JUMPS = ("+0", "+7200", "-3600", "+0")  # seconds


def main() -> None:
    held = Held("The application's clock is two hours fast, then an hour slow.")
    folder = Path(__file__).parent / "wrong_clock"
    with tempfile.NamedTemporaryFile("w", prefix="embassy-clock-") as file:
        said = Path(file.name)
        said.write_text(JUMPS[0])
        more = {"PYTHONPATH": str(folder), "WRONG_CLOCK": str(said)}
        with server() as url, installation(DATABASE_URL=url, **more) as site:
            _jump(held, site, said)
    held.end()


def _jump(held: Held, site, said: Path) -> None:
    _act(site, "begin")
    path = _act(site, "schedule").strip()
    live = site.text()
    for jump in JUMPS:
        said.write_text(jump)
        time.sleep(8)  # a round of the worker's, too
        answers = [site.application(at) for at in (*LISTS, path)]
        pages = (site.data / "fallback/pages").rglob("index.html")
        early = [a for a in answers if CANARY in a.text] + [
            page for page in pages if CANARY in page.read_text()
        ]
        held.that(
            answers[-1].status == 404 and not early,
            f"{jump} s: what is scheduled in an hour is nowhere",
            [answer.status for answer in answers],
        )
        held.that(
            site.application(live).status == 200,
            f"{jump} s: what is public stays so",
        )
        cookies = signed_in(site.port, "publisher", PASSWORD_OF_DEMO)
        desk = site.application("/admin/", Cookie=cookies).status
        held.that(desk == 200, f"{jump} s: an editor can sign in and work", desk)
    whole, told = site.record_verified()
    held.that(whole, "The record is whole", told)


def _act(site, what: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.acting", what],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


if __name__ == "__main__":
    main()
