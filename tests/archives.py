"""Archives of a former site, as the tests bring them in."""

import hashlib
from datetime import date
from pathlib import Path

from publications import workflow
from publications.models import ArchiveBatch, Edition
from publications.workflow import FormerText, Source

from . import factories
from .people import person

HEADER = "file,date,address,language,kind"
ACTS = ("submit_batch", "approve_batch", "release_batch")
BY = {"submit_batch": "dara", "approve_batch": "rhea", "release_batch": "petra"}


def former(number: int, **changes) -> FormerText:
    """A text of the former site, public since a day of its own."""
    title = changes.pop("title", f"A text of before {number}")
    wording = changes.pop("wording", {})
    values = {
        "kind": "op_ed",
        "language": "en",
        "content": factories.content(title=title, **wording),
        "source": Source(hashlib.sha256(title.encode()).hexdigest(), f"{number}.txt"),
        "public_since": date(2019, 5, 1 + number % 28),
        "path": f"/news.php?id={number}",
        "file": f"{number}.txt",
        **changes,
    }
    return FormerText(**values)


def taken_in(*texts: FormerText, by: str = "dara", name="Former site") -> ArchiveBatch:
    texts = texts or (former(1), former(2))
    return workflow.take_in_batch(name, texts, by=person(by))


def submitted(*texts: FormerText, **more) -> ArchiveBatch:
    batch = taken_in(*texts, **more)
    workflow.submit_batch(batch, by=person("dara"))
    return batch


def approved(*texts: FormerText, **more) -> ArchiveBatch:
    batch = submitted(*texts, **more)
    workflow.approve_batch(batch, by=person("rhea"))
    return batch


def released(*texts: FormerText, **more) -> ArchiveBatch:
    batch = approved(*texts, **more)
    workflow.release_batch(batch, by=person("petra"))
    return batch


# What each act asks for, made.
READY = {
    "submit_batch": taken_in,
    "approve_batch": submitted,
    "release_batch": approved,
}


def do(act: str, batch: ArchiveBatch, by: str = "") -> int:
    """By whoever usually does; how many texts it was done to."""
    return getattr(workflow, act)(batch, by=person(by or BY[act]))


def stages(batch: ArchiveBatch) -> list[str]:
    return [edition.stage for edition in editions(batch)]


def editions(batch: ArchiveBatch) -> list[Edition]:
    """Its first editions, as they are stored now."""
    found = Edition.objects.filter(text__archived__batch=batch, begun_from=None)
    return list(found.select_related("text", "revision__address").order_by("text"))


def op_ed(title: str, by: str = "Ms. Ada Venn, Ambassador of Velmora to Tarsenia"):
    """A file as a former site kept it."""
    return (
        f"{title}\n\nBy {by}\n\n"
        "It is an honour to write to the readers of this newspaper.\n\n"
        f"I mean to see that trade grows, says the text called {title}.\n"
    )


def folder(path: Path, *rows: str, files: dict[str, str] | None = None) -> Path:
    """A folder with a table of these rows below the usual header, and files."""
    for name, text in (files or {}).items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    (path / "table.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path
