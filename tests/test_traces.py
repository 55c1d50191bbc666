"""The security log: what it tells of, what it never tells; nobody forges a line."""

import json
import logging
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from publications import traces, watching, workflow
from publications.models import Account, Delivery
from tests import factories
from tests.admin.signing_in.people import WORD, code, give, with_app
from tests.people import person

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture
def told():
    """The lines as they are written."""

    class Lines(list):
        def of(self, event):
            return [each for each in map(json.loads, self) if each["event"] == event]

    lines = Lines()
    handler = logging.Handler()
    formatter = traces.Line()
    handler.emit = lambda record: lines.append(formatter.format(record))
    traces.logger.addHandler(handler)
    yield lines
    traces.logger.removeHandler(handler)


def test_sign_ins_and_their_failures_are_told_without_what_was_typed(client, told):
    petra = person("petra")
    petra.set_password("a word of her own")
    petra.save()
    client.post(LOGIN, {"username": "petra", "password": "a wrong one"})
    client.post(LOGIN, {"username": "typed secret", "password": "x"})
    client.post(LOGIN, {"username": "petra", "password": "a word of her own"})
    client.post("/admin/logout/")
    assert [(each["outcome"], each["who"]) for each in told.of("sign_in")] == [
        ("failed", petra.pk),
        ("failed", None),
        ("done", petra.pk),
    ]
    assert [each["who"] for each in told.of("sign_out")] == [petra.pk]
    first = told.of("sign_in")[0]
    assert first["source"] == "127.0.0.1" and len(first["request"]) == 32
    whole = "".join(told)
    for secret in ("wrong", "own", "typed"):
        assert secret not in whole


def test_each_line_says_when_in_utc(told):
    traces.note("sign_in", traces.DONE)
    at = datetime.fromisoformat(json.loads(told[0])["at"])
    assert at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)


def test_second_steps_and_proofs_are_told_of_with_their_kind(client, told, settings):
    settings.STEP_UP_MINUTES = 15
    petra = with_app("petra")
    give(client, "petra")
    client.post(LOGIN, {"code": "000000"})
    client.post(LOGIN, {"code": code()})
    assert [each["who"] for each in told.of("second_step")] == [petra.pk]
    assert told.of("sign_in")[-1]["factor"] == "totp"
    session = client.session
    session["proved_at"] = 0
    session.save()
    assert client.post("/admin/security/codes/").status_code == 403
    assert not told.of("request")  # it is a question, and no refusal
    for word in ("not this", WORD):
        client.post("/admin/security/codes/", {"proof": word})
    assert [(each["outcome"], each["level"]) for each in told.of("proof")] == [
        ("asked", "INFO"),
        ("failed", "WARNING"),
        ("done", "INFO"),
    ]
    assert told.of("codes_made")[0]["account"] == petra.pk
    assert WORD not in "".join(told) and "000000" not in "".join(told)


def test_what_is_refused_is_told_of_with_who_and_where(client, told):
    petra = person("petra")
    client.force_login(petra)
    client.get("/admin/publications/account/")
    client.put("/en/")
    client.get("/en/", headers={"Host": "evil.example"})
    Client(enforce_csrf_checks=True).post("/approve/a-secret-token/")
    assert [
        (each["status"], each["view"], each["who"]) for each in told.of("request")
    ] == [
        (403, "admin:publications_account_changelist", petra.pk),
        (405, "home", None),
        (400, None, None),
        (403, "approve-by-link", None),
    ]
    assert "a-secret-token" not in "".join(told)


def test_acts_are_told_once_they_are_stored(told, django_capture_on_commit_callbacks):
    edition = factories.approved()
    with django_capture_on_commit_callbacks(execute=True):
        factories.do("release", edition, "petra")
        assert not told.of("release")
    line = told.of("release")[0]
    assert line["outcome"] == "done" and line["who"] == person("petra").pk
    assert line["edition"] == str(edition.uuid) and line["entry"] > 0


def test_an_act_that_is_refused_is_told_as_such(
    told, django_capture_on_commit_callbacks
):
    refusal = workflow.NotPermitted("The title is: secret words")
    refusal.act = "release"
    with django_capture_on_commit_callbacks(execute=True):
        workflow.enter_refusal(refusal, by=person("dara"))
    assert [each["outcome"] for each in told.of("release")] == ["refused"]
    assert "secret words" not in "".join(told)


def test_roles_and_administrators_are_told_of(told):
    stella = person("stella")
    stella.groups.add(Group.objects.get(name="Publisher"))
    assert told.of("roles_changed")[-1]["account"] == stella.pk
    stella.is_superuser = True
    stella.save()
    stella.save()
    assert len(told.of("administrator_made")) == 1


@pytest.mark.parametrize("group", ["Publisher", "Drafter"])
def test_whoever_watches_hears_who_may_approve_or_release_now(settings, group):
    settings.SECURITY_ALERTS = ["watch@mission.example"]
    role, alarms = (
        Group.objects.get(name=group),
        Delivery.objects.filter(event="new_rights"),
    )
    account = Account.objects.create(username="nadia")
    account.groups.add(role)
    another = Account.objects.create(username="omar")
    role.user_set.add(another)
    told = "".join(alarms.values_list("body", flat=True))
    assert ("nadia" in told, "omar" in told) == (group == "Publisher",) * 2
    account.groups.remove(role)
    assert alarms.count() == (2 if group == "Publisher" else 0)


def test_what_no_list_offers_is_refused_without_a_trace_of_the_code(client):
    """As an operator reads it: in the security log, and nowhere as a fault."""
    client.force_login(person("petra"))
    heard = []
    handler = logging.Handler()
    handler.emit = heard.append
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        answer = client.get("/admin/publications/edition/?revision__body__regex=a")
    finally:
        root.removeHandler(handler)
    assert answer.status_code == 400
    assert not [each for each in heard if each.levelno >= logging.ERROR]


def test_who_changes_an_account_is_told_beside_whose_it_is(client, told):
    stella = person("stella")
    client.force_login(person("admin"))
    client.post(reverse("account-invite", args=[stella.pk]))
    client.post(reverse("account-end-sessions", args=[stella.pk]))
    for event in ("reset", "sessions_ended"):
        line = told.of(event)[-1]
        by = (line["who"], line["account"])
        assert by == (person("admin").pk, stella.pk), event
    traces.note("later", traces.DONE)
    assert told.of("later")[-1]["who"] is None  # the request is over


def test_i05_nobody_forges_a_line(client, told):
    """I05: line ends, escapes, overrides and lone surrogates stay what they are."""
    bad = "x\r\nFAKE sign_in done\x1b[2J\x7f\u202e\u2028\udc80" + "y" * 1000
    traces.note(bad, traces.DONE, fact=bad)
    client.put("/en/%0d%0aFAKE%20login%20ok", headers={"User-Agent": "\x1b[2J"})
    for line in told:
        assert line.isascii() and line.isprintable()
        assert len(line) < 4000
    assert json.loads(told[0])["fact"] == bad[: traces.LONGEST]


def test_i05_an_error_writes_no_line_that_looks_like_another():
    """I05, in the log for people: a traceback holds a stranger's words."""
    try:
        raise ValueError("bad\r\n2026-01-01 INFO security 'sign-in ok'\x1b[2J\u202e")
    except ValueError:
        error = sys.exc_info()
    record = logging.makeLogRecord(
        {
            "levelname": "INFO",
            "msg": "Not found: %s",
            "args": ("/a\r\nFAKE",),
            "exc_info": error,
        }
    )
    first, *rest = traces.Words("%(levelname)s %(message)r").format(record).split("\n")
    assert first == "INFO 'Not found: /a\\r\\nFAKE'"
    assert rest and all(line.startswith("    ") for line in rest)
    assert all(line.isprintable() for line in rest)


def asked_from(forwarded="", direct="10.1.2.3"):
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": direct, "HTTP_X_FORWARDED_FOR": forwarded}
    return traces.source_of(request)


def test_a_visitor_says_nothing_of_their_own_address(settings):
    settings.FRONT_SERVERS = 0
    assert asked_from("203.0.113.9") == "10.1.2.3"
    settings.FRONT_SERVERS = 1
    assert asked_from("1.1.1.1, 203.0.113.9") == "203.0.113.9"
    assert asked_from() == asked_from("evil\n") == "10.1.2.3"
    settings.FRONT_SERVERS = 2
    assert asked_from("1.1.1.1, 203.0.113.9, 10.0.0.1") == "203.0.113.9"
    assert asked_from("203.0.113.9") == "10.1.2.3"


def test_whoever_is_named_hears_of_guessed_passwords_once(
    client, settings, monkeypatch
):
    # As if the pause before each were over.
    monkeypatch.setattr("publications.identity.throttle.tried", lambda limits: 0)
    settings.SECURITY_ALERTS = ["watch@mission.example"]
    Account.objects.filter(pk=person("petra").pk).update(password="!")
    for number in range(watching.MANY + 5):
        client.post(LOGIN, {"username": "petra", "password": f"try {number}"})
        cache.clear()  # another process has none of what this one keeps there
    mail = Delivery.objects.get(event="many_failed_sign_ins")
    assert mail.recipient == "watch@mission.example"
    assert "petra" in mail.body and "try" not in mail.body
