"""A save over a newer save: yours, theirs and before, to choose from by paragraph."""

import re

import pytest

from tests import factories
from tests.form_fields import fields

from .test_editions import address, shown, sign_in
from .test_keeping import keep, state

pytestmark = pytest.mark.django_db

BEFORE = "The river is old.\n\nThe valley is wide and green.\n\nWe share the water."
MINE = (
    "The river is old and cold.\n\nThe valley is wide and dry.\n\nWe share the water."
)
THEIRS = (
    "The river is old.\n\nThe valley is wide and wet.\n\nWe share the water."
    "\n\nAll of it."
)


@pytest.fixture
def edition():
    return factories.draft(title="Two Rivers", body=BEFORE, summary="About rivers.")


def crossed(client, edition, mine, theirs):
    """Dara saves what she began before Rhea saved; return what she is answered."""
    data = {**fields(shown(sign_in(client, "dara"), edition)), **mine, "_save": ""}
    seen = fields(shown(sign_in(client, "rhea"), edition))
    assert client.post(address(edition), {**seen, **theirs}).status_code == 302
    answer = sign_in(client, "dara").post(address(edition), data)
    assert answer.status_code == 409
    return answer.content.decode()


def parts(html):
    """What each part says of who changed it, and what is chosen of it."""
    found = {}
    for part in re.findall(r'<fieldset class="merging-part.*?</fieldset>', html, re.S):
        legend = re.search(r"<legend>\d+\. (.*?)</legend>", part, re.S)[1]
        field = re.search(r'name="(take-\d+)"', part)[1]
        chosen = re.search(r'value="(\w+)" checked', part)
        found.setdefault(legend, []).append((field, chosen and chosen[1]))
    return found


def typed(html):
    """The form as a browser sends it: of radio buttons, those that are chosen."""
    data = {n: v for n, v in fields(html).items() if not n.startswith("take-")}
    chosen = re.findall(r'name="(take-\d+)" value="(\w+)" checked', html)
    return {**data, **dict(chosen)}


def merge(client, edition, html, **choices):
    data = {**typed(html), **choices, "_merge": "1"}
    return client.post(address(edition), data)


def test_each_part_says_who_changed_it_and_what_is_proposed(client, edition):
    mine = {"body": MINE, "subtitle": "Mine"}
    html = crossed(client, edition, mine, {"body": THEIRS, "title": "Three Rivers"})
    found = parts(html)
    told = {legend: [side for _f, side in rows] for legend, rows in found.items()}
    assert told == {
        "Title: Rhea alone changed this": ["theirs"],
        "Subtitle: you alone changed this": ["yours"],
        "Body: you alone changed this": ["yours"],
        "Body: you and Rhea changed this": [None],
        "Body: Rhea alone changed this": ["theirs"],
    }
    assert "1 paragraph is the same in both." in html
    assert fields(html)["body"] == MINE


@pytest.mark.parametrize(
    ("side", "middle"),
    [
        ("yours", "The valley is wide and dry."),
        ("theirs", "The valley is wide and wet."),
        ("both", "The valley is wide and wet.\n\nThe valley is wide and dry."),
    ],
)
def test_what_is_chosen_stands_in_the_form_and_is_saved(client, edition, side, middle):
    mine = {"body": MINE, "subtitle": "Mine"}
    html = crossed(client, edition, mine, {"body": THEIRS, "title": "Three Rivers"})
    [(field, _none)] = parts(html)["Body: you and Rhea changed this"]
    answer = merge(client, edition, html, **{field: side})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "This is what you chose of the two." in html
    assert state(html) == "Not saved yet"
    data = fields(html)
    whole = (
        f"The river is old and cold.\n\n{middle}\n\nWe share the water.\n\nAll of it."
    )
    assert (data["title"], data["subtitle"]) == ("Three Rivers", "Mine")
    assert data["body"] == whole
    assert edition.revisions.count() == 2
    assert client.post(address(edition), {**data, "_save": ""}).status_code == 302
    saved = factories.again(edition).revision
    assert (saved.title, saved.subtitle, saved.body) == ("Three Rivers", "Mine", whole)


def test_what_both_changed_must_be_chosen(client, edition):
    html = crossed(client, edition, {"body": MINE}, {"body": THEIRS})
    for word in ("", "nobody"):
        [(field, _none)] = parts(html)["Body: you and Rhea changed this"]
        answer = merge(client, edition, html, **{field: word})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Please choose one of these." in html
        assert fields(html)["body"] == MINE
    assert edition.revisions.count() == 2


def test_who_crossed_oneself_reads_of_the_other_tab(client, edition):
    here = fields(shown(sign_in(client, "dara"), edition))
    there = {**here, "body": THEIRS}
    assert client.post(address(edition), there).status_code == 302
    _page, kept = keep(client, edition, body=MINE)
    assert kept.json()["newer"].startswith("You saved at ")
    html = client.post(address(edition), {**here, "body": MINE}).content.decode()
    assert "You have saved this text meanwhile" in html
    assert "you and your other tab changed this" in html
    assert "Dara was faster" not in html.split("<aside")[0]  # the record says it


def test_a_third_save_meanwhile_is_asked_about_anew(client, edition):
    html = crossed(client, edition, {"body": MINE}, {"body": THEIRS})
    [(field, _none)] = parts(html)["Body: you and Rhea changed this"]
    seen = fields(shown(sign_in(client, "petra"), edition))
    client.post(address(edition), {**seen, "title": "Four Rivers"})
    answer = merge(sign_in(client, "dara"), edition, html, **{field: "yours"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Title: Petra alone changed this" in parts(html)
    assert fields(html)["body"] == MINE
    [(field, _none)] = parts(html)["Body: you and Petra changed this"]
    html = merge(client, edition, html, **{field: "yours"}).content.decode()
    assert fields(html)["title"] == "Four Rivers"


def test_who_signs_and_all_else_is_chosen_too(client, edition):
    theirs = {"signatory-0-name": "Bela Kord", "place": "Kaldar"}
    theirs |= {
        "signatory-0-person": "",
        "signatory-0-office": "",
        "byline": "By Bela Kord",
    }
    mine = {"written_on": "2027-01-05", "summary": "Mine."}
    html = crossed(client, edition, mine, theirs)
    assert "Bela Kord" in html
    assert "Who signs: Rhea alone changed this" in parts(html)
    data = fields(merge(client, edition, html).content.decode())
    assert (data["summary"], data["written_on"]) == ("Mine.", "2027-01-05")
    assert (data["place"], data["byline"]) == ("Kaldar", "By Bela Kord")
    assert data["signatory-0-name"] == "Bela Kord"
    answer = client.post(address(edition), {**data, "_save": ""})
    assert answer.status_code == 302
    saved = factories.again(edition).revision
    assert (saved.place, saved.summary) == ("Kaldar", "Mine.")
    assert [byline.name for byline in saved.bylines.all()] == ["Bela Kord"]


def test_an_arabic_text_is_asked_about_in_its_direction(client):
    edition = factories.draft(language="ar", title="نهران", body="النهر القديم واسع")
    mine, theirs = {"body": "النهر القديم ضيق"}, {"body": "النهر الجديد واسع"}
    html = crossed(client, edition, mine, theirs)
    assert '<div class="difference" lang="ar" dir="auto">' in html
    [(field, _none)] = parts(html)["Body: you and Rhea changed this"]
    html = merge(client, edition, html, **{field: "theirs"}).content.decode()
    assert fields(html)["body"] == theirs["body"]
