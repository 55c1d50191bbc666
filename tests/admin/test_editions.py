"""The writing page, asked as its users ask it and as strangers do."""

import re

import pytest
from django.urls import reverse

from publications.models import AuditEntry, Edition, Placement, Stage
from tests import factories
from tests.form_fields import fields
from tests.people import person

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/edition/add/"
LIST = "/admin/publications/edition/"


def address(edition):
    return reverse("admin:publications_edition_change", args=[edition.pk])


def sign_in(client, name):
    client.force_login(person(name))
    return client


def shown(client, edition):
    return client.get(address(edition)).content.decode()


def press(client, edition, act="", **typed):
    html = shown(client, edition)
    # The person has looked at what the page asks them to look at.
    looked = re.search(r'name="_looked" value="([\w.]+)"', html)
    data = {**fields(html), "_looked": looked[1] if looked else "", **typed}
    return client.post(
        address(edition), {**data, **({"_act": act} if act else {"_save": ""})}
    )


def buttons(html):
    return set(re.findall(r'name="_act" value="(\w+)"', html)) | (
        {"save"} if 'name="_save"' in html else set()
    )


def typed(**changes):
    return {
        "kind": "op_ed",
        "language": "en",
        "title": "Two Rivers",
        "body": "One.\n\nTwo.",
        "signatory-TOTAL_FORMS": "1",
        "signatory-INITIAL_FORMS": "0",
        "signatory-0-honorific": "Ms.",
        "signatory-0-name": "Ada Venn",
        "signatory-0-post": "Ambassador of Velmora",
        "signatory-0-role": "author",
        **changes,
    }


def test_a_text_goes_from_draft_to_the_public_by_three_people(client):
    answer = sign_in(client, "dara").post(ADD, typed())
    edition = Edition.objects.get()
    assert answer.headers["Location"] == address(edition)
    assert edition.revision.byline == "Ms. Ada Venn, Ambassador of Velmora"
    press(client, edition, body="One, better.\n\nTwo.")
    assert buttons(shown(client, edition)) == {"save", "submit"}
    press(client, edition, "submit")

    sign_in(client, "rhea")
    assert buttons(shown(client, edition)) == {
        *("save", "take_up", "approve", "return_to_author"),
    }
    press(client, edition, "return_to_author", note="Please say more.")
    assert factories.again(edition).stage == Stage.DRAFT
    sign_in(client, "dara")
    assert "Please say more." in shown(client, edition)
    press(client, edition, "submit", body="One, better.\n\nTwo and more.")
    press(sign_in(client, "rhea"), edition, "approve")

    sign_in(client, "petra")
    assert {"release", "schedule"} <= buttons(shown(client, edition))
    press(client, edition, "release")
    client.logout()
    html = client.get(factories.again(edition).get_absolute_url()).content.decode()
    assert "<p>Two and more.</p>" in html
    acts = AuditEntry.objects.filter(edition=edition.uuid)
    assert list(acts.values_list("act", flat=True)) == [
        "create",
        "save",
        "submit",
        "return_to_author",
        "save",
        "submit",
        "approve",
        "release",
    ]


def test_a_release_is_scheduled_and_taken_back(client):
    edition = factories.approved()
    sign_in(client, "petra")
    moment = factories.soon(600)
    answer = press(client, edition, "schedule", moment=f"{moment:%Y-%m-%dT%H:%M}")
    assert answer.status_code == 302
    assert factories.again(edition).live_from == moment
    html = shown(client, edition)
    assert "Scheduled" in html
    assert buttons(html) == {"reschedule", "unschedule"}
    press(client, edition, "unschedule")
    assert factories.again(edition).live_from is None


@pytest.mark.parametrize("moment", ["", "yesterday", "2020-01-01T10:00"])
def test_a_moment_that_cannot_be_is_refused_in_words(client, moment):
    edition = factories.approved()
    answer = press(sign_in(client, "petra"), edition, "schedule", moment=moment)
    assert answer.status_code in (200, 409)
    assert "errornote" in answer.content.decode()
    assert factories.again(edition).stage == Stage.APPROVED


def test_a_failing_save_keeps_every_typed_character(client):
    edition = factories.draft()
    answer = press(
        sign_in(client, "dara"),
        edition,
        title="A new title",
        body="Typed <b>long</b> & well.",
        slug="2026",
        note="n",
    )
    html = answer.content.decode()
    assert "A new title" in html
    assert "Typed &lt;b&gt;long&lt;/b&gt; &amp; well." in html
    assert 'value="2026"' in html
    assert "errorlist" in html
    assert factories.again(edition).revision.number == 1


def test_a_save_over_a_newer_save_keeps_both_texts(client):
    edition = factories.draft()
    sign_in(client, "dara")
    mine = fields(shown(client, edition))
    factories.do("save", edition, "rhea", content=factories.content(body="Theirs."))
    answer = client.post(address(edition), {**mine, "body": "Mine.", "_save": ""})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Rhea" in html
    assert "was faster" in html
    assert ">\nMine.</textarea>" in html
    assert factories.again(edition).revision.body == "Theirs."

    over = re.search(r'name="_over" value="(\d+)"', html)[1]
    again = {**fields(html), "_over": over}
    assert client.post(address(edition), again).status_code == 302
    bodies = [r.body for r in edition.revisions.all()]
    assert bodies[1:] == ["Theirs.", "Mine."]


def test_an_approval_from_a_page_that_is_out_of_date_approves_nothing(client):
    edition = factories.in_review()
    sign_in(client, "rhea")
    seen = fields(shown(client, edition))
    factories.do("save", edition, "dara", content=factories.content(body="Newer."))
    answer = client.post(address(edition), {**seen, "_act": "approve"})
    assert answer.status_code == 409
    assert not factories.again(edition).approvals.exists()


def test_an_act_on_a_text_changed_in_the_field_asks_to_save_first(client):
    edition = factories.in_review()
    answer = press(sign_in(client, "rhea"), edition, "approve", body="Rewritten.")
    assert answer.status_code == 409
    assert "save it first" in answer.content.decode()
    assert "Rewritten." in answer.content.decode()
    assert factories.again(edition).stage == Stage.IN_REVIEW


@pytest.mark.parametrize(
    "forged",
    [
        {"stage": "released", "live_from": "2020-01-01", "recorded": "1"},
        {"approvals": "1", "saved_by": "1", "begun_by": "1"},
    ],
)
def test_fields_that_the_page_does_not_have_are_ignored(client, forged):
    edition = factories.draft()
    press(sign_in(client, "dara"), edition, **forged)
    edition = factories.again(edition)
    assert (edition.stage, edition.live_from) == (Stage.DRAFT, None)


class TestWithoutTheButton:
    @pytest.fixture(scope="class")
    @classmethod
    def edition(cls, in_common):
        with in_common():
            yield factories.approved()

    @pytest.mark.parametrize("name", ["dara", "tomas", "hugo", "orla"])
    @pytest.mark.parametrize("act", ["release", "schedule", "approve", "unschedule"])
    def test_an_act_is_refused(self, client, edition, name, act):
        sign_in(client, name)
        data = {**fields(shown(client, edition)), "_act": act}
        answer = client.post(address(edition), {**data, "moment": "2030-01-01T10:00"})
        assert answer.status_code in (403, 409)
        assert factories.again(edition).stage == Stage.APPROVED


@pytest.mark.parametrize("name", ["stella", "admin"])
def test_staff_without_a_role_reads_no_draft(client, name):
    edition = factories.draft(title="Secret title")
    sign_in(client, name)
    for path in (
        LIST,
        address(edition),
        ADD,
        f"/admin/publications/edition/{edition.pk}/history/",
        "/admin/publications/edition/import/",
        "/admin/publications/auditentry/",
    ):
        assert client.get(path).status_code == 403, path
    assert client.post(address(edition), {"_act": "release"}).status_code == 403
    assert "Secret title" not in client.get("/admin/").content.decode()


def test_a_stranger_is_sent_to_sign_in(client):
    edition = factories.draft()
    for path in (LIST, address(edition), ADD):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/admin/login/")


def test_a_page_that_there_is_not_leads_back(client):
    sign_in(client, "dara")
    assert client.get("/admin/publications/edition/999999/change/").status_code == 302


def test_reading_changes_nothing(client):
    edition = factories.approved()
    before = (factories.again(edition).text.version, AuditEntry.objects.count())
    sign_in(client, "petra")
    for path in (LIST, address(edition), f"{address(edition)}?_act=release"):
        client.get(path)
    assert (factories.again(edition).text.version, AuditEntry.objects.count()) == before


def test_the_records_officer_reads_and_finds_no_button(client):
    edition = factories.draft()
    html = shown(sign_in(client, "orla"), edition)
    assert "The first paragraph." in html
    assert buttons(html) == set()
    assert client.get("/admin/publications/auditentry/").status_code == 200


def test_the_list_takes_no_look_up_from_the_address(client):
    factories.draft(body="a" * 40 + "!")
    sign_in(client, "dara")
    answer = client.get(LIST + "?revision__body__regex=^(a%2B)%2B$")
    assert answer.status_code in (302, 400)


def test_the_list_says_how_each_text_stands(client, django_assert_max_num_queries):
    factories.scheduled(title="To come")
    factories.released(title="Out there")
    for n in range(5):
        factories.draft(title=f"Draft {n}")
    sign_in(client, "dara")
    # session, user, what the roles permit, Django's own two, page of texts, who
    # signs, and what took any of them down; the texts' other editions, and the same of
    # these; notices, emergencies
    with django_assert_max_num_queries(12):
        html = client.get(LIST).content.decode()
    assert re.search(r'class="state scheduled">Scheduled.*?', html)
    assert "Live" in html
    assert "Released" not in html
    for state, count in (("scheduled", 1), ("live", 1), ("draft", 5), ("approved", 0)):
        html = client.get(f"{LIST}?state={state}").content.decode()
        assert html.count('<th scope="row">') == count, state


def test_a_first_placement_is_recorded_with_a_new_text(client):
    sign_in(client, "dara").post(
        ADD, typed(outlet="Kaldar Courier", presenting_sentence="It presents.")
    )
    placement = Placement.objects.get()
    assert (placement.outlet.name, placement.confirmed) == ("Kaldar Courier", False)


def test_titles_that_are_markup_are_text_at_the_desk(client):
    title = '"><svg/onload=alert(1)>{{7*7}}<script>alert(2)</script>'
    edition = factories.draft(title=title, slug="odd")
    sign_in(client, "dara")
    for path in (
        LIST,
        address(edition),
        f"/admin/publications/edition/{edition.pk}/history/",
    ):
        html = client.get(path).content.decode()
        assert "<svg/" not in html
        assert "<script>alert" not in html


def test_what_was_typed_for_an_act_stands_there_after_a_save(client):
    first = factories.released()
    second = factories.do("revise", first, "dara")
    factories.do("save", second, "dara", content=factories.content(body="Corrected."))
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    sign_in(client, "petra")
    press(client, second, change="correction", public_note="A date was wrong.")
    found = fields(shown(client, second))
    assert found["change"] == "correction"
    assert found["public_note"].strip() == "A date was wrong."


def test_a_save_that_voids_an_approval_says_so(client):
    edition = factories.approved()
    sign_in(client, "dara")
    press(client, edition, body="Other words.")
    assert "must be approved again" in shown(client, edition)


def test_the_page_says_why_a_text_cannot_be_submitted_or_approved(client):
    untitled = factories.draft(title="")
    html = shown(sign_in(client, "dara"), untitled)
    assert "has no title yet" in html
    press(client, untitled, title="At last a title")
    assert factories.again(untitled).revision.address.slug == "at-last-a-title"
    own = factories.do("submit", factories.draft(by="rhea"), "rhea")
    assert "somebody else must approve" in shown(sign_in(client, "rhea"), own)


def test_a_live_text_leads_to_its_edition_under_way(client):
    first = factories.released()
    second = factories.do("revise", first, "dara")
    html = shown(sign_in(client, "rhea"), first)
    assert "under way" in html
    assert address(second) in html


def test_every_saved_wording_is_in_the_history(client):
    edition = factories.draft(body="The first wording.")
    factories.do("save", edition, "rhea", content=factories.content(body="The second."))
    sign_in(client, "dara")
    html = client.get(f"/admin/publications/edition/{edition.pk}/history/")
    assert "The first wording." in html.content.decode()
    assert "The second." in html.content.decode()


def test_a_letter_that_only_looks_right_is_told_of_and_bars_nothing(client):
    sign_in(client, "dara")
    edition = factories.draft(title="The \u0410mbassador spoke", body="USB-кабель.")
    html = shown(client, edition)
    assert "U+0410" in html
    assert "submit" in buttons(html)
    press(client, edition, title="The Ambassador spoke")
    assert "look-alikes" not in shown(client, edition)
