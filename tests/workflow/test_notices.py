"""Who is told of what: never oneself, never somebody whom the circle leaves out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group

from publications import workflow
from publications.models import (
    Admission,
    ApprovalLink,
    Delivery,
    Edition,
    Notice,
    Person,
    Withdrawal,
)
from publications.workflow import notices
from publications.workflow.act import Act
from tests import factories
from tests.people import NAMES, person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CLEARERS = {"rhea", "ruben", "petra", "hugo"}


@pytest.fixture(autouse=True)
def everybody():
    for name in (*NAMES, "stella", "admin"):
        person(name)
    # Somebody else who releases: `petra` does so herself.
    second = person("pavla")
    second.groups.add(Group.objects.get(name="Publisher"))


@pytest.fixture
def edition():
    made = factories.in_review()
    forget()
    return made


def forget():
    Notice.objects.all().delete()
    Delivery.objects.all().delete()


def act(edition, by="petra", note="", at=AT):
    return Act(edition, person(by), at, note)


def told(event) -> set[str]:
    """Who was told, at the desk and by mail alike."""
    at_desk = Notice.objects.filter(event=event)
    names = set(at_desk.values_list("account__username", flat=True))
    mailed = Delivery.objects.filter(event=event).values_list("recipient", flat=True)
    assert sorted(mailed) == sorted(f"{name}@mission.example" for name in names)
    assert at_desk.count() == len(names)
    return names


def correction(edition, change="correction"):
    """A new edition of a live original, ready to be told of."""
    second = factories.do("revise", edition, "dara")
    forget()
    second.live_from, second.change = AT, change
    second.public_note = "A date was wrong."
    return second


@pytest.mark.parametrize(
    ("event", "by", "expected"),
    [
        ("review_requested", "dara", CLEARERS | {"pavla"}),
        ("review_requested", "rhea", (CLEARERS | {"pavla"}) - {"rhea"}),
        ("returned", "rhea", {"dara"}),
        ("approved", "rhea", {"dara", "petra", "pavla"}),
        ("scheduled", "petra", {"dara"}),
        ("unscheduled", "petra", {"dara", "pavla"}),
        ("released", "petra", {"dara"}),
        (
            "released_in_emergency",
            "petra",
            (CLEARERS | {"dara", "pavla", "orla"}) - {"petra"},
        ),
    ],
)
def test_an_act_is_told_to_those_whom_it_concerns(edition, event, by, expected):
    getattr(notices, event)(act(edition, by))
    assert told(event) == expected


def test_a_notice_says_who_what_and_why(edition):
    notices.returned(act(edition, "rhea", note="Please shorten."))
    notice, letter = Notice.objects.get(), Delivery.objects.get()
    assert (notice.edition, notice.actor_name, notice.note, notice.at) == (
        edition,
        "Rhea",
        "Please shorten.",
        AT,
    )
    assert (letter.edition, letter.due_at, letter.secret) == (edition, AT, False)
    for said in ("By: Rhea", "Please shorten.", "Two Rivers", "/admin/publications/"):
        assert said in letter.body
        assert said.removeprefix("By: ") in letter.html


def test_each_is_told_in_the_own_language_and_others_in_the_sites(edition, settings):
    settings.LANGUAGE_CODE = "fr"
    for name, language in (("rhea", "ar"), ("hugo", "tlh")):
        account = person(name)
        account.language = language
        account.save()
    notices.review_requested(act(edition, "dara"))
    subjects = dict(Delivery.objects.values_list("recipient", "subject"))
    assert subjects["rhea@mission.example"].startswith("طلب مراجعة")
    for name in ("hugo", "petra"):
        assert subjects[f"{name}@mission.example"].startswith("Relecture demandée")


def test_due_date_and_priority_are_told_while_a_text_is_open(edition):
    edition.due_on, edition.priority = AT.date(), 2
    notices.review_requested(act(edition, "dara"))
    letter = Delivery.objects.first()
    assert "Due on: 20 November 2026\nPriority: Urgent\n" in letter.body
    forget()
    edition.stage, edition.live_from = "released", AT
    notices.released(act(edition))
    assert "Urgent" not in Delivery.objects.get().body


def test_who_left_who_has_no_role_and_who_has_no_address_get_no_mail(edition):
    gone, without = person("ruben"), person("hugo")
    gone.is_active, without.email = False, ""
    gone.save()
    without.save()
    person("rhea").groups.clear()
    notices.review_requested(act(edition, "dara"))
    mailed = set(Delivery.objects.values_list("recipient", flat=True))
    assert mailed == {"petra@mission.example", "pavla@mission.example"}
    at_desk = set(Notice.objects.values_list("account__username", flat=True))
    assert at_desk == {"petra", "pavla", "hugo"}


def test_whoever_submitted_a_text_is_told_like_its_writers():
    edition = factories.do("submit", factories.draft(), "rhea")
    forget()
    notices.returned(act(edition))
    assert told("returned") == {"dara", "rhea"}


def test_a_writer_who_reads_the_desk_no_more_is_told_nothing(edition):
    person("dara").groups.clear()
    notices.returned(act(edition, "rhea"))
    assert told("returned") == set()


def test_only_the_circle_of_a_limited_text_is_told_until_it_is_public(edition):
    publication = edition.text.publication
    publication.limited = True
    publication.save()
    reviewers = Group.objects.get(name="Reviewer")
    Admission.objects.create(publication=publication, group=reviewers)
    Admission.objects.create(publication=publication, account=person("pavla"))
    notices.released_in_emergency(act(edition))
    names = told("released_in_emergency")
    assert names == {"rhea", "ruben", "pavla"}
    for name in NAMES:
        seen = Edition.objects.visible_to(person(name), AT).filter(pk=edition.pk)
        assert seen.exists() or name not in names
    forget()
    edition.live_from = AT
    notices.released_in_emergency(act(edition))
    assert {"orla", "hugo"} <= told("released_in_emergency")


def test_the_number_of_queries_does_not_grow_with_the_recipients(
    edition, django_assert_num_queries
):
    # One each: who is told, their notices, their letters.
    for number in range(12):
        person(f"r{number}").groups.add(Group.objects.get(name="Reviewer"))
    submitted = act(edition, "dara")
    with django_assert_num_queries(3):
        notices.review_requested(submitted)
    assert Delivery.objects.count() == 17


def test_taking_down_is_told_without_the_private_note():
    edition = factories.released()
    notice = {"outcome": "retracted", "reason": "rights", "public_note": "See us."}
    edition.text.editions.filter(pk=edition.pk).update(live_until=factories.soon())
    Withdrawal.objects.create(
        edition=edition, entered_at=AT, entered_by=person("petra"), **notice
    )
    forget()
    notices.taken_down(act(edition, note="A letter from their lawyer."))
    assert told("taken_down") == {"dara", "pavla"}
    letter = Delivery.objects.first()
    assert "What readers find: Retracted" in letter.body
    assert "See us." in letter.body
    assert "lawyer" not in letter.body + letter.html
    assert not Notice.objects.filter(note__contains="lawyer").exists()


@pytest.mark.parametrize("change", ["clarification", "correction", "update"])
def test_translators_are_told_that_an_original_reads_otherwise(change):
    first = factories.released()
    other = workflow.translate(first, "az", "courtesy", by=person("ruben"))
    body = factories.content(title="İki çay", body="Mətn.")
    factories.do("save", other, "ruben", content=body)
    for role in ("Drafter", "Reviewer", "Publisher", "Head of Mission"):
        permissions = Group.objects.get(name=role).permissions
        permissions.remove(*permissions.filter(codename="translate"))
    notices.original_changed(act(correction(first, change)))
    assert told("original_changed") == {"tomas", "ruben"}
    assert "A date was wrong." in Delivery.objects.first().body


@pytest.mark.parametrize("odd", ["technical", "", "first", "a translation"])
def test_translators_are_left_in_peace_where_nothing_asks_for_a_look(odd):
    second = correction(factories.released())
    if odd == "first":
        second.begun_from = None
    elif odd == "a translation":
        second.text.relation = "courtesy"
    else:
        second.change = odd
    notices.original_changed(act(second))
    assert told("original_changed") == set()


def test_what_an_original_will_say_is_told_at_its_moment(edition):
    second = correction(factories.released())
    second.live_from = AT + timedelta(days=2)
    notices.original_changed(act(second))
    assert {d.due_at for d in Delivery.objects.all()} == {second.live_from}


@pytest.mark.parametrize(("hours", "due"), [(48, 45), (2, 0)])
def test_a_warning_comes_some_hours_before_but_never_in_the_past(edition, hours, due):
    edition.live_from = AT + timedelta(hours=hours)
    notices.warn_before_release(act(edition))
    assert told("about_to_be_released") == {"dara", "pavla", "petra"}
    moments = {AT + timedelta(hours=due)}
    assert set(Delivery.objects.values_list("due_at", flat=True)) == moments
    assert set(Notice.objects.values_list("at", flat=True)) == moments
    assert set(Delivery.objects.values_list("created_at", flat=True)) == {AT}


def test_what_waits_for_its_outlet_alone_gives_no_warning(edition):
    notices.warn_before_release(act(edition))
    assert told("about_to_be_released") == set()


def test_warnings_are_dropped_but_for_what_has_reached_somebody(edition):
    edition.live_from = AT + timedelta(hours=48)
    notices.warn_before_release(act(edition))
    notices.scheduled(act(edition))
    Delivery.objects.filter(recipient__startswith="dara").update(delivered_at=AT)
    Notice.objects.filter(account=person("pavla")).update(seen_at=AT)
    notices.drop_warnings(edition)
    left = Delivery.objects.filter(event="about_to_be_released")
    assert [d.recipient for d in left] == ["dara@mission.example"]
    left = Notice.objects.filter(event="about_to_be_released")
    assert [n.account for n in left] == [person("pavla")]
    assert told("scheduled") == {"dara"}


@pytest.mark.parametrize(("language", "head"), [("az", "Təsdiqiniz"), ("tlh", "Your")])
def test_a_link_is_mailed_once_in_the_texts_language_and_is_secret(language, head):
    edition = factories.in_review()
    edition.text.language = language
    forget()
    link = ApprovalLink(
        edition=edition,
        revision=edition.revision,
        person=Person.objects.first(),
        capacity="principal",
        name="Ada Venn",
        office="Ambassador",
        email="ada@home.example",
        expires_at=AT + timedelta(hours=72),
    )
    notices.link_sent(link, "to-ken", act(edition, "rhea"))
    letter = Delivery.objects.get()
    assert (letter.recipient, letter.secret) == ("ada@home.example", True)
    assert letter.subject.startswith(head)
    assert letter.edition == edition
    address = "https://press.example/approve/to-ken/"
    for said in ("Rhea", "Two Rivers, One Valley", "Ada Venn, Ambassador", address):
        assert said in letter.body
        assert said in letter.html
    assert "23" in letter.body  # valid until then
    assert not Notice.objects.exists()


def test_a_link_says_what_it_is_for_and_that_opening_it_changes_nothing():
    edition = factories.in_review()
    forget()
    link = ApprovalLink(
        capacity="principal", name="Ada Venn", email="a@b.example", expires_at=AT
    )
    notices.link_sent(link, "to-ken", act(edition, "rhea"))
    body = Delivery.objects.get().body
    assert "Opening the page changes nothing." in body
    assert "In the capacity of: Head of mission\n" in body
    assert "Requested by: Rhea\n" in body
    assert "Valid until: UTC (mission): 20 November 2026, 09:00\n" in body


def test_a_changed_zone_is_told_to_publishers_once_for_each_moment(edition):
    edition.live_from = AT + timedelta(hours=48)
    edition.wall_time, edition.wall_zone = "2026-11-22T13:00", "Asia/Baku"
    notices.zone_changed(edition, AT)
    notices.zone_changed(edition, AT + timedelta(hours=1))
    assert told("zone_changed") == {"petra", "pavla"}
    assert Delivery.objects.filter(key=f"zone:{edition.pk}:2026-11-22T09:00Z").exists()
    edition.live_from += timedelta(days=1)
    notices.zone_changed(edition, AT)
    assert Delivery.objects.count() == 4
