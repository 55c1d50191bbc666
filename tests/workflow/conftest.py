"""What tests of acts share."""

import pytest

from publications.workflow import verify


@pytest.fixture
def record_fits(db):
    """Whatever a test has done, the record tells it."""
    yield
    assert list(verify.faults({})) == []
