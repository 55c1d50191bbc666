"""One act on several texts of the list: each by itself, on the record."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from publications import workflow
from publications.models import AuditEntry
from tests import factories
from tests.people import person
from tests.workflow.test_circle import limit

pytestmark = pytest.mark.django_db

LIST = "/admin/publications/edition/"
SEVERAL = f"{LIST}several/"
# Nothing to look at again.
WHOLE = {"summary": "Two rivers meet.", "written_on": datetime(2026, 5, 4).date()}


def asked(client, act, *editions, **typed):
    """The page that asks once more, for these."""
    chosen = [str(each.pk) for each in editions]
    answer = client.post(SEVERAL, {"act": act, "text": chosen, **typed})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def confirmed(client, html, **typed):
    """What is told in the list afterwards, of the texts that the page offered."""
    hidden = re.findall(r'type="hidden" name="([\w-]+)" value="(.*?)"', html)
    texts = re.findall(r'name="text" value="(\d+)" checked', html)
    sent = {**dict(hidden), "text": texts, **typed}
    answer = client.post(SEVERAL, sent)
    assert answer.status_code == 302 and answer.headers["Location"].startswith(LIST)
    shown = client.get(answer.headers["Location"])
    return [str(message) for message in shown.context["messages"]]


def test_own_drafts_are_submitted_and_of_each_it_is_told(client):
    first, second = (factories.draft(title=t, **WHOLE) for t in ("First", "Second"))
    bare = factories.draft(title="Bare", written_on=WHOLE["written_on"])
    others = factories.draft(title="Ruben's", by="ruben", **WHOLE)
    live = factories.released(title="Out")
    client.force_login(person("dara"))
    everything = (first, second, bare, others, live)
    html = asked(client, "submit", *everything, back="mine=wrote&language=en")
    assert 'href="/admin/publications/edition/?mine=wrote&language=en"' in html
    left = html.split('id="left-out-heading"')[1]
    assert "There is no summary. Look at it on its own page." in left
    assert "Somebody else writes it" in left and "The text is “Live”" in left
    assert AuditEntry.objects.filter(act="refused").count() == 0
    # Meanwhile somebody has saved one of them.
    words = factories.content(title="Second", body="Other words.", **WHOLE)
    factories.do("save", second, "dara", content=words)
    told = confirmed(client, html)
    assert told[0].startswith("“Second” (English) is left as it was:")
    assert told[1] == "1 text is handed to the reviewers: “First”"
    assert factories.again(first).stage == "in_review"
    for untouched in (second, bare, others):
        assert factories.again(untouched).stage == "draft"
    entries = AuditEntry.objects.order_by("-sequence")
    assert {e.act for e in entries.filter(edition=first.uuid)} >= {"submit"}
    refused = entries.filter(edition=second.uuid, act="refused").get()
    assert refused.actor == person("dara").pk


def test_what_is_no_part_of_ones_role_is_refused_on_the_record(client):
    original = factories.draft(title="Original", **WHOLE)
    hidden = factories.draft(title="Hidden", **WHOLE)
    limit(hidden)
    client.force_login(person("tomas"))
    html = asked(client, "submit", original, hidden)
    assert "Your role does not include this." in html and "Hidden" not in html
    forged = {"act": "submit", "text": original.pk, "confirmed": "1"}
    forged[f"version-{original.pk}"] = original.text.version
    client.post(SEVERAL, forged)
    assert factories.again(original).stage == "draft"
    assert AuditEntry.objects.filter(act="refused", edition=original.uuid).exists()
    client.force_login(person("orla"))
    assert client.post(SEVERAL, forged).status_code == 403


def test_reviews_are_taken_up_together(client):
    taken, free = factories.in_review(title="Taken"), factories.in_review(title="Free")
    workflow.take_up(taken, by=person("ruben"))
    client.force_login(person("rhea"))
    html = asked(client, "take_up", taken, free)
    assert f"{person('ruben')} has taken it up." in html
    assert confirmed(client, html) == ["You are reviewing 1 text: “Free”"]
    assert factories.again(free).reviewing_by == person("rhea")
    assert factories.again(taken).reviewing_by == person("ruben")


def test_a_due_date_for_several_leaves_what_is_not_given(client):
    urgent, plain = factories.draft(title="Urgent"), factories.in_review(title="Plain")
    workflow.plan(urgent, by=person("dara"), due_on=None, priority=2)
    client.force_login(person("dara"))
    html = asked(client, "plan", urgent, plain)
    sent = {"act": "plan", "text": [urgent.pk, plain.pk], "confirmed": "1"}
    assert (
        "Please give a day or a priority."
        in client.post(SEVERAL, sent).content.decode()
    )
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    told = confirmed(client, html, due_on=day.isoformat(), priority="")
    assert told == ["Due date and priority of 2 texts are set: “Plain”, “Urgent”"]
    found = [factories.again(each) for each in (urgent, plain)]
    assert [(each.due_on, each.priority) for each in found] == [(day, 2), (day, 0)]


def test_nothing_grave_is_done_to_several(client):
    edition = factories.approved()
    client.force_login(person("petra"))
    for act in ("release", "approve", "withdraw", "discard", "", "submit"):
        texts = [] if act == "submit" else [edition.pk]
        answer = client.post(SEVERAL, {"act": act, "text": texts, "confirmed": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    assert factories.again(edition).stage == "approved"
    assert client.get(SEVERAL).status_code == 405
    odd = {"act": "plan", "text": ["x", "9" * 30, "-1"], "back": "//evil.example/?q=1"}
    assert client.post(SEVERAL, odd).headers["Location"].startswith(f"{LIST}?")


def test_the_list_offers_what_ones_role_opens(client):
    factories.draft(title="A draft")
    factories.released(title="Out")
    offers = {}
    for name in ("dara", "rhea", "orla"):
        client.force_login(person(name))
        html = client.get(LIST).content.decode()
        offers[name] = re.findall(r'name="act" value="(\w+)"', html)
        assert html.count('name="text"') == (0 if name == "orla" else 1)
    assert offers == {
        "dara": ["submit", "plan"],
        "rhea": ["submit", "take_up", "plan"],
        "orla": [],
    }
