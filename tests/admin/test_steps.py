"""The line of steps, the primary button, and whom a text waits for."""

import re
from html import unescape

import pytest
from django.urls import reverse

from publications import workflow
from publications.models import Account
from tests import factories
from tests.people import person
from tests.workflow.test_circle import limit

pytestmark = pytest.mark.django_db


def panel(client, edition, by):
    client.force_login(person(by))
    address = reverse("admin:publications_edition_change", args=[edition.pk])
    html = client.get(address).content.decode()
    return html.split('class="side-panel"')[1].split("</aside>")[0]


def steps(html):
    """(is it now, its words) for each."""
    line = html.split('<ol class="steps">')[1].split("</ol>")[0]
    return [
        (
            'aria-current="step"' in item,
            " ".join(unescape(re.sub("<[^>]+>", " ", item)).split()),
        )
        for item in re.findall(r"<li(.*?)</li>", line, re.S)
    ]


def primary(html):
    """The names of the buttons that stand out."""
    found = re.findall(r'<button[^>]*class="button default"[^>]*>(.*?)<', html)
    return [" ".join(each.split()) for each in found]


def test_the_line_tells_names_and_times_and_where_the_text_is(client):
    edition = factories.approved()
    line = steps(panel(client, edition, "petra"))
    assert [is_now for is_now, _words in line] == [False, False, True, False]
    for (_now, words), word, name in zip(
        line, ("Draft", "In review", "Approved"), ("dara", "dara", "rhea"), strict=False
    ):
        assert word in words
        assert str(person(name)) in words
        assert re.search(r"\d\d?:\d\d.* \(\w+\)$", words), words
    assert line[3][1].endswith("Public")
    factories.do("return_to_author", edition, "rhea", note="More, please.")
    line = steps(panel(client, edition, "dara"))
    assert line[0][0]
    assert str(person("rhea")) not in line[2][1]


def test_the_last_step_is_what_has_become_of_it(client):
    coming = steps(panel(client, factories.scheduled(), "petra"))[-1]
    assert coming[0]
    assert "Scheduled" in coming[1]
    assert str(person("petra")) in coming[1]
    for made, word in (
        (factories.withdrawn, "Withdrawn"),
        (factories.released, "Live"),
    ):
        line = steps(panel(client, made(), "petra"))
        assert (line[-1][0], word in line[-1][1], len(line)) == (True, True, 4)
    line = steps(panel(client, factories.discarded(), "petra"))
    assert len(line) == 2
    assert "Discarded" in line[1][1]


def test_one_button_stands_out_and_it_is_the_persons_next_act(client):
    draft, review = factories.draft(), factories.in_review()
    approved, live = factories.approved(), factories.released()
    for edition, by, expected in (
        (draft, "dara", ["Submit for review"]),
        (review, "dara", ["Save"]),
        (review, "rhea", ["Approve"]),
        (review, "hugo", ["Approve"]),
        (approved, "petra", ["Release now"]),
        (approved, "rhea", ["Save"]),
        (live, "dara", ["Begin a new edition"]),
        (draft, "orla", []),
    ):
        assert primary(panel(client, edition, by)) == expected, (edition.stage, by)


def test_whose_act_it_is_not_reads_whose_it_is(client):
    for name in ("rhea", "ruben", "petra", "hugo"):
        person(name)
    review, approved = factories.in_review(), factories.approved()
    workflow.take_up(review, by=person("ruben"))
    html = panel(client, factories.again(review), "dara")
    names = re.search(r"May be approved by: (.*?)\.<", html)[1].split(", ")
    assert names[0] == str(person("ruben"))
    assert str(person("petra")) in names
    assert str(person("dara")) not in names
    petra = str(person("petra"))
    assert f"May be released by: {petra}." in panel(client, approved, "rhea")
    assert "May be released by" not in panel(client, approved, "petra")
    limit(review, "rhea", "orla")
    html = panel(client, factories.again(review), "orla")
    assert f"May be approved by: {person('rhea')}.<" in html
    draft = factories.draft()
    assert "Is being written by" in panel(client, draft, "orla")


def test_everybody_is_called_the_same_in_each_part_of_the_panel(client):
    edition = factories.approved()
    html = panel(client, edition, "petra")
    assert html.count("Rhea") == 2 + 1  # its step, its approval, the record
    assert "(rhea)" not in html
    factories.do("return_to_author", edition, "rhea", note="More, please.")
    assert "(rhea)" not in client.get("/admin/").content.decode()
    client.force_login(person("dara"))
    assert "Returned by Rhea<" in client.get("/admin/").content.decode()
    # Two of one name are told apart, on the record as well as beside it.
    Account.objects.filter(pk=person("ruben").pk).update(first_name="Rhea")
    again = factories.approved()
    assert panel(client, again, "petra").count("Rhea (rhea)") == 3
    client.force_login(person("dara"))
    assert "Returned by Rhea (rhea)<" in client.get("/admin/").content.decode()
