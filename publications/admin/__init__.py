"""The desk: Django's admin. It shows what is stored and calls workflow's acts."""

from . import accounts, editions, people, record

__all__ = ["accounts", "editions", "people", "record"]
