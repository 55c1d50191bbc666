"""Which files that aren't public readers of the desk may fetch, and find."""

import pytest
from django.contrib.auth.models import Group, Permission

from publications import clock, workflow
from publications.middleware import PRIVATE_CACHE
from publications.models import Account, Attachment, Image
from tests import factories
from tests.people import person

from .stored import addresses, is_no_address, master, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return factories.picture()


@pytest.fixture
def recording():
    return factories.attachment()


def seen_by(name, picture, recording):
    """Whether this person sees both; it is never one alone."""
    account, at = person(name), clock.moment()
    pictures = Image.objects.filter(pk=picture.pk).visible_to(account, at)
    files = Attachment.objects.filter(pk=recording.pk).visible_to(account, at)
    assert pictures.exists() == files.exists()
    assert pictures.count() <= 1
    return pictures.exists()


def limited(edition, **to):
    workflow.limit(edition, by=person("dara"), **to)
    return edition


def saved_without_files(edition):
    plain = factories.content(body="Without.", attachments=())
    factories.do("save", edition, "dara", content=plain)
    return factories.again(edition)


def test_whoever_sees_a_draft_sees_its_files(client, picture, recording):
    factories.draft(**words(picture, recording))
    for name in ("rhea", "hugo", "orla", "tomas"):
        assert seen_by(name, picture, recording)
        client.force_login(person(name))
        for path in addresses(picture, recording):
            answer = client.get(path)
            assert answer.status_code == 200, (name, path)
            assert answer.headers["Cache-Control"] == PRIVATE_CACHE
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_also_in_answers_without_a_body_nothing_is_kept(client, picture):
    factories.draft(**words(picture))
    client.force_login(person("rhea"))
    etag = client.get(master(picture)).headers["ETag"]
    for headers, status in (
        ({"If-None-Match": etag}, 304),
        ({"Range": "bytes=0-3"}, 206),
        ({"Range": "bytes=999999-"}, 416),
        ({"If-Match": '"x"'}, 412),
    ):
        answer = client.get(master(picture), headers=headers)
        assert answer.status_code == status
        assert answer.headers["Cache-Control"] == PRIVATE_CACHE


@pytest.mark.parametrize("stage", ["draft", "scheduled", "discarded", "retracted"])
def test_it_stays_so_whatever_becomes_of_the_text(picture, recording, stage):
    factories.BY_STATE[stage](**words(picture, recording))
    assert seen_by("rhea", picture, recording)
    assert not seen_by("stella", picture, recording)


def test_what_a_former_revision_used_is_part_of_its_history(picture, recording):
    saved_without_files(factories.draft(**words(picture, recording)))
    assert seen_by("hugo", picture, recording)


def test_outside_a_limited_circle_there_is_no_such_file(client, picture, recording):
    limited(factories.draft(**words(picture, recording)))
    assert seen_by("dara", picture, recording)
    for name in ("rhea", "petra", "hugo"):
        assert not seen_by(name, picture, recording)
    client.force_login(person("petra"))
    for path in addresses(picture, recording)[::3]:
        assert is_no_address(client, path), path


def test_nor_once_the_text_uses_it_no_more(picture, recording):
    edition = factories.draft(**words(picture, recording))
    limited(saved_without_files(edition))
    assert not seen_by("petra", picture, recording)


def test_who_is_admitted_sees_it(picture, recording):
    edition = factories.draft(**words(picture, recording))
    reviewers = Group.objects.filter(name="Reviewer")
    limited(edition, accounts=[person("hugo")], groups=reviewers)
    assert seen_by("hugo", picture, recording)
    assert seen_by("rhea", picture, recording)
    assert not seen_by("petra", picture, recording)


def test_another_text_that_uses_it_opens_it(picture, recording):
    limited(factories.draft(**words(picture, recording)))
    factories.draft(title="Another text", **words(picture, recording))
    assert seen_by("petra", picture, recording)


def test_a_limited_text_that_is_live_hides_nothing(client, picture, recording):
    limited(factories.released(**words(picture, recording)))
    assert seen_by("petra", picture, recording)
    assert client.get(master(picture)).status_code == 200


def test_who_may_see_the_library_sees_what_nothing_uses(picture, recording):
    for name in ("tomas", "rhea", "petra"):
        assert seen_by(name, picture, recording)
    for name in ("hugo", "orla", "stella", "admin"):
        assert not seen_by(name, picture, recording)


def test_whoever_took_it_in_sees_it(picture, recording):
    edition = factories.draft(by="rhea", **words(picture, recording))
    workflow.limit(edition, by=person("rhea"))
    assert seen_by("dara", picture, recording)
    assert not seen_by("petra", picture, recording)
    person("dara").groups.clear()
    assert not seen_by("dara", picture, recording)


def test_the_library_alone_is_no_way_in(picture, recording):
    """A group of an installation's own that doesn't read texts."""
    group = Group.objects.create(name="Photographers")
    seeing = ("view_image", "view_attachment")
    group.permissions.set(Permission.objects.filter(codename__in=seeing))
    person("stella").groups.add(group)
    assert not seen_by("stella", picture, recording)


def test_the_library_is_found_with_two_questions(
    picture, recording, django_assert_num_queries
):
    factories.draft(**words(picture, recording))
    account, at = Account.objects.get(pk=person("rhea").pk), clock.moment()
    for objects in (Image.objects, Attachment.objects):
        with django_assert_num_queries(2):  # the roles; the files
            list(objects.visible_to(account, at))


def test_the_print_size_is_there_at_the_desk_before_anybody_may_print(client, picture):
    factories.draft(**words(picture))
    client.force_login(person("rhea"))
    assert client.get(f"/media/{picture.uuid}/print.jpg").status_code == 200
