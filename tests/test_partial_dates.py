"""Days known to the day, the month or the year."""

from datetime import date

import pytest

from publications.partial_dates import DAY, MONTH, YEAR, PartialDate, parse


@pytest.mark.parametrize(
    ("written", "precision", "first", "last"),
    [
        ("2025", YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (" 2025-4-5 ", DAY, date(2025, 4, 5), date(2025, 4, 5)),
    ],
)
def test_a_date_reaches_as_far_as_it_is_known(written, precision, first, last):
    found = parse(written)
    assert (found.precision, found.first, found.last) == (precision, first, last)


def test_a_date_is_written_as_it_was_read():
    for written in ("2025", "2025-04", "2025-04-15"):
        assert str(parse(written)) == written
    # Stored as the last day of its month, it is still that month.
    assert str(PartialDate(date(2025, 4, 30), MONTH)) == "2025-04"


@pytest.mark.parametrize("written", ["2025-02-31", "2025-13", "0000", "2025-04-00"])
def test_a_day_that_no_calendar_has_is_named(written):
    with pytest.raises(ValueError, match=f"no {written} in the calendar"):
        parse(written)


@pytest.mark.parametrize("written", ["", "spring 2025", "25", "15.04.2025", "２０２５"])
def test_what_is_no_date_is_told_how_to_write_one(written):
    with pytest.raises(ValueError, match="2025-04-15"):
        parse(written)
