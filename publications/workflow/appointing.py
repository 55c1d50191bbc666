"""What is asked about an appointment before it is kept: overlaps and orders of dates
that make no sense, though they may be true."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from publications.models import Appointment, PostCapacity, Rank
from publications.partial_dates import PartialDate


class Accredited(NamedTuple):
    """A receiving state as it was typed, and when credentials were presented."""

    receiving_state: str
    credentials: PartialDate | None


def doubts(post: Appointment, accredited: Iterable[Accredited]) -> list[str]:
    """Return a question for each thing that makes no sense; none bars anything."""
    accredited = list(accredited)
    states = [each.receiving_state for each in accredited]
    return [*_orders(post, accredited), *_overlaps(post, states)]


def _orders(post: Appointment, accredited: list[Accredited]) -> list[str]:
    found = []
    if _before(post.arrived, post.begins):
        found.append(_("The arrival lies before the appointment."))
    if _before(post.ends, post.arrived):
        found.append(_("The arrival lies after the end."))
    for state, credentials in accredited:
        told = {"state": state}
        if _before(credentials, post.arrived) or _before(credentials, post.begins):
            found.append(
                _("The credentials in %(state)s lie before appointment or arrival.")
                % told
            )
        if _before(post.ends, credentials):
            found.append(_("The credentials in %(state)s lie after the end.") % told)
        if credentials and post.capacity == PostCapacity.DESIGNATE:
            found.append(
                _(
                    "Whoever has presented credentials in %(state)s is no longer a "
                    "designate."
                )
                % told
            )
    return found


def _before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether one surely lies before the other, as exactly as both are known."""
    return bool(one and other and one.last < other.first)


def _overlaps(post: Appointment, states: list[str]) -> list[str]:
    if post.rank in ("", Rank.OTHER) or post.capacity != PostCapacity.FULL:
        return []
    others = _of_the_same_rank(post, states)
    found = [
        _("%(name)s holds the same post at the same time: %(post)s.")
        % {"name": other.person, "post": other}
        for other in _at_the_same_time(others, post.begins_on, post.ends_on)
    ]
    if post.ordinal:
        found += [
            _("%(name)s is entered as number %(ordinal)d already.")
            % {"name": other.person, "ordinal": post.ordinal}
            for other in others.filter(ordinal=post.ordinal).exclude(
                person=post.person_id
            )
        ]
    return found


def _of_the_same_rank(post: Appointment, states: list[str]) -> QuerySet[Appointment]:
    """Other full posts of this class for the same sender in one of these states."""
    return (
        Appointment.objects.filter(
            rank=post.rank,
            capacity=PostCapacity.FULL,
            sending_state__iexact=post.sending_state,
            accreditations__receiving_state__in=states,
        )
        .exclude(pk=post.pk)
        .prefetch_related("titles", "person__names")
        .distinct()
        .order_by("pk")
    )


def _at_the_same_time(
    posts: QuerySet[Appointment], begins: date | None, ends: date | None
) -> QuerySet[Appointment]:
    """Those that overlap these days; the day of a change belongs to both."""
    if ends:
        posts = posts.filter(Q(begins_on=None) | Q(begins_on__lt=ends))
    if begins:
        posts = posts.filter(Q(ends_on=None) | Q(ends_on__gt=begins))
    return posts
