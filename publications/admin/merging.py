"""Two saves of one text that crossed: yours, theirs and what was before, for whoever
saved second to choose from. The result goes back into the form; nothing is saved here.
Tests: test_merging.py."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import workflow
from publications.models import Attachment, Edition, Image, Revision
from publications.rendering.blocks import join, split
from publications.rendering.changes import changes
from publications.rendering.merging import Side, Stretch, compared, merged
from publications.workflow import Content, Signatory, content_of

from . import keeping
from .writing_form import EditionForm

FIELDS: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "subtitle": gettext_lazy("Subtitle"),
    "summary": gettext_lazy("Summary"),
    "body": gettext_lazy("Body"),
    "signatories": gettext_lazy("Who signs"),
    "byline": gettext_lazy("Byline as printed"),
    "lead": gettext_lazy("Lead picture"),
    "attachments": gettext_lazy("Attachments"),
    "written_on": gettext_lazy("Written or delivered on"),
    "place": gettext_lazy("Place"),
    "event": gettext_lazy("Event"),
    "fidelity": gettext_lazy("The text of the speech is"),
    "issuer": gettext_lazy("Issuing body"),
    "slug": gettext_lazy("Address"),
}
_ROW = re.compile(r"(signatory-\d+|attachments)-")


def ask(request: HttpRequest, edition: Edition) -> None:
    """Have the page ask about what was typed and what somebody saved meanwhile."""
    request.question = _question(request, edition, request.typed)
    if request.question.by:
        request.refusal = workflow.Stale(
            _(
                "You have saved this text meanwhile, in another tab or on another "
                "device. Please look at the text as it stands now."
            )
        )


def bring_together(request: HttpRequest, edition: Edition) -> int:
    """Put what was chosen into the form, or ask again; return the answer's status."""
    request.question = _question(request, edition, request.typed)
    if not request.question.is_answered:
        request.refusal = workflow.Stale(
            _("Please choose for each part that both of you changed.")
        )
        return 409
    whole = request.question.whole()
    request.question = None
    request.POST = _typed_in(request.POST, whole, edition)
    keeping.show_as_typed(request, _("This is what you chose of the two."))
    return 200


class Asked(Exception):
    """The two were to be brought together. Raised out of the form's transaction."""


@dataclass(frozen=True)
class Row:
    """A field, or a stretch of the body, as each of the three has it."""

    name: str
    number: int
    stretch: Stretch
    chosen: Side | None = None
    is_refused: bool = False

    @property
    def field(self) -> str:
        return f"take-{self.number}"

    @property
    def label(self) -> str | Promise:
        return FIELDS[self.name]

    @property
    def is_asked(self) -> bool:
        """Both changed it: nothing is proposed."""
        return self.stretch.proposed is None

    @property
    def changed_by(self) -> Side | None:
        return self.stretch.changed_by

    @property
    def side(self) -> Side | None:
        return self.chosen or self.stretch.proposed

    @property
    def before(self) -> str:
        return _shown(self.name, self.stretch.before)

    @property
    def yours(self) -> SafeString:
        return changes(self.before, _shown(self.name, self.stretch.yours))

    @property
    def theirs(self) -> SafeString:
        return changes(self.before, _shown(self.name, self.stretch.theirs))


@dataclass(frozen=True)
class Question:
    """All that the page asks: its rows, and of which three wordings."""

    rows: tuple[Row, ...]
    theirs: Revision
    unchanged: int  # paragraphs of the body
    digest: str
    yours: Content
    by: str = ""  # where one crossed oneself

    @property
    def name(self) -> str:
        return self.by or str(self.theirs.saved_by)

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if row.changed_by]

    @property
    def is_answered(self) -> bool:
        return all(row.side for row in self.rows)

    def whole(self) -> Content:
        """What was chosen, as one content."""
        content = self.yours
        for name, unpack in _UNPACKED.items():
            rows = [row for row in self.rows if row.name == name]
            if any(row.changed_by for row in rows):
                sides = [row.side or Side.YOURS for row in rows]
                taken = merged([row.stretch for row in rows], sides)
                content = replace(content, **{name: unpack(taken)})
        return content


def _question(request: HttpRequest, edition: Edition, yours: Content) -> Question:
    """What is to be asked about these two; with what was chosen already, where it was
    chosen from the same three."""
    seen = request.POST.get("seen", "")
    before = edition.revisions.filter(pk=seen if seen.isdecimal() else 0).first()
    theirs = edition.revision
    rows = tuple(
        _rows(content_of(before) if before else Content(), yours, content_of(theirs))
    )
    told = repr([theirs.pk, *(row.stretch for row in rows)])
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    if request.POST.get("_asked") == digest:
        rows = tuple(_answered(row, request.POST) for row in rows)
    unchanged = sum(r.name == "body" and not r.stretch.is_changed for r in rows)
    is_own = theirs != before and theirs.saved_by_id == request.user.pk
    by = _("your other tab") if is_own else ""
    return Question(rows, theirs, unchanged, digest, yours, by)


def _rows(before: Content, yours: Content, theirs: Content) -> Iterator[Row]:
    number = 0
    for name, pack in _PACKED.items():
        three = [pack(getattr(content, name)) for content in (before, yours, theirs)]
        whole = Stretch(*map(tuple, three))
        for stretch in compared(*three) if name == "body" else [whole]:
            number += 1
            yield Row(name, number, stretch)


def _answered(row: Row, posted: QueryDict) -> Row:
    value = posted.get(row.field, "")
    if value in set(Side) and (row.name == "body" or value != Side.BOTH):
        return replace(row, chosen=Side(value))
    return replace(row, is_refused=row.is_asked)


def _typed_in(form_data: QueryDict, content: Content, edition: Edition) -> QueryDict:
    """The form as if this content had been typed over the newest save."""
    data = form_data.copy()
    for name in list(data):
        if name.startswith(("_", "take-")) or _ROW.match(name):
            del data[name]
    if content.lead != data.get("lead"):  # words typed for one picture are its own
        data["lead_alt"] = data.get("initial-lead_alt", "")
    for name in EditionForm.CONTENT:
        if name != "attachments":
            data[name] = getattr(content, name)
    for place, uuid in enumerate(content.attachments, 1):
        data[f"attachments-{uuid}"] = str(place)
    for index, signed in enumerate(content.signatories):
        row = f"signatory-{index}"
        for name, value in vars(signed).items():
            data[f"{row}-{name}"] = value
        data[f"{row}-ORDER"] = str(index + 1)
    data["signatory-INITIAL_FORMS"] = str(len(content.signatories))
    data["signatory-TOTAL_FORMS"] = str(len(content.signatories) + 1)
    day = content.written_on
    data["written_on"] = day.isoformat() if day else ""
    data["version"], data["seen"] = str(edition.text.version), str(edition.revision_id)
    return data


# --- Contents as paragraphs, and back -------------------------------------------------


def _of_one(value) -> list:
    return [value] if value else []


def _one(values: list) -> str:
    return values[0] if values else ""


_PACKED: dict[str, Callable] = {
    **dict.fromkeys(FIELDS, _of_one),
    "body": lambda body: [block.source for block in split(body)],
    "signatories": list,
    "attachments": list,
}
_UNPACKED: dict[str, Callable] = {
    **dict.fromkeys(FIELDS, _one),
    "body": join,
    "signatories": tuple,
    "attachments": tuple,
    "written_on": lambda days: days[0] if days else None,
}


def _shown(name: str, values: tuple) -> str:
    """Paragraphs of words, whatever it is."""
    if name == "lead":
        values = tuple(Image.objects.filter(uuid__in=values).order_by("pk"))
    elif name == "attachments":
        known = {str(a.uuid): a for a in Attachment.objects.filter(uuid__in=values)}
        values = tuple(known.get(uuid, uuid) for uuid in values)
    return "\n\n".join(map(_in_words, values))


def _in_words(value: object) -> str:
    if isinstance(value, Signatory):
        told = (value.honorific, value.name, value.post, value.reason)
        return " · ".join(filter(None, told))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
