"""Posts at the desk: dates as far as known, several states, doubts asked about."""

from datetime import date

import pytest

from publications.models import Appointment, AuditEntry, Person, PersonName
from tests.people import person as account

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/appointment/add/"


def somebody(name="Lu Mei", slug="lu-mei") -> Person:
    person, made = Person.objects.get_or_create(slug=slug)
    if made:
        PersonName.objects.create(person=person, language="en", display=name)
    return person


def enter(client, person=None, address=ADD, **changes):
    client.force_login(account("dara"))
    data = {
        "person": (person or somebody()).pk,
        "rank": "ambassador",
        "capacity": "full",
        "sending_state": "Velmora",
        "ordinal": "10",
        "begins_on": "2025-02",
        "arrived_on": "2025-04-15",
        "ends_on": "",
        "titles-TOTAL_FORMS": "1",
        "titles-INITIAL_FORMS": "0",
        "titles-0-language": "en",
        "titles-0-title": "Ambassador of Velmora",
        "accreditations-TOTAL_FORMS": "2",
        "accreditations-INITIAL_FORMS": "0",
        "accreditations-0-receiving_state": "Tarsenia",
        "accreditations-0-credentials_on": "2025-04-18",
        "accreditations-1-receiving_state": "Ostravia",
        "accreditations-1-credentials_on": "2025",
        **changes,
    }
    return client.post(address, data)


def test_a_post_is_kept_with_dates_as_far_as_they_are_known(client):
    assert enter(client).status_code == 302
    post = Appointment.objects.get()
    assert (str(post.begins), str(post.arrived), post.ends) == (
        "2025-02",
        "2025-04-15",
        None,
    )
    assert (post.begins_on, post.ordinal) == (date(2025, 2, 1), 10)
    told = {a.receiving_state: str(a.credentials) for a in post.accreditations.all()}
    assert told == {"Tarsenia": "2025-04-18", "Ostravia": "2025"}
    assert "Tarsenia" in AuditEntry.objects.get(act="keep").details


def test_what_was_entered_is_shown_as_it_was_entered(client):
    enter(client)
    address = ADD.replace("add", str(Appointment.objects.get().pk)) + "change/"
    html = client.get(address).content.decode()
    for value in ("2025-02", "2025-04-15", "2025-04-18", "2025"):
        assert f'value="{value}"' in html


def test_an_end_known_to_the_year_is_its_last_day(client):
    enter(client, ends_on="2027")
    post = Appointment.objects.get()
    assert (post.ends_on, str(post.ends)) == (date(2027, 12, 31), "2027")
    assert post.is_held_on(date(2027, 6, 1))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("begins_on", "2025-02-31", "There is no 2025-02-31 in the calendar."),
        ("accreditations-0-credentials_on", "2025-02-31", "no 2025-02-31"),
        ("arrived_on", "in spring", "Write a day as 2025-04-15"),
        ("ends_on", "2024", "can&#x27;t end before it begins"),
        ("sending_state", "Vel\x00mora", "Null characters"),
        ("sending_state", "Vel\x0bmora", "U+000B"),
    ],
)
def test_what_cant_be_is_said_in_words(client, field, value, sentence):
    answer = enter(client, **{field: value})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Appointment.objects.exists()


DOUBTS = [
    ({"arrived_on": "2025-01-31"}, "arrival lies before the appointment"),
    ({"ends_on": "2025-03"}, "arrival lies after the end"),
    (
        {"accreditations-0-credentials_on": "2025-04-01"},
        "credentials in Tarsenia lie before",
    ),
    ({"capacity": "designate"}, "no longer a designate"),
]


@pytest.mark.parametrize(("changes", "sentence"), DOUBTS)
def test_dates_that_make_no_sense_are_asked_about(client, changes, sentence):
    answer = enter(client, **changes)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert enter(client, **changes, is_sure="on").status_code == 302


def test_two_holders_of_one_post_are_asked_about(client):
    enter(client, somebody("Oren Halvik", "oren"), ends_on="2025-04-30")
    answer = enter(client)
    html = answer.content.decode()
    assert "Oren Halvik holds the same post at the same time" in html
    assert "Oren Halvik is entered as number 10 already" in html
    assert enter(client, is_sure="on").status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"begins_on": "2025-04-30", "arrived_on": "", "ordinal": "11"},
        {"rank": "consul_general"},
        {"capacity": "interim"},
        {"sending_state": "Ostravia"},
        {
            "accreditations-0-receiving_state": "Marland",
            "accreditations-1-receiving_state": "",
            "accreditations-1-credentials_on": "",
        },
    ],
)
def test_posts_that_may_well_be_held_at_once_raise_no_question(client, changes):
    enter(client, somebody("Oren Halvik", "oren"), ends_on="2025-04-30")
    changes = {
        "accreditations-0-credentials_on": "",
        "accreditations-1-credentials_on": "",
        **changes,
    }
    assert enter(client, **changes).status_code == 302


def test_who_leads_the_mission_is_entered_by_administrators_alone(client):
    enter(client, leads="head")
    assert Appointment.objects.get().leads == ""


class TestLeading:
    """Whose post leads the mission from when to when is for administrators alone."""

    @pytest.fixture
    def post(self):
        post = somebody().appointments.create(
            leads="head", begins_on=date(2025, 2, 1), rank="ambassador"
        )
        post.titles.create(language="en", title="Ambassador of Velmora")
        return post

    def change(self, client, post, name, **typed):
        client.force_login(account(name))
        title = post.titles.get()
        data = {
            "rank": "ambassador",
            "capacity": "full",
            "titles-TOTAL_FORMS": "1",
            "titles-INITIAL_FORMS": "1",
            "titles-0-id": title.pk,
            "titles-0-appointment": post.pk,
            "titles-0-language": "en",
            "titles-0-title": "Ambassador of Velmora to Tarsenia",
            "accreditations-TOTAL_FORMS": "0",
            "accreditations-INITIAL_FORMS": "0",
            **typed,
        }
        address = ADD.replace("add", str(post.pk)) + "change/"
        assert client.post(address, data).status_code == 302
        post.refresh_from_db()

    def test_an_editor_moves_no_day_of_it(self, client, post):
        self.change(client, post, "dara", ends_on="2025-03-01", begins_on="2030")
        assert (post.ends_on, post.begins_on) == (None, date(2025, 2, 1))
        assert post.titles.get().title == "Ambassador of Velmora to Tarsenia"

    def test_an_administrator_does(self, client, post):
        person = {"person": post.person_id, "leads": "head", "begins_on": "2025-02-01"}
        self.change(client, post, "admin", ends_on="2025-03-01", **person)
        assert post.ends_on == date(2025, 3, 1)


def test_what_was_asked_about_once_is_not_asked_again(client):
    assert enter(client, arrived_on="2025-01-31", is_sure="on").status_code == 302
    post = Appointment.objects.get()
    title, states = post.titles.get(), post.accreditations.order_by("pk")
    rows = {"accreditations-INITIAL_FORMS": "2", "titles-INITIAL_FORMS": "1"}
    rows |= {"titles-0-id": title.pk, "titles-0-appointment": post.pk}
    for number, state in enumerate(states):
        rows[f"accreditations-{number}-id"] = state.pk
        rows[f"accreditations-{number}-appointment"] = post.pk
    data = {"arrived_on": "2025-01-31", "titles-0-title": "Another title", **rows}
    address = ADD.replace("add", str(post.pk)) + "change/"
    assert enter(client, address=address, **data).status_code == 302
    assert post.titles.get().title == "Another title"
    moved = enter(client, address=address, **{**data, "arrived_on": "2025-01-30"})
    assert "arrival lies before" in moved.content.decode()


def test_a_post_needs_no_receiving_state(client):
    nowhere = {
        f"accreditations-{n}-{field}": ""
        for n in (0, 1)
        for field in ("receiving_state", "credentials_on")
    }
    assert enter(client, **nowhere).status_code == 302


def test_a_title_that_would_turn_a_page_is_refused_at_its_field(client):
    answer = enter(client, **{"titles-0-title": "Ambassador\u202e of Velmora"})
    assert "U+202E" in answer.content.decode()
    assert not Appointment.objects.exists()
