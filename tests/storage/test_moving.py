"""Which files are moved: all that any row names, each with its digest."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from publications.models import Image
from publications.stores import moving
from tests import factories


@pytest.mark.django_db
def test_rows_are_asked_for_page_by_page(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(moving, "PAGE", 2)
    made = [factories.picture(colour) for colour in ("red", "green", "blue")]
    made += [factories.attachment()]
    names = [kept.name for kept in moving.kept_files()]
    assert sorted(names) == sorted(stored.file.name for stored in made)
    assert moving.count() == 4


def test_every_field_with_files_has_a_digest_beside_it():
    """A later model is not forgotten, and can't be without one."""
    fields = {f"{f.model.__name__}.{f.name}" for f in moving.file_fields()}
    assert fields >= {
        *("Image.file", "Image.animation", "Rendition.file"),
        *("Attachment.file", "ArchivedCopy.file"),
    }
    for field in moving.file_fields():
        assert moving.digest_of(field)


def test_one_without_a_digest_is_noticed():
    field = models.FileField(name="scan")
    field.model = Image
    with pytest.raises(FieldDoesNotExist, match="scan_digest"):
        moving.digest_of(field)
