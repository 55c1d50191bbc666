"""Pages for the acts that ask for more than a press of a button.

Each act has one form (`forms` of its kind) that explains it, asks, and calls workflow;
`page` shows them all in the same way. Tests: tests/admin/test_act_pages.py.
"""

from .page import PAGES, act_page

__all__ = ["PAGES", "act_page"]
