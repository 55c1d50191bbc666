"""One search for all of the desk: what each may see of it, and no more."""

import time
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import workflow
from publications.models import Person
from tests import factories
from tests.people import NAMES, person
from tests.search.test_page import ODD

pytestmark = pytest.mark.django_db

PAGE = "/admin/publications/search/"


def groups(client, typed, name=""):
    if name:
        client.force_login(person(name))
    answer = client.get(PAGE, {"q": typed})
    assert answer.status_code == 200
    return {str(group.heading): group for group in answer.context["groups"]}


def shown(client, typed, name="petra"):
    client.force_login(person(name))
    return client.get(PAGE, {"q": typed}).content.decode()


def one_of_each():
    dara = person("dara")
    picture = factories.described(factories.picture(), alt="A zephyr")
    workflow.note_kept(picture, by=dara)
    recording = factories.attachment("zephyr.mp3")
    edition = factories.draft(title="Zephyrs", body="They blow.")
    somebody = Person.objects.create(slug="zephyr")
    somebody.names.create(language="en", display="Zephyr Halm")
    workflow.note_kept(somebody, by=dara)
    page = workflow.begin_page("wind", "en", title="Zephyr", body="Wind.", by=dara)
    return edition, somebody, picture, recording, page


KINDS = ["Texts", "People", "Pictures", "Attachments", "Pages of the site"]
READING = ["Texts", "Pages of the site"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        *((name, KINDS) for name in ("dara", "tomas", "rhea", "petra")),
        ("hugo", READING),
        ("orla", READING),
        ("admin", ["People"]),
    ],
)
def test_each_role_finds_what_its_lists_hold(client, name, kinds):
    one_of_each()
    found = groups(client, "zephyr", name)
    assert list(found) == kinds
    for group in found.values():
        assert group.total == len(group.rows) == 1
        assert client.get(group.rows[0].address).status_code == 200
        assert client.get(group.all).status_code == 200


def test_who_has_no_role_is_refused(client):
    client.force_login(person("stella"))
    assert client.get(PAGE).status_code == 403
    assert 'class="desk-search"' not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("name", [*NAMES, "admin"])
def test_the_box_stands_at_the_head_of_the_desk(client, name):
    client.force_login(person(name))
    html = client.get("/admin/").content.decode()
    assert f'role="search" action="{PAGE}"' in html


def test_what_is_limited_is_neither_found_nor_counted(client):
    edition, _somebody, picture, recording, _page = one_of_each()
    content = factories.content(
        title="Zephyrs", lead=str(picture.uuid), attachments=(str(recording.uuid),)
    )
    factories.do("save", edition, "dara", content=content)
    workflow.remark(factories.again(edition), "A mistral.", by=person("rhea"))
    assert groups(client, "mistral", "tomas")["Texts"].total == 1
    workflow.limit(edition, by=person("dara"))
    for name in ("tomas", "petra", "hugo", "orla"):
        found = groups(client, "zephyr", name)
        assert not {"Texts", "Pictures"} & set(found), name
        assert groups(client, "mistral", name) == {}
        lists = shown(client, "x", name) and client.get(
            "/admin/publications/edition/?q=zephyr"
        )
        assert "Zephyrs" not in lists.content.decode()
    assert groups(client, "mistral", "dara")["Texts"].total == 1


def test_who_signs_hidden_drafts_alone_is_not_found(client):
    edition = factories.draft()
    assert "People" in groups(client, "Venn", "petra")
    workflow.limit(edition, by=person("dara"))
    assert groups(client, "Venn", "petra") == {}


def test_it_is_said_where_the_words_stand(client):
    edition = factories.draft(title="Rivers", body="Before. " * 60 + "A <b>heron</b>.")
    workflow.remark(edition, "Mention the mistral.", by=person("rhea"))
    html = shown(client, "heron")
    assert "Body:" in html and "<mark>heron</mark>" in html
    html = shown(client, "mistral")
    assert "Remark (Rhea):" in html and "<mark>mistral</mark>" in html
    row = groups(client, "gazette river")
    assert row == {}
    workflow.place(edition, "Kaldar Gazette", by=person("dara"))
    assert "Name on record:" in shown(client, "gazette river")
    assert groups(client, "gazette -river") == {}
    assert '<mark class="x">' not in shown(client, '<mark class="x">')


def test_what_is_over_comes_last_and_more_lead_to_the_list(client):
    old = factories.superseded(title="Zephyr")
    factories.discarded(title="Zephyr")
    drafts = [factories.draft(title=f"Zephyr {n}").pk for n in range(3)]
    rows = groups(client, "zephyr", "petra")["Texts"].rows
    assert [row.stored.pk for row in rows[:3]] == drafts[::-1]
    assert rows[-1].stored == old
    for number in range(8):
        factories.draft(title=f"Zephyr {number}")
    group = groups(client, "zephyr OR «two words»", "petra")["Texts"]
    assert (group.total, len(group.rows)) == (13, 10)
    asked = quote("zephyr OR «two words»", safe="").replace("%20", "+")
    assert group.all == f"/admin/publications/edition/?q={asked}"
    html = client.get(group.all).content.decode()
    assert html.count('<th scope="row">') == group.total


@pytest.mark.parametrize(
    ("typed", "is_there"),
    [
        ("sailing", True),
        ("resume", True),
        ('"sailed in May"', True),
        ('"May sailed"', False),
        ("sailed -may", False),
        ("nothing OR may", True),
        ("大使", True),
        ("大使館", True),
    ],
)
def test_the_list_of_texts_is_searched_in_the_same_way(client, typed, is_there):
    factories.draft(title="Rivers", body="They sailed in May, résumé, 大使馆.")
    client.force_login(person("orla"))
    html = client.get("/admin/publications/edition/", {"q": typed}).content.decode()
    assert ('<table class="texts">' in html) == is_there


def test_lists_of_people_also_find_parts_of_names(client):
    factories.draft()
    client.force_login(person("petra"))
    for typed, is_there in (("ven", True), ("envoys", False), ("ambassadors", True)):
        html = client.get("/admin/publications/person/", {"q": typed}).content.decode()
        assert ("Ada Venn" in html) == is_there, typed


@pytest.mark.parametrize("typed", [*ODD, "rivers " * 1500, '"' * 10_000, "大" * 9_000])
def test_nothing_typed_is_an_error(client, typed):
    factories.draft()
    client.force_login(person("petra"))
    begun = time.process_time()
    assert client.get(PAGE, {"q": typed}).status_code == 200
    assert time.process_time() - begun < 1


def test_what_it_costs(client):
    """Each kind is counted and read, with what belongs to it: 5 kinds. The desk's own
    head asks for the session, the account, its roles, notices and emergencies."""
    one_of_each()
    shown(client, "zephyr")
    with CaptureQueriesContext(connection) as few:
        assert len(groups(client, "zephyr")) == 5
    for number in range(6):
        factories.draft(title=f"Zephyr {number}")
    with CaptureQueriesContext(connection) as many:
        assert groups(client, "zephyr")["Texts"].total == 7
    assert len(many) == len(few) <= 40


def test_a_misspelt_word_is_answered_with_one_that_is_public(client):
    factories.released(body="The museum is open.")
    factories.draft(title="Observatory", body="An observatory is planned.")
    html = shown(client, "musuem")
    assert "Did you mean:" in html and f"{PAGE}?q=museum" in html
    # Of a draft no word is told, though whoever asks may read it.
    assert "Did you mean:" not in shown(client, "observatry")
    assert "Did you mean:" not in shown(client, "museum")
