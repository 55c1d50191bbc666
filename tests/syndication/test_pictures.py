"""The pictures of an approved text stand ready before anybody asks for them."""

import pytest

from publications import renditions
from publications.images import renditions_of
from publications.models import Delivery, Rendition, Task
from publications.syndication.deliveries import TASKS, deliver_due
from tests import factories
from tests.views.stored import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return factories.described(factories.picture())


@pytest.fixture
def making(monkeypatch):
    """What is made, without the work."""
    names = []

    def make(_master, size, _focus):
        names.append((size.name, size.extension))
        return b"pixels"

    monkeypatch.setattr(renditions.confined, "make", make)
    return names


def delivery():
    return Delivery.objects.get(task=Task.MAKE_RENDITIONS)


def sizes(image):
    listed = renditions_of(image.width, image.height, image.extension)
    return [(size.name, size.extension) for size in listed]


def test_of_an_approved_text_every_size_is_there(client, picture):
    factories.approved(**words(picture))
    deliver_due()
    assert delivery().delivered_at is not None
    assert sorted(picture.renditions.values_list("name", "extension")) == sorted(
        sizes(picture)
    )
    assert not Rendition.objects.filter(digest="").exists()


def test_lead_pictures_too_and_each_once(picture, making):
    lead = factories.described(factories.picture("teal"))
    factories.approved(**words(picture, lead=str(lead.uuid)))
    factories.approved(title="The same picture", **words(picture))
    deliver_due()
    assert sorted(making) == sorted([*sizes(picture), *sizes(lead)])


def test_of_the_wording_as_it_stands_now(picture, making):
    edition = factories.approved(**words(picture))
    factories.do("save", edition, "dara", content=factories.content())
    deliver_due()
    assert making == []
    assert delivery().delivered_at is not None


def test_what_could_not_be_made_is_made_later(picture, making, monkeypatch):
    factories.approved(**words(picture))
    make = renditions.confined.make
    with monkeypatch.context() as full:

        def once(master, size, focus):
            if size.name == "thumb":
                raise renditions.Busy
            return make(master, size, focus)

        full.setattr(renditions.confined, "make", once)
        deliver_due()
    waiting = delivery()
    assert waiting.delivered_at is None
    assert f"{picture.uuid}, thumb" in waiting.error
    Delivery.objects.update(due_at=waiting.created_at)
    deliver_due()
    assert delivery().delivered_at is not None
    assert sorted(making) == sorted(sizes(picture))


def test_letters_go_first(picture, monkeypatch):
    factories.approved(**words(picture))
    done = []
    for task in (Task.MAIL, Task.MAKE_RENDITIONS):
        monkeypatch.setitem(TASKS, task, lambda each: done.append(each.task))
    deliver_due()
    assert len(done) > 1
    assert done.index(Task.MAKE_RENDITIONS) == len(done) - 1
