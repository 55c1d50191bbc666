"""The page about the workflow is the tables of the code, nothing else."""

from pathlib import Path

from publications.management.commands.draw_workflow import PAGE, drawn
from publications.workflow import TRANSITIONS


def test_the_page_in_docs_is_what_the_tables_say():
    """Run `manage.py draw_workflow` after changing them."""
    assert Path(PAGE).read_text(encoding="utf-8") == drawn()


def test_the_page_names_every_act():
    page = drawn()
    assert all(f"| `{act}` " in page for act in TRANSITIONS)
