"""The library that searches are measured in is indexed as acts would have done it."""

import pytest

from publications import search
from publications.models import Edition
from publications.search.document import document_of
from tests.benchmarks import library

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(library, "WORDS", 300)
    library.vocabulary.cache_clear()
    yield
    library.vocabulary.cache_clear()


def test_its_documents_are_those_of_its_texts():
    library.fill(4)
    for edition in search.released().order_by("-pk")[:4]:
        written = library.written(edition.pk)
        assert edition.language == written.language
        assert document_of(edition) == library.document(written)
    assert Edition.objects.filter(language="ar").count() == 2
