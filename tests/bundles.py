"""Bundles of the record, to be looked into, bent and checked."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime

from publications import workflow
from publications.models import Edition, Remark
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
    a remark, a placement."""
    image = factories.picture()
    edition = factories.draft(
        body=f"First words.\n\n![A valley](image:{image.uuid})\n\nLast *words*."
    )
    workflow.place(edition, "The Kaldar Herald", by=person("dara"), confirmed=True)
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


def name_of(files: dict[str, bytes], ending: str, folder: str = "text-en/") -> str:
    return next(n for n in files if n.startswith(folder) and n.endswith(ending))
