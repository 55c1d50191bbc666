"""The home of the desk: what waits for the person, what goes out, what needs care."""

from .page import home

__all__ = ["home"]
