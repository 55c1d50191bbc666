"""An empty installation of its own for each measurement, in a child process.

Called as a module it does one measurement and prints its figures; on the empty database
of DATABASE_URL, if there is one:
    python -m tests.benchmarks.installation import 1000
    python -m tests.benchmarks.installation pages 1000
    python -m tests.benchmarks.installation feeds 1000
    python -m tests.benchmarks.installation search 1000
    python -m tests.benchmarks.installation desk 1000
    python -m tests.benchmarks.installation serving 200
    python -m tests.benchmarks.installation multitude 1000000
    python -m tests.benchmarks.installation costs 1000000
The last two on one database of PostgreSQL.
"""

import contextlib
import io
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROUNDS = 50


def measure(what: str, number: int) -> dict[str, float]:
    """Set up in DATA_DIR, then measure with so many op-eds."""
    with tempfile.TemporaryDirectory(prefix="embassy-bench-") as folder:
        os.environ["DATA_DIR"] = f"{folder}/data"
        os.environ["DJANGO_SETTINGS_MODULE"] = "embassy.settings"
        _set_up()
        measurements = {
            "import": _import,
            "pages": _pages,
            "feeds": _feeds,
            "search": _search,
            "desk": _desk,
            "serving": _serving,
            "multitude": _multitude,
            "searched multitude": _searched,
            "costs": _costs,
        }
        return measurements[what](Path(folder), number)


def _set_up() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    Path(settings.STATIC_ROOT).mkdir(parents=True)
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _import(folder: Path, number: int) -> dict[str, float]:
    from django.core.management import call_command

    from tests.benchmarks import op_eds

    texts = folder / "texts"
    texts.mkdir()
    list(op_eds.files(texts, number))
    began = time.perf_counter()
    call_command("import_text", str(texts), stdout=io.StringIO())
    return {"seconds": time.perf_counter() - began}


def _pages(folder: Path, number: int) -> dict[str, float]:
    """Milliseconds of processor and SQL queries of each page, uncached, with so many
    live texts."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from publications.models import Edition
    from tests.benchmarks.spending import on_processor

    release_many(number)
    address = Edition.objects.exclude(live_from=None).last().get_absolute_url()
    client, figures = Client(), {}
    for path in (address, "/en/", "/en/op-eds/", "/en/feed.rss"):
        name = "text" if path == address else path
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        figures[f"{name} queries"] = len(queries)
        began = on_processor()
        for _round in range(ROUNDS):
            client.get(path)
        figures[f"{name} ms"] = (on_processor() - began) / ROUNDS
    return figures


def _feeds(folder: Path, number: int) -> dict[str, float]:
    """Milliseconds of processor of a feed that is written anew, and of an answer that
    nothing has changed, with so many live texts, two hours apart."""
    from django.core.cache import cache
    from django.db import connection, transaction
    from django.test import Client

    from publications.models import guards
    from tests.benchmarks.spending import on_processor
    from tests.feeds.many import many

    with transaction.atomic():  # an edition and its revision name each other
        many(number, datetime(2026, 5, 6, 7, 30, tzinfo=UTC), body="A word. " * 700)
    earlier = "datetime({0}, '-' || (2 * id) || ' hours')"
    columns = ("first_released_at", "live_from")
    moved = ", ".join(f"{name} = {earlier.format(name)}" for name in columns)
    with guards.lifted(connection), connection.cursor() as cursor:
        cursor.execute(f"UPDATE publications_edition SET {moved}")
    client, path, figures = Client(), "/en/feed.atom", {}
    etag = client.get(path).headers["ETag"]
    for name, headers, status in (
        ("304", {"If-None-Match": etag}, 304),
        ("full", {}, 200),
    ):
        spent = 0.0
        for _round in range(ROUNDS):
            if name == "full":
                cache.clear()
            began = on_processor()
            assert client.get(path, headers=headers).status_code == status
            spent += on_processor() - began
        figures[f"{name} ms"] = spent / ROUNDS
    return figures


def _search(folder: Path, number: int) -> dict[str, float]:
    from tests.benchmarks import searches

    return searches.measure(number)


def _desk(folder: Path, number: int) -> dict[str, float]:
    from tests.benchmarks import desk

    return desk.measure(number)


def _serving(folder: Path, number: int) -> dict[str, float]:
    from tests.benchmarks import serving

    return serving.measure(folder, number)


def _multitude(folder: Path, number: int) -> dict[str, float]:
    from tests.benchmarks import multitude

    multitude.fill(number)
    return {}


def _searched(folder: Path, number: int) -> dict[str, float]:
    from tests.benchmarks import multitude

    multitude.fill(number, search=True)
    return {}


def _costs(folder: Path, number: int) -> dict[str, float]:
    """Of the database that `_multitude` filled."""
    from tests.benchmarks import costs

    return costs.measure(number)


def release_many(number: int) -> None:
    from publications import workflow
    from publications.importing import intake
    from tests import factories
    from tests.benchmarks import op_eds
    from tests.people import person

    began = datetime(2020, 1, 1, tzinfo=UTC)
    for seed in range(number):
        found = intake.recognise_bytes(op_eds.written(seed).encode())
        edition = workflow.create(
            "op_ed", "en", found.content(), by=person("dara"), source=found.source
        )
        factories.do("submit", edition, "dara")
        factories.do("approve", edition, "rhea")
        moment = began + timedelta(hours=seed)
        factories.do("record_release", edition, "petra", moment=moment, note="")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        for name, figure in measure(sys.argv[1], int(sys.argv[2])).items():
            print(f"{name}\t{figure}")
