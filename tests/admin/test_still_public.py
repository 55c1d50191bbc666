"""What the desk says of a confirmed retraction: what is gone, and what is not."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from publications.models import Delivery, Task
from tests import factories
from tests.people import person
from tests.views.stored import words

pytestmark = pytest.mark.django_db


def panel(client, edition):
    client.force_login(person("petra"))
    path = reverse("admin:publications_edition_change", args=[edition.pk])
    html = client.get(path).content.decode()
    return " ".join(html[html.index('class="side-panel"') :].split())


@pytest.fixture
def retracted():
    """A retraction that was confirmed, of a text with a picture and a recording."""
    files = factories.described(factories.picture()), factories.attachment()
    edition = factories.retracted(title="Gone", **words(*files))
    checks = Delivery.objects.filter(task=Task.CONFIRM_RETRACTION)
    checks.update(delivered_at=datetime.now(UTC))
    return edition, *files


def test_files_of_a_text_that_alone_showed_them_are_gone_with_it(client, retracted):
    html = panel(client, retracted[0])
    assert "neither the text nor its pictures and attachments any more" in html
    assert "Still public" not in html


def test_what_another_public_text_shows_is_named_with_it(client, retracted):
    edition, picture, recording = retracted
    factories.scheduled(title="Not public yet", **words(picture, recording))
    assert "Still public" not in panel(client, edition)
    factories.released(title="The other one", **words(picture, recording))
    html = panel(client, edition)
    told = html[html.index("Still public") : html.index("On the record")]
    for file in (picture, recording):
        assert f'href="{file.get_absolute_url()}"' in told
        assert client.get(file.get_absolute_url()).status_code == 200
    assert told.count(">The other one</bdi></a> (English)") == 2
    assert "Not public yet" not in told
    assert "neither the text nor" not in html


def test_a_portrait_of_who_signs_a_public_text_is_named(client, retracted):
    edition, picture, _recording = retracted
    who = factories.released(title="Other").revision.bylines.get().person
    who.portrait = picture
    who.save()
    assert f"as the portrait of <bdi>{who}</bdi>" in panel(client, edition)
