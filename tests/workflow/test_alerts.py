"""Alerts: what is mailed to those who watch over the site."""

import pytest
from django.core.management import CommandError, call_command

from publications import clock, workflow
from publications.models import Delivery
from publications.workflow import act, alerts, verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _watched(settings):
    settings.SECURITY_ALERTS = ["watch@mission.example", "second@mission.example"]


def sent(event):
    return list(Delivery.objects.filter(event=event).order_by("recipient"))


def test_an_emergency_release_is_told_with_reason_and_address(settings):
    settings.EMERGENCY_RELEASE = True
    edition = factories.unsigned(title="The dam")
    factories.do("release_emergency", edition, "petra", reason="It has broken.")
    second, first = sent("emergency_release")
    assert (first.recipient, second.recipient) == (
        "watch@mission.example",
        "second@mission.example",
    )
    for said in ("The dam", "petra", "It has broken.", "https://press.example/en/"):
        assert said in first.body


def test_a_release_like_any_other_alarms_nobody():
    factories.released()
    alarms = Delivery.objects.filter(key__startswith="alert:")
    # Those who did it were given their roles just now.
    assert set(alarms.values_list("event", flat=True)) == {"new_rights"}


def test_a_record_that_is_not_whole_is_told(monkeypatch):
    monkeypatch.setattr(
        verify, "faults", lambda counted: iter(["Entry 7 was altered."])
    )
    for _again in range(2):
        with pytest.raises(CommandError):
            call_command("verify_record")
    assert "Entry 7 was altered." in sent("record_broken")[0].body
    assert len(sent("record_broken")) == 2  # one for each who is named


def test_many_refusals_of_one_account_are_told_once():
    for number in range(act.MANY_REFUSALS + 3):
        refusal = workflow.NotPermitted("No.")
        refusal.act = "release"
        workflow.enter_refusal(refusal, by=person("dara"))
        assert bool(sent("many_refusals")) == (number + 1 >= act.MANY_REFUSALS)
    assert "dara" in sent("many_refusals")[0].body
    assert len(sent("many_refusals")) == 2


def test_without_anybody_named_nothing_is_written(settings):
    settings.SECURITY_ALERTS = []
    alerts.alert("many_refusals", clock.database_now(), "x")
    assert not sent("many_refusals")


def test_i06_a_title_adds_no_line_to_an_alert():
    """I06: a subject is one line, and so is each fact of the body."""
    alerts.alert("new_administrator", clock.database_now(), "x\r\nBcc: a@b.example")
    mail = sent("new_administrator")[0]
    assert "\n" not in mail.subject and "\nBcc" not in mail.body
