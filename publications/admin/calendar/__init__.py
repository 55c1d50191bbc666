"""The calendar of the desk: what goes out and what went out, by month and by week."""

from .page import calendar

__all__ = ["calendar"]
