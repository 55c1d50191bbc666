"""The cache is full of garbage, then it is gone."""

import shutil

from tests.faults.asking import PASSWORD_OF_DEMO, signed_in
from tests.faults.held import Held
from tests.faults.installation import installation


def main() -> None:
    held = Held(
        "The cache that the processes share is filled with garbage, then taken."
    )
    with installation() as site:
        folder = site.folder / "cache"
        site.environment["CACHE_URL"] = f"file://{folder}"
        site.kill()
        site.serve()
        asked = ["/en/", "/en/feed.atom", f"{site.text()}card.png", "/admin/login/"]
        before = [site.application(path).status for path in asked]
        held.that(before == [200] * len(asked), "Before, all is there", before)
        kept = list(folder.rglob("*.djcache"))
        held.that(bool(kept), "The cache is used", f"{len(kept)} entries")
        for file in kept:
            file.write_bytes(b"garbage")
        _try(held, site, asked, "with garbage in it")
        shutil.rmtree(folder)
        folder.write_text("no folder any more")
        _try(held, site, asked, "without it")
        whole, told = site.record_verified()
        held.that(whole, "The record is whole", told)
    held.end()


def _try(held: Held, site, asked: list[str], how: str) -> None:
    seen = [site.application(path).status for path in asked]
    held.that(seen == [200] * len(asked), f"Pages, feed, picture, desk {how}", seen)
    cookies = signed_in(site.port, "publisher", PASSWORD_OF_DEMO)
    held.that(bool(cookies), f"An editor signs in {how}")


if __name__ == "__main__":
    main()
