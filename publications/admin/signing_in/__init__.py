"""Signing in to the desk, and what everybody keeps of it: second factors, sessions.

`publications.identity` knows who somebody is; here are the pages. Tests:
tests/admin/signing_in.
"""

from .addresses import addresses
from .entry import sign_in
from .held_out import token_refused

__all__ = ["addresses", "sign_in", "token_refused"]
