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


class Outcome(models.TextChoices):
    """What readers find at the address of a text that was taken down."""

    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")
    RETRACTED = "retracted", _("Retracted")


class WithdrawalReason(models.TextChoices):
    """The class of reason for taking a text down, on the record and told in public."""

    ERROR = "error", _("It was wrong in substance")
    BY_MISTAKE = "by_mistake", _("It was published by mistake")
    RIGHTS = "rights", _("Somebody's rights stand against it")
    LAW = "law", _("The law or a court demands it")
    SAFETY = "safety", _("It endangers somebody")
    OUT_OF_DATE = "out_of_date", _("It no longer holds")
    OTHER = "other", _("Another reason")


class Priority(models.IntegerChoices):
    """How soon a text in review is to be looked at; higher comes first."""

    NORMAL = 0, _("Normal")
    HIGH = 1, _("High")
    URGENT = 2, _("Urgent")


class Leads(models.TextChoices):
    """Whether the holder of a post leads the mission (Vienna Convention on
    Diplomatic Relations, Art. 14 and 19)."""

    HEAD = "head", _("Head of mission")
    ACTING = "acting", _("Chargé d'affaires ad interim")


class Precision(models.TextChoices):
    """How exactly a day is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class Rank(models.TextChoices):
    """Classes of heads of mission (Vienna Convention 1961, Art. 14), and others."""

    AMBASSADOR = "ambassador", _("Ambassador")
    ENVOY = "envoy", _("Envoy")
    CHARGE = "charge", _("Chargé d'affaires")
    CONSUL_GENERAL = "consul_general", _("Consul general")
    OTHER = "other", _("Another post")


class PostCapacity(models.TextChoices):
    """In what capacity a post is held. A chargé d'affaires in full is one *en pied*
    (Art. 14), ad interim is Art. 19; a designate has not presented credentials."""

    FULL = "full", _("In full (en pied)")
    AD_INTERIM = "interim", _("Ad interim")
    DESIGNATE = "designate", _("Designate")


class Fidelity(models.TextChoices):
    """How the text of a speech stands to what was said."""

    DELIVERED = "delivered", _("As delivered")
    DRAFTED = "drafted", _("As drafted: check against delivery")
    NOTES = "notes", _("From notes: check against delivery")


class SigningCapacity(models.TextChoices):
    """Whether somebody signs for the mission or for themselves."""

    OFFICIAL = "official", _("Official")
    PERSONAL = "personal", _("Personal")


class SignatoryRole(models.TextChoices):
    AUTHOR = "author", _("Author")
    SPEAKER = "speaker", _("Speaker")
    INTERVIEWEE = "interviewee", _("Interviewee")
    INTERVIEWER = "interviewer", _("Interviewer")
    TRANSLATOR = "translator", _("Translator")


# Whose words the text is: who interviews or translates signs nothing.
SIGNING = (SignatoryRole.AUTHOR, SignatoryRole.SPEAKER, SignatoryRole.INTERVIEWEE)


class ImageRole(models.TextChoices):
    """Where an edition shows a picture."""

    BODY = "body", _("In the text")
    LEAD = "lead", _("Above the text")


class PlacementRole(models.TextChoices):
    """In which part an outlet carried a text."""

    FIRST = "first", _("First publication")
    SIMULTANEOUS = "simultaneous", _("Simultaneous publication")
    REPRINT = "reprint", _("Reprint")
    TRANSLATION = "translation", _("Translation")
    REPORT = "report", _("Report about it")


class Sameness(models.TextChoices):
    """How an outlet's wording stands to ours, once somebody has compared them."""

    IDENTICAL = "identical", _("Identical")
    DIFFERS = "differs", _("Differs")


class Capacity(models.TextChoices):
    """In what capacity a signatory approved a revision."""

    REVIEWER = "reviewer", _("Reviewer")
    # The head of mission, or whoever is recorded as acting that day.
    PRINCIPAL = "principal", _("Head of mission")
    SIGNATORY = "signatory", _("Signatory")


# The record's verbs as people read them.
ACTS = {
    "create": _("begun"),
    "translate": _("translation begun"),
    "save": _("saved"),
    "submit": _("submitted for review"),
    "return_to_author": _("returned to the author"),
    "take_up": _("review taken up"),
    "put_down": _("review put down"),
    "plan": _("due date and priority set"),
    "approve": _("approved"),
    "approve_afterwards": _("approved after the emergency release"),
    "void": _("approval voided"),
    "send_for_approval": _("sent for approval by mail"),
    "open_link": _("approval link opened"),
    "schedule": _("release scheduled"),
    "await_placement": _("release waits for the outlet"),
    "reschedule": _("release moved"),
    "unschedule": _("release taken back"),
    "release": _("released"),
    "release_emergency": _("released in an emergency"),
    "record_release": _("release of the past recorded"),
    "revise": _("new edition begun"),
    "catch_up": _("compared with the newer live edition"),
    "discard": _("discarded"),
    "withdraw": _("taken down"),
    "set_embargo": _("embargo set"),
    "lift_embargo": _("embargo lifted or shortened"),
    "limit": _("circle of readers at the desk changed"),
    "bundle": _("bundle changed"),
    "take_in_batch": _("archive taken in"),
    "submit_batch": _("archive submitted for review"),
    "approve_batch": _("archive approved"),
    "release_batch": _("archive released"),
    "remark": _("remark made"),
    "resolve_remark": _("remark resolved"),
    "place": _("placement recorded"),
    "mend_placement": _("placement mended"),
    "keep_copy": _("copy kept of what an outlet printed"),
    "classify": _("topics and series changed"),
    "relate": _("relation to the other languages changed"),
    "begin_page": _("page begun"),
    "save_page": _("page saved"),
    "release_page": _("page released"),
    "withdraw_page": _("page taken off the site"),
    "add_person": _("person added"),
    "keep": _("entered or mended"),
    "remove": _("removed"),
    "add_image": _("picture added"),
    "replace_image": _("picture replaced"),
    "add_attachment": _("attachment added"),
    "preview": _("preview opened"),
    "share": _("preview shared"),
    "revoke_link": _("preview revoked"),
    "export": _("record exported"),
    "deactivate": _("account deactivated"),
    "invite": _("invitation sent"),
    "send_reset": _("link for a new password sent"),
    "remove_factors": _("second step removed by an administrator"),
    "end_sessions": _("account signed out by an administrator"),
    "set_password": _("password set by an administrator"),
    "change_account": _("account made or changed by an administrator"),
    "change_role": _("rights of a role changed by an administrator"),
    "make_account": _("account made by single sign-on"),
    "set_roles": _("roles set by single sign-on"),
    "restore": _("site restored from a backup"),
    "lift_hold": _("hold lifted after a restore"),
    "slow_sign_in": _("guesses at a sign-in slowed"),
    "refused": _("not done: refused by the site"),
}
