"""What is stored and what must hold. Imports only rendering, images and clock."""

from .account import Account
from .audit import GENESIS, AuditEntry
from .bundle import Bundle
from .clearance import Approval, ApprovalLink
from .delivery import Delivery, Notice, Task
from .edition import STATES, Edition
from .image import Image, ImageUse
from .people import Appointment, AppointmentTitle, Person, PersonName
from .placement import Outlet, Placement
from .publication import Address, Admission, ImportedFile, Publication, Text
from .remark import Remark
from .revision import Byline, Rendering, Revision
from .vocabulary import (
    ACTS,
    OPEN_STAGES,
    SIGNING,
    Capacity,
    Change,
    Kind,
    Leads,
    Outcome,
    PlacementRole,
    Priority,
    Relation,
    SignatoryRole,
    Stage,
    WithdrawalReason,
)
from .withdrawal import Withdrawal

__all__ = [
    "ACTS",
    "GENESIS",
    "OPEN_STAGES",
    "SIGNING",
    "STATES",
    "Account",
    "Address",
    "Admission",
    "Appointment",
    "AppointmentTitle",
    "Approval",
    "ApprovalLink",
    "AuditEntry",
    "Bundle",
    "Byline",
    "Capacity",
    "Change",
    "Delivery",
    "Edition",
    "Image",
    "ImageUse",
    "ImportedFile",
    "Kind",
    "Leads",
    "Notice",
    "Outcome",
    "Outlet",
    "Person",
    "PersonName",
    "Placement",
    "PlacementRole",
    "Priority",
    "Publication",
    "Relation",
    "Remark",
    "Rendering",
    "Revision",
    "SignatoryRole",
    "Stage",
    "Task",
    "Text",
    "Withdrawal",
    "WithdrawalReason",
]
