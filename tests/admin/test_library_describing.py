"""Describing many pictures at once, in one language, beside others who do the same."""

import re

import pytest

from publications import workflow
from publications.models import AuditEntry, Image
from tests import factories
from tests.people import person

from .test_library import row

pytestmark = pytest.mark.django_db

DESCRIBE = "/admin/publications/image/describe/"


@pytest.fixture
def dara(client):
    client.force_login(person("dara"))
    return client


def say(image, *, shown_before=("", False, "", ""), **words):
    """What the page sends of one picture: as it was shown, and as it is typed."""
    alt, decorative, caption, credit = shown_before
    known = {"alt": alt, "decorative": decorative, "caption": caption, "credit": credit}
    data = {}
    for name, value in known.items():
        data[f"initial-picture-{image.pk}-{name}"] = str(value) if value else ""
        if sent := words.get(name, value):
            data[f"picture-{image.pk}-{name}"] = sent
    return data


def test_many_are_described_in_one_go(dara):
    one, two, three = row("one"), row("two"), row("three")
    page = f"{DESCRIBE}?of={one.pk},{two.pk},{three.pk},999,x&language=fr"
    html = dara.get(page).content.decode()
    assert html.count('class="module described"') == 3
    hidden = re.findall(r'<input type="hidden" name="initial-[^>]*>', html)
    assert len(hidden) == 12
    assert not any("aria-describedby" in each for each in hidden)
    assert 'lang="fr"' in html
    data = say(one, alt="Une rivière", credit="N. Arden") | say(two, decorative="on")
    answer = dara.post(page, {**data, **say(three), "credit_for_all": "L. Orvane"})
    assert answer.headers["Location"] == "/admin/publications/image/"
    stored = {
        image.name: (w.alt, w.decorative, w.credit)
        for image in (one, two, three)
        for w in image.words.filter(language="fr")
    }
    assert stored == {
        "one": ("Une rivière", False, "N. Arden"),
        "two": ("", True, "L. Orvane"),
        "three": ("", False, "L. Orvane"),
    }
    assert AuditEntry.objects.filter(act="keep").count() == 3


def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_is_there(dara):
    one, two = row("one"), row("two")
    data = say(one, alt="A river") | say(two, alt="A hall", decorative="on")
    answer = dara.post(f"{DESCRIBE}?of={one.pk},{two.pk}", data)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "Either a text alternative or decorative, not both." in html
    assert "A river" in html
    assert not one.words.exists()


def test_only_what_was_typed_is_stored_where_somebody_was_faster(dara):
    image = row()
    factories.described(image, alt="Typed by somebody else", caption="Theirs")
    data = say(image, credit="N. Arden")  # the page had been empty
    dara.post(f"{DESCRIBE}?of={image.pk}&language=en", data)
    words = image.words.get()
    assert (words.alt, words.caption) == ("Typed by somebody else", "Theirs")
    assert words.credit == "N. Arden"
    dara.post(f"{DESCRIBE}?of={image.pk}&language=en", say(image, decorative="on"))
    words.refresh_from_db()
    assert (words.alt, words.decorative) == ("", True)


def test_it_goes_on_in_another_language(dara):
    image = row()
    data = say(image, alt="A river")
    answer = dara.post(f"{DESCRIBE}?of={image.pk}", {**data, "following": "ar"})
    there = f"{DESCRIBE}?of={image.pk}&language=ar"
    assert answer.headers["Location"] == there
    assert 'dir="rtl"' in dara.get(there).content.decode()


def test_without_any_asked_for_those_are_shown_that_one_has_added(dara):
    row("mine")
    row("theirs", by="rhea")
    factories.described(row("described"))
    html = dara.get(DESCRIBE).content.decode()
    assert html.count('class="module described"') == 1
    assert "mine" in html
    Image.objects.all().delete()
    assert "There is nothing to describe here." in dara.get(DESCRIBE).content.decode()


def test_nobody_describes_what_they_dont_see(client):
    image = factories.picture()
    workflow.limit(factories.draft(lead=str(image.uuid)), by=person("dara"))
    client.force_login(person("rhea"))
    client.post(f"{DESCRIBE}?of={image.pk}", say(image, alt="Mine"))
    assert not image.words.exists()
    client.force_login(person("hugo"))
    assert client.get(DESCRIBE).status_code == 403
