"""Bundles of the record, to be looked into, bent and checked."""

import hashlib
import io
import zipfile
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from publications import workflow
from publications.models import Edition, FormerAddress, Remark, Series, Topic
from publications.workflow import bundle_check, export

from . import factories
from .people import person


def exported(edition, by="petra") -> bytes:
    out = io.BytesIO()
    publication = factories.again(edition).text.publication
    export.bundle(publication, by=by and person(by), out=out)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes], *, sums: bool = True) -> bytes:
    """The files as a ZIP; `sums`: with a list of digests that fits them."""
    out = io.BytesIO()
    if sums:
        files = {
            **files,
            "SHA256SUMS": "".join(
                f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n"
                for name in sorted(files)
                if name != "SHA256SUMS"
            ).encode(),
        }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def faults(data: bytes) -> list[str]:
    return list(bundle_check.faults(io.BytesIO(data), {}))


def eventful() -> Edition:
    """A text with a picture: corrected once, then retracted; a translation, discarded;
    a remark, two placements, a copy of one."""
    image = factories.picture()
    edition = factories.draft(
        body=f"First words.\n\n![A valley](image:{image.uuid})\n\nLast *words*."
    )
    workflow.place(edition, "The Kaldar Herald", by=person("dara"), confirmed=True)
    _reprinted(edition)
    Remark.objects.create(
        edition=edition,
        body="Shorter, please.",
        written_at=datetime(2027, 1, 1, tzinfo=UTC),
        written_by=person("rhea"),
    )
    edition = factories.do("submit", edition, "dara")
    edition = factories.do("approve", edition, "rhea")
    edition = factories.do("release", edition, "petra")
    draft = factories.do("revise", edition, "dara")
    new = factories.content(body="First words.\n\nOther words.")
    factories.do("save", draft, "dara", content=new)
    draft = factories.do("submit", draft, "dara")
    draft = factories.do("approve", draft, "rhea")
    told = {"change": "correction", "public_note": "A word was wrong."}
    edition = factories.do("release", draft, "petra", **told)
    translated = workflow.translate(edition, "ar", "courtesy", by=person("dara"))
    factories.do("discard", translated, "dara")
    return edition


def _reprinted(edition: Edition) -> None:
    """A reprint with all its facts and a copy; what the publication belongs to."""
    placement = workflow.place(
        edition,
        "Kaldar Gazette",
        by=person("dara"),
        role="reprint",
        headline="Rivers",
        differences="The end is gone.",
        errors="A wrong name.",
        exclusive_until=date(2027, 2, 1),
    )
    page = ContentFile(b"%PDF-1.7 a page")
    workflow.keep_copy(placement, page, "page.pdf", by=person("dara"))
    publication = edition.text.publication
    publication.topics.add(Topic.objects.create(slug="water"))
    publication.series = Series.objects.create(slug="letters")
    publication.save(update_fields=["series"])
    FormerAddress.objects.create(path="/old/12.html", text=edition.text)


def name_of(files: dict[str, bytes], ending: str, folder: str = "text-en/") -> str:
    return next(n for n in files if n.startswith(folder) and n.endswith(ending))
