"""Tests of this kind commit, and are emptied after each."""

import pytest

from publications import workflow


@pytest.fixture(autouse=True)
def _roles(transactional_db):
    """The flush after a test of this kind takes the roles along."""
    workflow.roles.install("default")
