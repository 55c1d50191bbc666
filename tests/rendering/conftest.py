"""What tests of rendering stand on."""

import pytest

from publications.rendering import article
from tests.rendering import pages


@pytest.fixture
def in_this_process(monkeypatch):
    """No patch reaches the child that renders."""
    monkeypatch.setattr(pages, "render", article.render)
