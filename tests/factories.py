"""Plain makers of texts in every stage, through the acts that people do."""

import hashlib
import io
from datetime import UTC, datetime, timedelta

from django.core.files.base import ContentFile
from PIL import Image as Pillow

from publications import papers, workflow
from publications.models import (
    Attachment,
    Edition,
    Image,
    Paper,
    Person,
    Placement,
)
from publications.workflow import Content, Signatory, TakingDown

from .attachments import samples
from .people import person
from .replaying import replayed

VENN = Signatory(
    name="Ada Venn",
    honorific="Ms.",
    post="Ambassador Extraordinary and Plenipotentiary of Velmora to Tarsenia",
)


# Acts that ask for no version of the text: they lie beside it, or never wait.
UNVERSIONED = (
    *("take_up", "put_down", "plan", "classify", "relate", "withdraw"),
    *("share",),
)


def content(**changes) -> Content:
    values = {
        "title": "Two Rivers, One Valley",
        "body": "The first paragraph.\n\nThe second paragraph.",
        "signatories": (VENN,),
        **changes,
    }
    return Content(**values)


@replayed
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
    if act not in UNVERSIONED:
        arguments["version"] = edition.text.version
    done = getattr(workflow, act)(edition, by=person(by), **arguments)
    return again(done) if isinstance(done, Edition) else done


@replayed
def in_review(**changes) -> Edition:
    return do("submit", draft(**changes), "dara")


@replayed
def approved(**changes) -> Edition:
    return do("approve", in_review(**changes), "rhea")


@replayed
def released(**changes) -> Edition:
    return do("release", approved(**changes), "petra")


def picture(colour: str = "navy") -> Image:
    """A picture of one colour, taken in as from the desk."""
    out = io.BytesIO()
    Pillow.new("RGB", (40, 30), colour).save(out, "PNG")
    return workflow.take_picture_in(out.getvalue(), "valley.png", by=person("dara"))


def described(image: Image, language: str = "en", **words) -> Image:
    """The picture with words in a language, as the library keeps them."""
    given = {"alt": "A river in its valley", **words}
    image.words.update_or_create(language=language, defaults=given)
    return image


def attachment(name: str = "speech.mp3", seconds: int = 3, **facts) -> Attachment:
    """A recording of so many seconds, taken in as from the desk."""
    data = samples.mp3(seconds=seconds)
    taken = workflow.take_attachment_in(
        io.BytesIO(data), len(data), name, language="en", by=person("dara")
    )
    for field, value in facts.items():
        setattr(taken, field, value)
    taken.save()
    return taken


def paper(edition: Edition, data: bytes = b"%PDF-1.7 a sheet") -> Paper:
    """A PDF as if it had been made, also of what is not public yet."""
    made = Paper(
        edition=edition,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        renderer=papers.VERSION,
        withdrawal=edition.withdrawals.last(),
        claimed_until=datetime.now(UTC),
    )
    made.file.save("sheet.pdf", ContentFile(data), save=False)
    made.save()
    return made


def soon(minutes: int = 60) -> datetime:
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    return now.replace(second=0, microsecond=0)


def scheduled(moment: datetime | None = None, **changes) -> Edition:
    return do("schedule", approved(**changes), "petra", moment=moment or soon())


@replayed
def recorded(moment: datetime, **changes) -> Edition:
    return do("record_release", approved(**changes), "petra", moment=moment, note="")


def placed(edition: Edition, **facts) -> Placement:
    """The text's first placement: in an invented newspaper, not confirmed yet."""
    known = edition.text.publication.placements.first()
    outlet = f"Kaldar Courier {edition.text.publication_id}"
    return known or workflow.place(edition, outlet, by=person("dara"), **facts)


@replayed
def waiting(**changes) -> Edition:
    """Approved, and to go out once its newspaper has it."""
    edition = approved(**changes)
    return do("await_placement", edition, "petra", placement=placed(edition))


@replayed
def unsigned(**changes) -> Edition:
    """A press release in review, which nobody signs."""
    return in_review(kind="press_release", signatories=(), **changes)


@replayed
def emergency(**changes) -> Edition:
    """Released without full approval."""
    edition = unsigned(**changes)
    return do("release_emergency", edition, "petra", reason="The dam has broken.")


def decided(outcome: str, **changes) -> TakingDown:
    values = {"reason": "error", "public_note": "It was wrong.", **changes}
    return TakingDown(outcome=outcome, **values)


@replayed
def withdrawn(**changes) -> Edition:
    return do("withdraw", released(**changes), "petra", decided=decided("withdrawn"))


@replayed
def retracted(**changes) -> Edition:
    return do("withdraw", released(**changes), "petra", decided=decided("retracted"))


@replayed
def replaced(**changes) -> Edition:
    other = released(title="What takes its place")
    down = decided("replaced", replacement=other.text)
    return do("withdraw", released(**changes), "petra", decided=down)


@replayed
def new_edition(first: Edition, body: str = "Corrected.") -> Edition:
    """A new edition of a public text, approved."""
    second = do("revise", first, "dara")
    do("save", second, "dara", content=content(body=body))
    do("submit", second, "dara")
    return do("approve", second, "rhea")


@replayed
def superseded(**changes) -> Edition:
    first = released(**changes)
    do("release", new_edition(first), "petra", change="technical")
    return again(first)


@replayed
def discarded(**changes) -> Edition:
    return do("discard", draft(**changes), "dara")


# A maker of a text in each state that people see.
BY_STATE = {
    "draft": draft,
    "in_review": in_review,
    "approved": approved,
    "waiting": waiting,
    "scheduled": scheduled,
    "live": released,
    "emergency": emergency,
    "withdrawn": withdrawn,
    "replaced": replaced,
    "retracted": retracted,
    "superseded": superseded,
    "discarded": discarded,
}


def shared(edition: Edition, by: str = "petra", until=None, **facts):
    """A link to the text for an editor of a newspaper, with its token."""
    recipient = workflow.Recipient(
        facts.pop("name", "Jonas Reet"),
        facts.pop("email", ""),
        facts.pop("language", ""),
    )
    until = until or soon(60 * 24 * 7)
    return workflow.share(edition, recipient, by=person(by), until=until, **facts)


def signatory_of(edition: Edition) -> Person:
    """Who signs the text, with an address on file for approvals."""
    signed = edition.revision.bylines.first()
    who = signed.person if signed else Person.objects.get_or_create(slug="nobody")[0]
    who.approval_email = "ada.venn@ministry.example"
    who.save()
    return who


def an_approval():
    """Somebody's approval of another text."""
    return approved(title="Another text").approvals.get()


def leading(name: str = "Ada Venn", leads: str = "head", **days) -> Person:
    """Let this person lead the mission (from always, unless days say otherwise)."""
    who = Person.objects.filter(names__display=name).first()
    if who is None:
        draft(title=f"A text by {name}", signatories=(Signatory(name, "", "Envoy"),))
        who = Person.objects.get(names__display=name)
    post = who.appointments.first() or who.appointments.create()
    post.leads = leads
    for day, value in days.items():
        setattr(post, day, value)
    post.save()
    return who
