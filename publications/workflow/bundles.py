"""Bundles: several texts released at one moment, all or none."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _

from publications.models import Account, Bundle, Edition

from . import record
from .act import Act, acting_widely, enter, refusals_on_record, require
from .checking import Asked, barred
from .locks import bump, what_happened
from .refusals import NotPossible, NotTold, Stale, named
from .release import check_is_to_come, go_out_at, go_out_now, say_what_changed
from .rules import go_live, under_embargo


def make_bundle(name: str, editions: Iterable[Edition], *, by: Account) -> Bundle:
    """Gather editions under a name. They needn't be approved yet."""
    chosen = sorted(editions, key=lambda e: e.text_id)
    first = chosen[0] if chosen else None
    with refusals_on_record("bundle", first, by):
        if not name.strip():
            raise NotPossible(_("Please give the bundle a name."))
        if len(chosen) < 2:
            raise NotPossible(_("A bundle takes at least two texts."))
    publications = [edition.text.publication for edition in chosen]
    with acting_widely("bundle", chosen[0], publications, by=by) as act:
        bundle = Bundle.objects.create(name=name.strip(), made_at=act.at, made_by=by)
        for edition in chosen:
            _put_in(edition, bundle, act)
    return bundle


def take_out(edition: Edition, *, by: Account) -> Edition:
    """Take one text out of its bundle, while that is not scheduled."""
    with acting_widely("bundle", edition, [edition.text.publication], by=by) as act:
        if act.edition.bundle_id is None:
            raise NotPossible(_("The text is in no bundle."))
        if act.edition.live_from:
            raise NotPossible(_("The bundle is scheduled; take that back first."))
        act.details.update(bundle=act.edition.bundle.uuid, out=True)
        act.edition.bundle = None
        act.edition.save(update_fields=["bundle"])
        enter("bundle", act)
    return act.edition


def release_bundle(
    bundle: Bundle,
    *,
    by: Account,
    seen: Mapping[int, int] | None = None,
    change: str = "",
    public_notes: Mapping[int, str] | None = None,
) -> list[Edition]:
    """Make every text of the bundle public at this one second, or none.

    The kind of change is told of every new edition in it; what changed, in a public
    note of each, by its id: readers are told in their language. `seen`: the version of
    each text, by its id, as the person's page showed it.
    """
    with _on_bundle("release", bundle, by, seen) as acts:
        for act in acts:
            reason = under_embargo(act.edition, act.at)
            if reason := reason or barred(act.edition, Asked(act.at, by, act.at)):
                raise NotPossible(named(act.edition, reason))
        _say_what_changed(acts, change, public_notes or {})
        for act in acts:
            go_out_now(act)
    return [act.edition for act in acts]


def schedule_bundle(
    bundle: Bundle,
    moment: datetime,
    *,
    by: Account,
    seen: Mapping[int, int] | None = None,
    wall: tuple[str, str] = ("", ""),
    change: str = "",
    public_notes: Mapping[int, str] | None = None,
) -> list[Edition]:
    """Let every text of the bundle become public at one minute to come, or none."""
    with _on_bundle("schedule", bundle, by, seen) as acts:
        for act in acts:
            check_is_to_come(moment, act)
        _say_what_changed(acts, change, public_notes or {})
        for act in acts:
            go_out_at(act, moment, wall)
    return [act.edition for act in acts]


@contextmanager
def _on_bundle(
    name: str, bundle: Bundle, by: Account, seen: Mapping[int, int] | None
) -> Iterator[list[Act]]:
    """Hold all that the bundle reaches; every text must be ready for the act."""
    editions = list(_open_in(bundle))
    with refusals_on_record(name, bundle.editions.first(), by):
        if not editions:
            raise NotPossible(_("Nothing in this bundle waits for its release."))
    publications = [edition.text.publication for edition in editions]
    with acting_widely(name, editions[0], publications, by=by) as first:
        acts = [Act(edition, by, first.at) for edition in _open_in(bundle)]
        # A text that was taken down while we waited for it isn't to come back by this.
        if seen is None:
            seen = {edition.text_id: edition.text.version for edition in editions}
        for act in acts:
            if seen.get(act.edition.text_id) != act.edition.text.version:
                raise Stale(named(act.edition, what_happened(act.edition.text)))
            require(name, act.edition, by=by)
            act.details["bundle"] = bundle.uuid
            _check_is_ready(act)
        bump(act.edition.text for act in acts)
        yield acts
        for act in acts:
            enter(name, act)


def _open_in(bundle: Bundle):
    """Its texts that aren't out yet, by id: the order of locks."""
    editions = bundle.editions.select_related(
        "text__publication", "revision__address", "bundle"
    )
    return editions.filter(live_from=None).exclude(stage="discarded").order_by("text")


def _check_is_ready(act: Act) -> None:
    edition = act.edition
    if edition.state(act.at)[0] != "approved":
        raise NotPossible(named(edition, _("This text is not approved yet.")))
    if reason := go_live(edition, act.by, act.at):
        raise NotPossible(named(edition, reason))


def _say_what_changed(
    acts: list[Act], change: str, public_notes: Mapping[int, str]
) -> None:
    """Take what readers of each are told; all that is missing is said at once."""
    reasons = {}
    for act in acts:
        try:
            say_what_changed(act, change, public_notes.get(act.edition.pk, ""))
        except NotPossible as refusal:
            reasons[act.edition] = str(refusal)
    if reasons:
        raise NotTold(reasons)


def _put_in(edition: Edition, bundle: Bundle, act: Act) -> None:
    require("bundle", edition, by=act.by)
    edition.refresh_from_db()
    if edition.bundle_id and edition.bundle_id != bundle.pk:
        raise NotPossible(named(edition, _("The text is in another bundle.")))
    if edition.live_from or edition.awaits_id or edition.stage == "discarded":
        raise NotPossible(named(edition, _("Only texts not yet scheduled fit.")))
    edition.bundle = bundle
    edition.save(update_fields=["bundle"])
    record.enter(
        "bundle",
        by=act.by,
        at=act.at,
        edition=edition,
        bundle=bundle.uuid,
        name=bundle.name,
    )
