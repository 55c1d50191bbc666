"""Finding an outlet by whatever it is called, or making one."""

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from publications.models import Outlet
from publications.rendering.names import folded
from publications.rendering.slugs import propose_slug
from publications.workflow import record
from publications.workflow.content import tidy, unfit_characters
from publications.workflow.refusals import NotPossible, Unfilled

LONGEST = 200


def found_or_made(name: str, language: str) -> Outlet:
    """Return the outlet known by this name or spelling, whatever case and accents;
    make one only where there is none."""
    name = " ".join(tidy(name).split())
    if not folded(name):
        raise Unfilled(_("Please give the outlet's name."), field="outlet")
    if fault := unfit_characters(name):
        raise NotPossible(fault)
    if len(name) > LONGEST:
        raise NotPossible(
            _("An outlet's name has at most %(limit)d characters.") % {"limit": LONGEST}
        )
    return _known(name) or _made(name, language)


def _known(name: str) -> Outlet | None:
    """Of several that are called so, the one that is written so."""
    found = Outlet.objects.called(name).order_by("pk")
    return min(found, key=lambda outlet: outlet.name != name, default=None)


def _made(name: str, language: str) -> Outlet:
    record.wait_for_turn()
    if outlet := _known(name):
        return outlet  # made meanwhile
    slug = propose_slug(name, language)
    if Outlet.objects.filter(slug=slug).exists():
        slug = f"{slug}-{get_random_string(4, 'abcdefghjkmnpqrstuvwxyz')}"
    return Outlet.objects.create(name=name, slug=slug)
