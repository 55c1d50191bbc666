"""Translating side by side: each paragraph of the original beside its translation.

`page` shows and saves; `rows` puts blocks beside each other, `changes` tells what the
original says otherwise since, `names` how people and offices are called in the
translation's language. Tests: tests/admin/test_side_by_side*.py.
"""

from .page import side_by_side

__all__ = ["side_by_side"]
