"""Who may say where a text appeared."""

from django.utils.translation import gettext as _

from publications import clock
from publications.models import Account, Edition, Publication
from publications.workflow.refusals import NotPermitted
from publications.workflow.roles import permissions_of


def require(permission: str, publication: Publication, by: Account) -> None:
    """Raise NotPermitted unless the person's role and the text's circle allow it."""
    if permission not in permissions_of(by):
        raise NotPermitted(_("Your role does not include this."))
    seen = Edition.objects.visible_to(by, clock.moment())
    if not seen.filter(text__publication=publication).exists():
        raise NotPermitted(_("This text is shown to a limited circle only."))
