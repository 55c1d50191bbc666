"""The fallback copy is kept up by the worker: what changed first, then the rest."""

from .renewing import renew

__all__ = ["renew"]
