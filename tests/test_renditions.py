"""Renditions are made once, by one, and let go of by whoever fails."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as installation
from django.db import connection, transaction

from publications import clock, renditions
from publications.images import Busy, Failed, renditions_of
from publications.models import Image, Rendition
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return factories.picture()


@pytest.fixture
def made(monkeypatch):
    """What is made, by name, without the work."""
    names = []

    def make(_master, size, focus):
        names.append((size.name, size.extension, focus))
        return b"pixels of " + size.name.encode()

    monkeypatch.setattr(renditions.confined, "make", make)
    return names


def files(image):
    folder = Path(installation.MEDIA_ROOT, "renditions", str(image.uuid))
    return sorted(path.name for path in folder.glob("*"))


def claimed(image, until, name="40", extension="webp"):
    return Rendition.objects.create(
        image=image, name=name, extension=extension, claimed_until=until
    )


def test_a_picture_of_the_right_size_comes_out(image):
    rendition = renditions.ready(image, "thumb", "webp")
    with rendition.file.open("rb") as file:
        data = file.read()
    assert data[:4] == b"RIFF"
    assert (rendition.size, rendition.mime) == (len(data), "image/webp")


def test_it_is_made_once(image, made):
    first = renditions.ready(image, "40", "webp")
    assert renditions.ready(image, "40", "webp") == first
    assert made == [("40", "webp", (50, 50))]


def test_what_is_made_is_one_question(image, made, django_assert_num_queries):
    renditions.ready(image, "40", "webp")
    with django_assert_num_queries(1):
        renditions.ready(image, "40", "webp")


@pytest.mark.parametrize("name", ["41", "", "99999x99999", "animated", "../40"])
def test_what_is_not_listed_is_not_made(image, made, name):
    assert renditions.ready(image, name, "webp") is None
    assert not Rendition.objects.exists()
    assert made == []


def test_all_are_made_and_no_other(image, made):
    renditions.make_all(image)
    renditions.make_all(image)
    listed = renditions_of(image.width, image.height, image.extension)
    assert [name[:2] for name in made] == [(s.name, s.extension) for s in listed]
    assert Rendition.objects.exclude(digest="").count() == len(listed)


@pytest.mark.parametrize("error", [Failed("it died"), Busy(), OSError("disk full")])
def test_who_fails_lets_go_and_another_may_try(image, monkeypatch, made, error):
    with monkeypatch.context() as failing:
        failing.setattr(renditions, "_pixels", _raising(error))
        with pytest.raises(renditions.NotReady, match=f"{image.uuid}, 40"):
            renditions.ready(image, "40", "webp")
    assert not Rendition.objects.exists()
    assert files(image) == []
    assert renditions.ready(image, "40", "webp").digest


def test_a_fault_of_ours_holds_nothing_either(image, monkeypatch, made):
    monkeypatch.setattr(renditions, "_pixels", _raising(KeyError("a mistake")))
    with pytest.raises(KeyError):
        renditions.ready(image, "40", "webp")
    assert not Rendition.objects.exists()


def _raising(error):
    def raises(*_arguments):
        raise error

    return raises


class TestClaims:
    def test_while_another_makes_it_one_waits_for_a_while(
        self, image, made, monkeypatch
    ):
        monkeypatch.setattr(renditions, "WAIT", 0.2)
        claimed(image, clock.database_now() + renditions.LEASE)
        begun = time.monotonic()
        with pytest.raises(renditions.NotReady, match="makes it still"):
            renditions.ready(image, "40", "webp")
        assert 0.2 <= time.monotonic() - begun < 2
        assert made == []

    def test_the_claim_of_one_who_was_killed_runs_out(self, image, made):
        row = claimed(image, clock.database_now() - timedelta(seconds=1))
        assert renditions.ready(image, "40", "webp") == row
        assert len(made) == 1

    def test_it_is_longer_than_the_making_may_take(self):
        slot, child = 20, 60  # seconds: images.slots.WAIT, images.confined.SECONDS
        assert renditions.LEASE.total_seconds() > slot + child

    def test_who_comes_too_late_leaves_nothing(self, image, made, monkeypatch):
        later = clock.database_now() + 2 * renditions.LEASE

        def slow(_image, _size):
            Rendition.objects.update(claimed_until=later)  # another has taken over
            return b"too late"

        monkeypatch.setattr(renditions, "WAIT", 0.2)
        monkeypatch.setattr(renditions, "_pixels", slow)
        with pytest.raises(renditions.NotReady):
            renditions.ready(image, "40", "webp")
        row = Rendition.objects.get()
        assert (row.claimed_until, row.digest) == (later, "")
        assert files(image) == []

    def test_a_focal_point_that_moves_meanwhile_is_seen(self, image, made, monkeypatch):
        make = renditions.confined.make

        def moved(master, size, focus):
            if not made:
                Image.objects.update(focus_x=10)
                renditions.forget_crops(image)
            return make(master, size, focus)

        monkeypatch.setattr(renditions.confined, "make", moved)
        assert renditions.ready(image, "thumb", "webp").digest
        assert [focus for _name, _extension, focus in made] == [(50, 50), (10, 50)]
        assert len(files(image)) == 1


def test_only_so_many_threads_wait(image, made, monkeypatch):
    """Of four of a web process: what is there is served, and pages go on."""
    renditions.ready(image, "40", "avif")
    full = threading.BoundedSemaphore(1)
    monkeypatch.setattr(renditions, "room", full)
    with full:
        assert renditions.ready(image, "40", "avif")
        with pytest.raises(renditions.NotReady, match="too many"):
            renditions.ready(image, "40", "webp")
    assert renditions.ready(image, "40", "webp")


class TestForgetting:
    def test_crops_go_and_the_whole_picture_stays(
        self, image, made, django_capture_on_commit_callbacks
    ):
        renditions.make_all(image)
        before = files(image)
        with django_capture_on_commit_callbacks(execute=True):
            renditions.forget_crops(image)
        gone = {name.split("-")[0] for name in set(before) - set(files(image))}
        assert gone == {"card", "thumb"}
        assert {"card", "thumb"}.isdisjoint(
            image.renditions.values_list("name", flat=True)
        )


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_many_who_ask_one_makes_it(self, monkeypatch):
        image = factories.picture()
        making = []

        def make(_master, size, _focus):
            making.append(size.name)
            time.sleep(0.3)
            return b"pixels"

        monkeypatch.setattr(renditions.confined, "make", make)
        monkeypatch.setattr(renditions, "room", threading.BoundedSemaphore(8))
        got = _at_once(8, lambda: renditions.ready(image, "40", "webp").digest)
        assert making == ["40"]
        assert len(set(got)) == 1
        assert len(files(image)) == 1

    def test_two_workers_make_each_once(self, monkeypatch):
        image = factories.picture()
        making = []

        def make(_master, size, _focus):
            making.append((size.name, size.extension))
            time.sleep(0.05)
            return b"pixels"

        monkeypatch.setattr(renditions.confined, "make", make)
        _at_once(2, lambda: renditions.make_all(image))
        assert len(making) == len(set(making)) == 6
        assert Rendition.objects.exclude(digest="").count() == 6

    def test_a_focal_point_is_moved_before_a_claim_or_after(self, monkeypatch):
        """Crops of the old one are forgotten, whichever comes first."""
        image = factories.picture()
        seen = []
        locked, done = threading.Event(), threading.Event()

        def make(_master, _size, focus):
            seen.append(focus)
            return b"pixels"

        monkeypatch.setattr(renditions.confined, "make", make)

        def move():
            with transaction.atomic():
                Image.objects.filter(pk=image.pk).update(focus_x=10)
                renditions.forget_crops(image)
                locked.set()
                done.wait(0.5)

        def ask():
            locked.wait(5)
            renditions.ready(image, "thumb", "webp")
            done.set()

        with ThreadPoolExecutor(2) as pool:
            for one in [pool.submit(_and_close, f) for f in (move, ask)]:
                one.result()
        assert seen == [(10, 50)]


def _at_once(count, act):
    gate = threading.Barrier(count)

    def one():
        gate.wait(10)
        return act()

    with ThreadPoolExecutor(count) as pool:
        asked = [pool.submit(_and_close, one) for _n in range(count)]
        return [each.result() for each in asked]


def _and_close(act):
    try:
        return act()
    finally:
        connection.close()
