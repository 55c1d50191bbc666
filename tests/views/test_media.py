"""Files of texts are public as long as these are, and nobody else can tell that they
are there."""

from datetime import timedelta

import pytest
from django.conf import settings as installation

from publications import clock, workflow
from publications.models import Image, Rendition
from tests import factories
from tests.people import person

from .stored import addresses, answered, is_no_address, master, moving_picture, words

pytestmark = pytest.mark.django_db

MOMENT = factories.soon(60)
SECOND = timedelta(seconds=1)


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "moment", lambda: moment)


@pytest.fixture
def picture(settings):
    return factories.described(moving_picture(settings), printable=True)


@pytest.fixture
def recording():
    return factories.attachment()


def statuses(client, paths):
    return {client.get(path).status_code for path in paths}


def test_every_file_is_public_from_the_second_on(client, at, picture, recording):
    factories.scheduled(MOMENT, **words(picture, recording))
    paths = addresses(picture, recording)
    at(MOMENT - SECOND)
    for path in paths:
        assert is_no_address(client, path), path
    assert not Rendition.objects.exists()
    for moment in (MOMENT, MOMENT + SECOND):
        at(moment)
        for path in paths:
            status, _headers, _cookies, content = answered(client, path)
            assert (status, bool(content)) == (200, True), path
            assert client.head(path).status_code == 200
            assert client.get(path, headers={"Range": "bytes=0-3"}).status_code == 206
            assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304


def test_after_a_retraction_there_is_no_such_file(client, picture, recording):
    edition = factories.released(**words(picture, recording))
    paths = addresses(picture, recording)
    assert statuses(client, paths) == {200}
    down = factories.decided("retracted")
    factories.do("withdraw", edition, "petra", decided=down)
    for path in paths:
        assert is_no_address(client, path), path


@pytest.mark.parametrize("outcome", ["withdrawn", "superseded"])
def test_what_stays_on_record_keeps_its_files(client, picture, recording, outcome):
    factories.BY_STATE[outcome](**words(picture, recording))
    assert statuses(client, addresses(picture, recording)) == {200}


def test_a_file_is_private_until_a_text_uses_it(client, picture, recording):
    for path in addresses(picture, recording)[::4]:
        assert is_no_address(client, path), path


def test_the_lead_picture_is_public_with_its_text(client, picture):
    factories.scheduled(lead=str(picture.uuid))
    assert statuses(client, addresses(picture)) == {404}
    factories.released(title="Another", lead=str(picture.uuid))
    assert statuses(client, addresses(picture)) == {200}


class TestRights:
    """To a picture, by the language of the text that shows it."""

    @pytest.fixture
    def yesterday(self):
        return (clock.moment() - timedelta(days=2)).date()

    @pytest.fixture
    def in_two(self, picture):
        """Shown by a text in English and by one in French."""
        factories.described(picture, "fr", alt="Une vallée", printable=True)
        factories.released(**words(picture))
        factories.released(language="fr", title="Deux", **words(picture))
        return picture

    def test_they_end_language_by_language(self, client, in_two, yesterday):
        in_two.words.filter(language="en").update(rights_until=yesterday)
        assert statuses(client, addresses(in_two)) == {200}
        in_two.words.filter(language="fr").update(rights_until=yesterday)
        for path in addresses(in_two):
            assert is_no_address(client, path), path

    def test_they_last_through_the_missions_day(self, client, at, picture, settings):
        settings.TIME_ZONE = "Asia/Baku"  # UTC+4
        factories.released(**words(picture))
        last = clock.moment().replace(hour=0) + timedelta(days=2)
        picture.words.update(rights_until=last.date())
        at(last.replace(hour=19, minute=59))
        assert client.get(master(picture)).status_code == 200
        at(last.replace(hour=20, minute=0))
        assert client.get(master(picture)).status_code == 404

    def test_the_print_size_is_for_newsrooms_that_may(self, client, in_two):
        path = f"/media/{in_two.uuid}/print.jpg"
        in_two.words.filter(language="en").update(printable=False)
        assert client.get(path).status_code == 200  # French ones still may
        in_two.words.filter(language="fr").update(printable=False)
        assert is_no_address(client, path)
        others = [p for p in addresses(in_two) if p != path]
        assert statuses(client, others) == {200}

    def test_what_was_not_printable_when_released_is_not_now(self, client):
        image = factories.described(factories.picture())
        factories.released(**words(image))
        image.words.update(printable=True)
        assert is_no_address(client, f"/media/{image.uuid}/print.jpg")

    def test_a_portrait_is_no_print_size(self, client, picture):
        edition = factories.released()
        who = edition.revision.bylines.get().person
        who.portrait = picture
        who.save()
        assert client.get(f"/media/{picture.uuid}/print.jpg").status_code == 404
        assert client.get(f"/media/{picture.uuid}/40.jpg").status_code == 200


def test_the_master_answers_under_its_own_extension_alone(client, picture):
    recording = factories.attachment()
    factories.released(**words(picture, recording))
    for path in (
        f"/media/{picture.uuid}.png",
        f"/media/{recording.uuid}.mp3",
        f"/attachments/{recording.uuid}.pdf",
        f"/attachments/{picture.uuid}.jpg",
    ):
        assert is_no_address(client, path), path


class TestStrangers:
    """Who is signed in without the right, or says so, learns no more."""

    @pytest.mark.parametrize("name", ["stella", "admin"])
    def test_without_a_role_there_is_no_such_file(
        self, client, picture, recording, name
    ):
        factories.scheduled(MOMENT, **words(picture, recording))
        client.force_login(person(name))
        for path in addresses(picture, recording)[::4]:
            assert is_no_address(client, path), path

    def test_a_made_up_session_tells_nothing(self, client, picture):
        factories.draft(**words(picture))
        client.cookies[installation.SESSION_COOKIE_NAME] = "a" * 32
        for path in addresses(picture)[::4]:
            assert is_no_address(client, path), path

    def test_who_has_left_sees_nothing(self, client, picture):
        factories.draft(**words(picture))
        client.force_login(person("rhea"))
        assert client.get(master(picture)).status_code == 200
        type(person("rhea")).objects.filter(username="rhea").update(is_active=False)
        assert is_no_address(client, master(picture))


def test_a_public_file_is_one_question(client, at, picture, django_assert_num_queries):
    factories.released(**words(picture))
    at(clock.moment())
    for path in addresses(picture):
        client.get(path)
    with django_assert_num_queries(1):  # is it public?
        client.get(master(picture))
    with django_assert_num_queries(2):  # and the size that is stored
        client.get(f"/media/{picture.uuid}/40.webp")
    with django_assert_num_queries(3):  # and what its name says
        client.get(f"/media/{picture.uuid}/print.jpg")


def test_hidden_or_not_there_is_the_same_questions(
    client, at, picture, django_assert_num_queries
):
    factories.draft(**words(picture))
    at(clock.moment())
    never = "/media/00000000-0000-4000-8000-000000000000.jpg"
    for path in (master(picture), never):
        # Is it public? The address of a former site?
        with django_assert_num_queries(2):
            assert client.get(path).status_code == 404


def test_removed_pictures_are_gone(client, picture):
    client.force_login(person("dara"))
    assert client.get(master(picture)).status_code == 200
    workflow.remove_picture(Image.objects.get(pk=picture.pk), by=person("dara"))
    assert is_no_address(client, master(picture))
