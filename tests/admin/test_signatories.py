"""Who signs, at the desk: persons and offices proposed, asked about, and kept."""

from datetime import date

import pytest
from django.urls import reverse

from publications import workflow
from publications.admin.signatory_form import SignatoryFormSet
from publications.models import Edition, Person, PersonName
from tests import factories
from tests.form_fields import fields
from tests.people import person as account

from .test_editions import ADD, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(account("dara"))
    return client


@pytest.fixture
def lu() -> Person:
    return somebody("Lu Mei", "lu-mei", "Ambassador of Velmora to Tarsenia")


def somebody(name: str, slug: str, title: str, **days) -> Person:
    person = Person.objects.create(slug=slug)
    PersonName.objects.create(
        person=person,
        language="en",
        honorific="Ms.",
        display=name,
        family=name.split()[0],
        family_first=True,
    )
    post = person.appointments.create(**days)
    post.titles.create(language="en", title=title)
    return person


def row(name: str, number: int = 0, **more) -> dict[str, str]:
    """One signatory as typed: a name, and nothing else unless it is said."""
    values = {"name": name, "honorific": "", "post": "", "role": "author", **more}
    return {f"signatory-{number}-{field}": value for field, value in values.items()}


def save_new(desk, *rows, **changes):
    data = typed(**changes)
    data |= {"signatory-TOTAL_FORMS": str(len(rows))}
    for each in rows:
        data |= each
    return desk.post(ADD, data)


def byline():
    return Edition.objects.get().revision.bylines.get()


def change(desk, **typed_now):
    edition = Edition.objects.get()
    address = reverse("admin:publications_edition_change", args=[edition.pk])
    data = {**fields(desk.get(address).content.decode()), **typed_now, "_save": ""}
    return desk.post(address, data)


def test_a_name_is_enough_and_the_printed_line_is_proposed(desk, lu):
    assert save_new(desk, row("lu mei")).status_code == 302
    made = byline()
    assert made.person == lu
    assert made.post == "Ambassador of Velmora to Tarsenia"
    line = Edition.objects.get().revision.byline
    assert line == "Ms. lu mei, Ambassador of Velmora to Tarsenia"


def test_a_name_much_like_a_known_one_is_asked_about_and_nothing_is_lost(desk, lu):
    answer = save_new(desk, row("Lu Mey"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "“Lu Mey” is not known, but much like: Lu Mei" in html
    assert 'value="Lu Mey"' in html
    assert "One.\n\nTwo." in html
    assert not Edition.objects.exists()
    assert Person.objects.count() == 1


def test_the_same_person_is_chosen_and_the_spelling_known_from_then_on(desk, lu):
    save_new(desk, row("Lu Mey", person=str(lu.uuid)))
    assert (byline().person, byline().name) == (lu, "Lu Mei")
    assert lu.spellings.get().spelling == "Lu Mey"


def test_somebody_new_is_chosen_and_told_of(desk, lu):
    answer = save_new(desk, row("Lu Mey", person="new", post="Envoy"))
    assert byline().person != lu
    html = desk.get(answer.headers["Location"]).content.decode()
    assert "“Lu Mey” was not known" in html
    assert f'href="/admin/publications/person/{byline().person_id}/change/"' in html
    assert "signs without a post" not in html
    row_of_page = html.split('class="signatory"')[1]
    assert "no office: what stands under “Post” is printed as it is" in row_of_page


@pytest.mark.parametrize(
    ("more", "is_asked"),
    [({}, True), ({"capacity": "personal"}, False), ({"role": "translator"}, False)],
)
def test_whom_nobody_knew_is_asked_for_a_post(desk, more, is_asked):
    answer = save_new(desk, row("Oro Venk", **more))
    html = desk.get(answer.headers["Location"]).content.decode()
    assert ("“Oro Venk” signs without a post." in html) is is_asked


def test_of_two_people_with_one_name_one_is_chosen(desk, lu):
    other = somebody("Lu Mei", "lu-mei-2", "Consul General of Velmora")
    html = save_new(desk, row("Lu Mei")).content.decode()
    assert "More than one person is called “Lu Mei”" in html
    assert "Consul General of Velmora" in html
    assert save_new(desk, row("Lu Mei", person=str(other.uuid))).status_code == 302
    assert byline().person == other


def test_a_name_typed_over_anothers_takes_their_office_away(desk, lu):
    halvik = somebody("Oren Halvik", "oren-halvik", "Counsellor of Velmora")
    save_new(desk, row("Lu Mei"))
    assert change(desk, **{"signatory-0-name": "Oren Halvik"}).status_code == 302
    made = byline()
    assert (made.person, made.post) == (halvik, "Counsellor of Velmora")


def test_a_name_typed_over_anothers_that_nobody_has_is_asked_about(desk, lu):
    save_new(desk, row("Lu Mei"))
    html = change(desk, **{"signatory-0-name": "Tessa Quorn"}).content.decode()
    assert "is this still Lu Mei?" in html
    assert byline().person == lu


def test_saving_again_without_a_change_stores_nothing(desk, lu):
    save_new(desk, row("Lu Mei"))
    change(desk)
    assert Edition.objects.get().revision.number == 1


def test_signatories_stand_in_the_order_given(desk, lu):
    somebody("Oren Halvik", "oren-halvik", "Counsellor")
    save_new(
        desk,
        row("Lu Mei", 0, ORDER="2"),
        row("Oren Halvik", 1, ORDER="1"),
    )
    signed = Edition.objects.get().revision.bylines.values_list("name", flat=True)
    assert list(signed) == ["Oren Halvik", "Lu Mei"]


def test_another_office_brings_its_own_title(desk, lu):
    post = lu.appointments.create(begins_on=date(2030, 1, 1))
    post.titles.create(language="en", title="Special Envoy of Velmora")
    save_new(desk, row("Lu Mei"), written_on="2025-05-06")
    change(desk, **{"signatory-0-office": str(post.pk)})
    made = byline()
    assert (made.appointment, made.post) == (post, "Special Envoy of Velmora")


def test_an_office_not_held_that_day_is_warned_of_and_its_reason_kept(desk):
    somebody("Lu Mei", "lu", "Ambassador of Velmora", begins_on=date(2025, 6, 1))
    rows = row("Lu Mei", post="Ambassador of Velmora")
    answer = save_new(desk, rows, written_on="2025-05-06")
    html = desk.get(answer.headers["Location"]).content.decode()
    assert "this office was not held on the day of writing" in html
    reason = "Signed as designate."
    assert change(desk, **{"signatory-0-reason": reason}).status_code == 302
    assert byline().reason == reason


def test_the_second_mention_is_shown_to_who_writes(desk, lu):
    answer = save_new(desk, row("Lu Mei"))
    html = desk.get(answer.headers["Location"]).content.decode()
    assert "When named again in the text: Ms. Lu" in html


def test_a_text_signed_in_a_personal_capacity_says_so(desk, lu):
    save_new(desk, row("Lu Mei", capacity="personal"))
    assert byline().capacity == "personal"


def test_only_a_speech_is_delivered(desk, lu):
    answer = save_new(desk, row("Lu Mei"), fidelity="drafted")
    assert "Only a speech is delivered" in answer.content.decode()
    kept = {"kind": "speech", "fidelity": "drafted", "event": "Opening"}
    assert save_new(desk, row("Lu Mei", role="speaker"), **kept).status_code == 302
    revision = Edition.objects.get().revision
    assert (revision.fidelity, revision.event) == ("drafted", "Opening")


def test_people_known_from_a_hidden_draft_alone_are_not_told_of(desk):
    hidden = factories.draft(
        by="rhea", signatories=(workflow.Signatory("Oren Halvik", "", "Envoy"),)
    )
    workflow.limit(hidden, by=account("rhea"))
    html = save_new(desk, row("Oren Halvic")).content.decode()
    assert "Oren Halvik" not in html


@pytest.mark.parametrize("value", ["9" * 400, "x", "None", "-1"])
def test_an_office_that_there_is_not_is_refused_in_words(desk, lu, value):
    answer = save_new(desk, row("Lu Mei", office=value, person="nonsense"))
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()


def test_whoever_signs_without_the_office_held_is_told_of(desk, lu):
    french = save_new(desk, row("Lu Mei"), language="fr")
    html = desk.get(french.headers["Location"]).content.decode()
    assert "its title is not entered in this language" in html
    lu.appointments.create().titles.create(language="en", title="Observer")
    both = save_new(desk, row("Lu Mei"))
    html = desk.get(both.headers["Location"]).content.decode()
    assert "Lu Mei holds more than one office" in html


@pytest.mark.parametrize("bad", ["\0", "\ud800", "x" * 6000])
def test_a_name_that_can_not_be_stored_is_refused_before_it_is_looked_up(desk, bad):
    """PostgreSQL fails at the question already."""
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-name": f"Lu{bad}"}
    more = {"people": Person.objects.all(), "language": "en", "day": None}
    assert not SignatoryFormSet(rows, form_kwargs=more).is_valid()
