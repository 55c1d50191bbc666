"""What is stored and what must hold. Imports only the pure rooms."""

from . import numbers  # noqa: F401 - says what `__in` is
from .account import Account
from .appointments import Accreditation, Appointment, AppointmentTitle
from .archive import ArchiveBatch, ArchivedText, FormerAddress, path_of
from .attachment import Attachment, AttachmentUse
from .audit import GENESIS, AuditEntry
from .autosave import Autosave, Presence
from .bundle import Bundle
from .clearance import Approval, ApprovalLink
from .delivery import Delivery, Notice, Task
from .edition import STATES, Edition
from .hold import Hold
from .image import Depicted, Image, ImageUse, ImageWords
from .page import Page, PageRevision, PageText
from .paper import Paper
from .people import Person, PersonLink, PersonName, PersonSpelling
from .placement import ArchivedCopy, Outlet, OutletSpelling, Placement
from .preview_link import PreviewLink, PreviewOpening, Program
from .publication import (
    FEED_NAMESPACE,
    Address,
    Admission,
    ImportedFile,
    Publication,
    Text,
)
from .remark import Remark
from .rendition import Rendition
from .revision import Byline, Rendering, Revision
from .search import LinkWithin, SearchSpelling
from .sign_in import AccountLink, SignIn, Tries
from .silent_link import SilentLink
from .subjects import Series, SeriesName, Topic, TopicName
from .vocabulary import (
    ACTS,
    OPEN_STAGES,
    SIGNING,
    Capacity,
    Change,
    Fidelity,
    ImageRole,
    Kind,
    Leads,
    Outcome,
    PlacementRole,
    PostCapacity,
    Precision,
    Priority,
    Rank,
    Relation,
    Sameness,
    SignatoryRole,
    SigningCapacity,
    Stage,
    WithdrawalReason,
)
from .withdrawal import Withdrawal
from .worker import WorkerRound

__all__ = [
    "ACTS",
    "FEED_NAMESPACE",
    "GENESIS",
    "OPEN_STAGES",
    "SIGNING",
    "STATES",
    "Account",
    "AccountLink",
    "Accreditation",
    "Address",
    "Admission",
    "Appointment",
    "AppointmentTitle",
    "Approval",
    "ApprovalLink",
    "ArchiveBatch",
    "ArchivedCopy",
    "ArchivedText",
    "Attachment",
    "AttachmentUse",
    "AuditEntry",
    "Autosave",
    "Bundle",
    "Byline",
    "Capacity",
    "Change",
    "Delivery",
    "Depicted",
    "Edition",
    "Fidelity",
    "FormerAddress",
    "Hold",
    "Image",
    "ImageRole",
    "ImageUse",
    "ImageWords",
    "ImportedFile",
    "Kind",
    "Leads",
    "LinkWithin",
    "Notice",
    "Outcome",
    "Outlet",
    "OutletSpelling",
    "Page",
    "PageRevision",
    "PageText",
    "Paper",
    "Person",
    "PersonLink",
    "PersonName",
    "PersonSpelling",
    "Placement",
    "PlacementRole",
    "PostCapacity",
    "Precision",
    "PreviewLink",
    "PreviewOpening",
    "Presence",
    "Priority",
    "Program",
    "Publication",
    "Rank",
    "Relation",
    "Remark",
    "Rendering",
    "Rendition",
    "Revision",
    "Sameness",
    "SearchSpelling",
    "Series",
    "SeriesName",
    "SignIn",
    "SignatoryRole",
    "SilentLink",
    "SigningCapacity",
    "Stage",
    "Task",
    "Text",
    "Tries",
    "Topic",
    "TopicName",
    "Withdrawal",
    "WithdrawalReason",
    "WorkerRound",
    "path_of",
]
