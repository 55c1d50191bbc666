"""Moments, days and people as a bundle's JSON writes them."""

from datetime import UTC, date, datetime

from publications.models import Account


def moment(at: datetime | None) -> str | None:
    return at and at.astimezone(UTC).isoformat(timespec="microseconds")


def who(account: Account | None) -> str:
    """A person as the record writes them."""
    return f"{account} ({account.get_username()})" if account else ""


def day(on: date | None) -> str | None:
    return on and on.isoformat()
