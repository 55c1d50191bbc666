"""What is stored and what must hold. Imports only rendering, images and clock."""

from .account import Account
from .audit import GENESIS, AuditEntry
from .clearance import Approval
from .delivery import Delivery
from .edition import STATES, Edition
from .image import Image, ImageUse
from .people import Appointment, AppointmentTitle, Person, PersonName
from .placement import Outlet, Placement
from .publication import Address, ImportedFile, Publication, Text
from .revision import Byline, Rendering, Revision
from .vocabulary import (
    OPEN_STAGES,
    Capacity,
    Change,
    Kind,
    PlacementRole,
    Relation,
    SignatoryRole,
    Stage,
)

__all__ = [
    "GENESIS",
    "OPEN_STAGES",
    "STATES",
    "Account",
    "Address",
    "Appointment",
    "AppointmentTitle",
    "Approval",
    "AuditEntry",
    "Byline",
    "Capacity",
    "Change",
    "Delivery",
    "Edition",
    "Image",
    "ImageUse",
    "ImportedFile",
    "Kind",
    "Outlet",
    "Person",
    "PersonName",
    "Placement",
    "PlacementRole",
    "Publication",
    "Relation",
    "Rendering",
    "Revision",
    "SignatoryRole",
    "Stage",
    "Text",
]
