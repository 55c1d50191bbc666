"""Word of what was done, to the other processes of a machine."""

import pytest

from publications import renewal


@pytest.fixture
def own_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_it_is_heard_once_it_is_stored(own_data, django_capture_on_commit_callbacks):
    before = renewal.heard()
    with django_capture_on_commit_callbacks(execute=True):
        renewal.announce()
        assert renewal.heard() == before
    here, elsewhere = renewal.heard()
    assert here != before[0] and elsewhere != before[1]


@pytest.mark.django_db
def test_a_folder_that_is_full_keeps_nobody_from_acting(
    own_data, settings, django_capture_on_commit_callbacks
):
    settings.DATA_DIR = own_data / "not there"
    before = renewal.heard()
    with django_capture_on_commit_callbacks(execute=True):
        renewal.announce()
    assert renewal.heard()[0] != before[0]
