"""Plain makers of texts in every stage, through the acts that people do."""

import io
from datetime import UTC, datetime, timedelta

from PIL import Image as Pillow

from publications import workflow
from publications.models import Edition, Image
from publications.workflow import Content, Signatory

from .people import person

VENN = Signatory(
    name="Ada Venn",
    honorific="Ms.",
    post="Ambassador Extraordinary and Plenipotentiary of Velmora to Tarsenia",
)


def content(**changes) -> Content:
    values = {
        "title": "Two Rivers, One Valley",
        "body": "The first paragraph.\n\nThe second paragraph.",
        "signatories": (VENN,),
        **changes,
    }
    return Content(**values)


def draft(kind: str = "op_ed", language: str = "en", by: str = "dara", **changes):
    return workflow.create(kind, language, content(**changes), by=person(by))


def again(edition: Edition) -> Edition:
    """The edition as it is stored now."""
    return Edition.objects.select_related("text__publication", "revision").get(
        pk=edition.pk
    )


def do(act: str, edition: Edition, by: str, **arguments) -> Edition:
    """Do an act as this person, who saw the text as it is now."""
    edition = again(edition)
    done = getattr(workflow, act)(
        edition, by=person(by), version=edition.text.version, **arguments
    )
    return again(done) if isinstance(done, Edition) else done


def in_review(**changes) -> Edition:
    return do("submit", draft(**changes), "dara")


def approved(**changes) -> Edition:
    return do("approve", in_review(**changes), "rhea")


def released(**changes) -> Edition:
    return do("release", approved(**changes), "petra")


def picture() -> Image:
    """A picture of one colour, taken in as from the desk."""
    out = io.BytesIO()
    Pillow.new("RGB", (40, 30), "navy").save(out, "PNG")
    return workflow.take_picture_in(out.getvalue(), "valley.png", by=person("dara"))


def soon(minutes: int = 60) -> datetime:
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    return now.replace(second=0, microsecond=0)


def scheduled(moment: datetime | None = None, **changes) -> Edition:
    return do("schedule", approved(**changes), "petra", moment=moment or soon())


def recorded(moment: datetime, **changes) -> Edition:
    return do("record_release", approved(**changes), "petra", moment=moment, note="")
