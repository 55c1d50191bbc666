"""What tells texts apart that read alike where they stand one under the other."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publications import zones
from publications.models import Edition


def told_apart(editions: Iterable[Edition]) -> dict[int, str]:
    """By id, a sentence for each that has title, kind and language of another; one
    query where there are any."""
    alike = defaultdict(list)
    for each in editions:
        publication = each.text.publication
        alike[each.title, publication.kind, each.text.language].append(each.pk)
    twins = [pk for same in alike.values() if len(same) > 1 for pk in same]
    if not twins:
        return {}
    begun = Edition.objects.filter(pk__in=twins).select_related("begun_by")
    return {each.pk: _said(each) for each in begun}


def _said(edition: Edition) -> str:
    return _("no. %(number)s, begun by %(name)s on %(day)s") % {
        "number": edition.pk,
        "name": edition.begun_by,
        "day": date_format(zones.day_of(edition.begun_at), "j M Y"),
    }
