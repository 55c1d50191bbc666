"""How often may be tried: longer and longer pauses, never a lock.

Counted where all processes see it, and before the try, so that many at once are none
the cheaper. Nobody locks the mission out by guessing: a browser in which somebody has
signed in before has a count of its own, and whoever has a second factor is not slowed
by what strangers elsewhere try with their name.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from publications import clock
from publications.models import Account, Tries
from publications.workflow import record
from publications.workflow.openings import network_of

# After so long without a try, it is as if there had been none.
FORGOTTEN = timedelta(hours=24)

log = logging.getLogger(__name__)


class Limit(NamedTuple):
    """So many tries without a pause, then a second, two, four … up to the longest."""

    key: str
    free: int
    longest: int
    # Of somebody's own account, or of one browser: a success clears the count.
    is_cleared: bool = True

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.key.encode()).hexdigest()

    def pause(self, count: int, last_at: datetime, at: datetime) -> float:
        """Seconds that are left before the next try."""
        if count < self.free or at - last_at > FORGOTTEN:
            return 0
        seconds = min(2 ** min(count - self.free, 20), self.longest)
        return max(0.0, seconds - (at - last_at).total_seconds())


QUARTER = 15 * 60


def of_source(source: str) -> Limit:
    return Limit(f"source {source}", 20, QUARTER, is_cleared=False)


def of_password(
    who: str, source: str, device: str = "", has_factor: bool = False
) -> list[Limit]:
    """The limits of a password, where `who` is an account's number or what was typed
    as a name. `device`: a browser that is known."""
    if device:
        return [Limit(f"device {who} {device}", 10, QUARTER)]
    limits = [Limit(f"password {who} {source}", 5, QUARTER), of_source(source)]
    if not has_factor:
        limits.append(Limit(f"account {who}", 30, 5 * 60))
    return limits


def of_code(account: Account, source: str, device: str = "") -> list[Limit]:
    """The limits of a second factor; whoever gets there knew the password."""
    return [
        Limit(f"code {account.pk} {device or source}", 5, QUARTER),
        Limit(f"codes {account.pk}", 20, 5 * 60),
    ]


def of_mail(who: str, source: str) -> list[Limit]:
    """Letters that anybody may have sent to somebody's address."""
    return [
        Limit(f"mail {who}", 3, 6 * 3600, is_cleared=False),
        Limit(f"mail from {source}", 10, 3600, is_cleared=False),
    ]


@transaction.atomic
def tried(limits: Sequence[Limit]) -> int:
    """Count one try under each limit; or return the seconds to wait, and count none."""
    at = clock.ticking()
    by_digest = {limit.digest: limit for limit in limits}
    for digest in sorted(by_digest):
        Tries.objects.get_or_create(key=digest, defaults={"last_at": at})
    rows = Tries.objects.select_for_update().filter(key__in=by_digest).order_by("key")
    rows = list(rows)
    pauses = [by_digest[row.key].pause(row.count, row.last_at, at) for row in rows]
    if any(pauses):
        return int(max(pauses)) + 1
    for row in rows:
        row.count = 1 if at - row.last_at > FORGOTTEN else row.count + 1
        row.last_at = at
        row.save(update_fields=["count", "last_at"])
    return 0


@transaction.atomic
def counted(what: str, within: timedelta) -> int:
    """Count one of these; return how many there are since the first of them, which was
    not longer ago than `within`."""
    at, key = clock.moment(), Limit(what, 0, 0).digest
    Tries.objects.get_or_create(key=key, defaults={"last_at": at})
    row = Tries.objects.select_for_update().get(key=key)
    # Of these alone `last_at` is the moment of the first, with which all are forgotten.
    if at - row.last_at > within:
        row.count, row.last_at = 0, at
    row.count += 1
    row.save(update_fields=["count", "last_at"])
    return row.count


def succeeded(limits: Sequence[Limit]) -> None:
    """Whoever was right begins anew. What others tried from there still counts, but
    this doesn't: all of a mission sign in from one address."""
    cleared = [limit.digest for limit in limits if limit.is_cleared]
    Tries.objects.filter(key__in=cleared).delete()
    others = [limit.digest for limit in limits if not limit.is_cleared]
    shared = Tries.objects.filter(key__in=others, count__gt=0)
    shared.update(count=F("count") - 1)
    Tries.objects.filter(last_at__lt=clock.ticking() - 2 * FORGOTTEN).delete()


@transaction.atomic
def tell(account: Account | None, source: str) -> None:
    """Somebody has to wait: a line in the log, and of an account an entry of the
    record, once within an hour."""
    log.warning("Tries are slowed: account %s from %s", account and account.pk, source)
    if account is None:
        return
    hour = clock.ticking().replace(minute=0, second=0, microsecond=0)
    once = Limit(f"told {account.pk} {hour}", 1, 1)
    _row, is_first = Tries.objects.get_or_create(
        key=once.digest, defaults={"last_at": hour}
    )
    if is_first:
        record.enter(
            "slow_sign_in",
            by=None,
            at=clock.database_now(),
            account=account.get_username(),
            network=network_of(source.partition("/")[0]),
        )
