"""The words that are stored as choices, in the order in which people read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a publication is. `path`: its list's address, the same in all languages."""

    OP_ED = "op_ed", _("Op-ed")
    SPEECH = "speech", _("Speech")
    STATEMENT = "statement", _("Statement")
    PRESS_RELEASE = "press_release", _("Press release")
    INTERVIEW = "interview", _("Interview")
    ARTICLE = "article", _("Article")

    @property
    def path(self) -> str:
        return PLURALS[self][0]

    @property
    def plural(self) -> str:
        return PLURALS[self][1]


# A list's address, and its heading.
PLURALS = {
    Kind.OP_ED: ("op-eds", _("Op-eds")),
    Kind.SPEECH: ("speeches", _("Speeches")),
    Kind.STATEMENT: ("statements", _("Statements")),
    Kind.PRESS_RELEASE: ("press-releases", _("Press releases")),
    Kind.INTERVIEW: ("interviews", _("Interviews")),
    Kind.ARTICLE: ("articles", _("Articles")),
}


class Relation(models.TextChoices):
    """How a text stands to the other languages of its publication."""

    ORIGINAL = "original", _("Original")
    OFFICIAL = "official", _("Official version")
    COURTESY = "courtesy", _("Courtesy translation")


class Stage(models.TextChoices):
    """Where an edition stands. Scheduled, live, superseded are derived, not stored."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    RELEASED = "released", _("Released")
    DISCARDED = "discarded", _("Discarded")


OPEN_STAGES = (Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED)


class Change(models.TextChoices):
    """What a new edition of a live text changes; said at its release."""

    TECHNICAL = "technical", _("Technical change")
    CLARIFICATION = "clarification", _("Clarification")
    CORRECTION = "correction", _("Correction")
    UPDATE = "update", _("Update")


class SignatoryRole(models.TextChoices):
    AUTHOR = "author", _("Author")
    SPEAKER = "speaker", _("Speaker")
    INTERVIEWEE = "interviewee", _("Interviewee")
    INTERVIEWER = "interviewer", _("Interviewer")
    TRANSLATOR = "translator", _("Translator")


class PlacementRole(models.TextChoices):
    """In which part an outlet carried a text."""

    FIRST = "first", _("First publication")
    SIMULTANEOUS = "simultaneous", _("Simultaneous publication")
    REPRINT = "reprint", _("Reprint")
    TRANSLATION = "translation", _("Translation")
    REPORT = "report", _("Report about it")


class Capacity(models.TextChoices):
    """In what capacity a signatory approved a revision."""

    REVIEWER = "reviewer", _("Reviewer")
    PRINCIPAL = "principal", _("Principal")


# The record's verbs as people read them.
ACTS = {
    "create": _("begun"),
    "save": _("saved"),
    "submit": _("submitted for review"),
    "return_to_author": _("returned to the author"),
    "approve": _("approved"),
    "schedule": _("release scheduled"),
    "reschedule": _("release moved"),
    "unschedule": _("release taken back"),
    "release": _("released"),
    "record_release": _("release of the past recorded"),
    "revise": _("new edition begun"),
    "place": _("placement recorded"),
    "mend_placement": _("placement mended"),
    "add_person": _("person added"),
    "add_image": _("picture added"),
}
