"""People at the desk: names, spellings, portrait, and who is never removed."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from publications.models import AuditEntry, Person, PersonName
from tests import factories
from tests.people import person as account

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/person/add/"


def typed(**changes):
    data = {
        "slug": "lu-mei",
        "original_name": "",
        "original_language": "",
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        "names-0-language": "en",
        "names-0-honorific": "Ms.",
        "names-0-display": "Lu Mei",
        "names-0-family": "Lu",
        "names-0-given": "Mei",
        "names-0-family_first": "on",
        "spellings-TOTAL_FORMS": "1",
        "spellings-INITIAL_FORMS": "0",
        "spellings-0-spelling": "Lu Mey",
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "0",
        "links-0-url": "https://ministry.example/lu-mei",
        "appointments-TOTAL_FORMS": "0",
        "appointments-INITIAL_FORMS": "0",
    }
    return {**data, **changes}


def enter(client, name="dara", **changes):
    client.force_login(account(name))
    return client.post(ADD, typed(**changes))


def change_of(person: Person) -> str:
    return reverse("admin:publications_person_change", args=[person.pk])


def test_a_person_is_entered_with_all_that_is_known_and_it_is_on_the_record(client):
    assert enter(client).status_code == 302
    person = Person.objects.get()
    name = person.names.get()
    assert (name.listed, name.second_mention) == ("Lu Mei", "Ms. Lu")
    assert Person.objects.called("lu mey").get() == person
    entry = AuditEntry.objects.get(act="keep")
    for told in ("lu-mei", "Lu Mey", "ministry.example", '"what": "person"'):
        assert told in entry.details


def test_the_list_shows_names_as_they_are_sorted(client):
    enter(client)
    html = client.get("/admin/publications/person/").content.decode()
    assert "Ms. Lu" in html
    assert client.get("/admin/publications/person/?q=lu+mey").content.count(b"Lu Mei")


def test_a_second_person_of_one_name_is_asked_about(client):
    enter(client)
    answer = enter(client, slug="lu-mei-2", **{"spellings-0-spelling": ""})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "There is a Lu Mei already (lu-mei)" in html
    assert 'value="Lu Mei"' in html  # what was typed is there
    twice = {"slug": "lu-mei-2", "is_somebody_else": "on"}
    assert enter(client, **twice).status_code == 302
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("links-0-url", "javascript:alert(1)", "valid URL"),
        ("links-0-url", "ftp://x.example/a", "valid URL"),
        ("names-0-display", "Lu\x0bMei", "U+000B"),
        ("original_name", "陆\u202e梅", "U+202E"),
        ("names-0-biography", "A\u2066b", "U+2066"),
        ("spellings-0-spelling", "Lu\u202aMey", "U+202A"),
        ("original_language", "not a tag", "no language tag"),
        ("slug", "lu mei", "valid “slug”"),
    ],
)
def test_what_cant_be_stored_is_said_at_its_field(client, field, value, sentence):
    answer = enter(client, **{field: value})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Person.objects.exists()


def test_a_name_much_like_a_known_one_is_asked_about(client):
    enter(client)
    swapped = {"names-0-display": "Mei Lu", "spellings-0-spelling": ""}
    answer = enter(client, slug="mei-lu", **swapped)
    assert "There is a Lu Mei already" in answer.content.decode()


def test_the_address_is_made_from_the_name_and_numbered(client):
    enter(client, slug="")
    enter(client, slug="", is_somebody_else="on")
    slugs = Person.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["lu-mei", "lu-mei-2"]


def test_a_portrait_is_taken_in_and_a_file_that_is_none_refused(client):
    out = io.BytesIO()
    Pillow.new("RGB", (30, 40), "navy").save(out, "PNG")
    file = SimpleUploadedFile("a.html", out.getvalue())
    assert enter(client, new_portrait=file).status_code == 302
    assert Person.objects.get().portrait.extension == "jpg"
    bad = SimpleUploadedFile("a.png", b"<script>")
    answer = enter(client, slug="other", is_somebody_else="on", new_portrait=bad)
    assert answer.status_code == 200
    assert "“a.png”: This is not a picture" in answer.content.decode()
    assert Person.objects.count() == 1


def test_a_portrait_stays_chosen_where_something_else_is_wrong(client):
    out = io.BytesIO()
    Pillow.new("RGB", (30, 40), "navy").save(out, "PNG")
    file = SimpleUploadedFile("a.png", out.getvalue())
    html = enter(client, slug="not a slug", new_portrait=file).content.decode()
    assert "need not be chosen again" in html
    taken = re.search(r'name="taken_portrait" value="([^"]+)"', html)[1]
    assert not Person.objects.exists()
    assert enter(client, taken_portrait=taken).status_code == 302
    assert str(Person.objects.get().portrait.uuid) == taken


class TestRemoving:
    def remove(self, client, person, name="dara"):
        client.force_login(account(name))
        address = reverse("admin:publications_person_delete", args=[person.pk])
        return client.post(address, {"post": "yes"}, follow=True)

    def test_whoever_signed_a_released_text_stays_and_it_is_said_why(self, client):
        person = factories.released().revision.bylines.get().person
        answer = self.remove(client, person)
        assert "has signed a text, and stays" in answer.content.decode()
        assert Person.objects.filter(pk=person.pk).exists()

    def test_whoever_was_entered_by_mistake_goes(self, client):
        enter(client)
        self.remove(client, Person.objects.get())
        assert not Person.objects.exists()
        assert AuditEntry.objects.filter(act="remove").exists()

    def test_nobody_else_removes(self, client):
        enter(client)
        assert self.remove(client, Person.objects.get(), "orla").status_code == 403
        assert Person.objects.exists()


def test_the_address_of_a_public_page_stays(client):
    client.force_login(account("dara"))
    released = factories.released().revision.bylines.get().person
    assert 'name="slug"' not in client.get(change_of(released)).content.decode()
    draft = Person.objects.create(slug="new")
    PersonName.objects.create(person=draft, language="en", display="New")
    assert 'name="slug"' in client.get(change_of(draft)).content.decode()


def test_only_administrators_enter_the_address_for_approvals(client):
    enter(client, approval_email="evil@example.org")
    assert Person.objects.get().approval_email == ""


def test_a_letter_that_only_looks_right_is_told_of_and_stored(client):
    answer = enter(client, **{"names-0-display": "Lu Me\u0456"})
    assert Person.objects.get()
    html = client.get(answer.headers["Location"]).content.decode()
    assert "U+0456" in html
