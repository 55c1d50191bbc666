"""Tests of this kind commit."""

import pytest


@pytest.fixture(autouse=True)
def _committing(transactional_db):
    pass
