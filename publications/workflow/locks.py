"""The locks of acts, always in one order: publications by id, texts by id, the record.

An act on one text claims the text alone. An act that reaches further (an embargo,
several languages, a bundle) holds the publications first, then all their texts.
"""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from publications.models import Account, AuditEntry, Edition, Publication, Text

from .refusals import Stale

# What makes no page stale, and so was never faster.
BESIDE = ("refused", "preview", "remark", "resolve_remark", "share", "revoke_link")


def claim(text: Text, version: int) -> None:
    """Take the text's lock: lock, check against a stale page, and order of acts.

    One conditional UPDATE serves both databases; `select_for_update` is silently
    nothing on SQLite.
    """
    hit = Text.objects.filter(pk=text.pk, version=version).update(
        version=F("version") + 1
    )
    if not hit:
        raise Stale(what_happened(text))


def hold(publications: Iterable[Publication]) -> list[Text]:
    """Lock publications with all their texts; return the texts by id.

    Pages that people have open stay good: only `bump` makes them stale. On SQLite the
    transaction itself is the lock, since it began by taking it.
    """
    ids = sorted({publication.pk for publication in publications})
    # no_key: a row that only refers to these, such as an act's second update of its
    # text, waits for no such lock, and so two acts never wait for each other.
    publications = Publication.objects.select_for_update(no_key=True)
    list(publications.filter(pk__in=ids).order_by("pk"))
    texts = Text.objects.select_for_update(no_key=True).filter(publication__in=ids)
    return list(texts.order_by("pk"))


def bump(texts: Iterable[Text]) -> None:
    """Make every page that shows these texts stale. They are held already."""
    ids = [text.pk for text in texts]
    Text.objects.filter(pk__in=ids).update(version=F("version") + 1)


def with_bundle(edition: Edition) -> list[Publication]:
    """The publications that an act on this edition's schedule reaches."""
    bundled = Publication.objects.filter(
        texts__editions__bundle__isnull=False,
        texts__editions__bundle=edition.bundle_id,
    )
    return [edition.text.publication, *bundled.distinct()]


def with_bundles(edition: Edition) -> list[Publication]:
    """The publications that an act on all of its languages' schedules reaches."""
    bundles = Edition.objects.filter(
        text__publication=edition.text.publication_id, bundle__isnull=False
    ).values("bundle")
    bundled = Publication.objects.filter(texts__editions__bundle__in=bundles)
    return [edition.text.publication, *bundled.distinct()]


def what_happened(text: Text) -> str:
    """Say who was faster, with what and when."""
    last = (
        AuditEntry.objects.filter(edition__in=text.editions.values("uuid"))
        .exclude(act__in=BESIDE)
        .order_by("-sequence")
        .first()
    )
    if last is None:
        return _("Somebody else has changed this text since you opened it.")
    return _(
        "%(name)s was faster: “%(act)s” at %(time)s UTC. Please look at the text as it "
        "stands now."
    ) % {
        "name": last.called(Account.namesakes()),
        "act": last.act_name,
        "time": last.at.strftime("%H:%M:%S"),
    }
