"""The named ways through the desk: those whose door opens to the person."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .doors import ADMINISTRATOR, DOORS

# In the order of a day: texts first, what they are made of, what is kept.
WAYS = (
    ("publications_edition_changelist", _("Texts")),
    ("calendar", _("Calendar")),
    ("publications_person_changelist", _("People")),
    ("publications_appointment_changelist", _("Posts")),
    ("publications_image_changelist", _("Pictures")),
    ("publications_attachment_changelist", _("Attachments")),
    ("publications_outlet_changelist", _("Outlets")),
    ("publications_placement_changelist", _("Placements")),
    ("publications_topic_changelist", _("Topics")),
    ("publications_series_changelist", pgettext_lazy("several", "Series")),
    ("publications_pagetext_changelist", _("Pages of the site")),
    ("publications_bundle_changelist", _("Bundles")),
    ("publications_archivebatch_changelist", _("Archive")),
    ("publications_auditentry_changelist", _("Record")),
    ("publications_account_changelist", _("Accounts")),
    ("administration", _("Administration")),
)


class Way(NamedTuple):
    address: str
    label: str | Promise
    # "page": one stands there; "true": somewhere below it. As `aria-current` says it.
    current: str


def ways(request: HttpRequest) -> list[Way]:
    """Return them in order. The table of doors decides, so none leads to a refusal."""
    user = request.user
    if not (user.is_active and user.is_staff):
        return []
    if not hasattr(request, "desk_permissions"):
        request.desk_permissions = user.permitted()
    held = request.desk_permissions
    if user.is_superuser:
        held |= ADMINISTRATOR
    return [
        Way(address, label, _current(request.path, address))
        for name, label in WAYS
        if held & (DOORS[f"admin:{name}"].look or frozenset())
        for address in (reverse(f"admin:{name}"),)
    ]


def _current(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
