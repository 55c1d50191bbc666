"""The number of a request, the log's lines, and by which name the site is asked for."""

import json
import logging
import re
import sys
from secrets import token_urlsafe

import pytest
from django.test import Client

from publications import traces

NUMBER = "0F3C9a7e11d24c0b8a6f5e4d3c2b1a00"
FRONT = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


def number_of(**headers):
    """Told where the answer is one person's alone."""
    return Client().get("/admin/login/", headers=headers).headers["X-Request-ID"]


def test_the_fronts_number_is_kept_and_a_visitors_never(db, settings):
    settings.FRONT_SERVERS = 1
    assert number_of(**FRONT, **{"X-Request-ID": NUMBER}) == NUMBER.lower()
    for headers in (
        {"X-Request-ID": NUMBER},
        {**FRONT, "X-Request-ID": "short"},
        {**FRONT, "X-Request-ID": NUMBER + "\nevil"},
        {**FRONT, "X-Request-ID": "a" * 65},
        FRONT,
    ):
        number = number_of(**headers)
        assert re.fullmatch("[0-9a-f]{32}", number) and number != NUMBER.lower()
    settings.FRONT_SERVERS = 0
    assert number_of(**FRONT, **{"X-Request-ID": NUMBER}) != NUMBER.lower()


def test_an_answer_that_readers_share_has_no_number(db, client):
    for path in ("/en/", "/en/no-such-page/", "/robots.txt", "/en/feed.atom"):
        assert "X-Request-ID" not in client.get(path).headers


def line(formatter, **facts):
    record = logging.makeLogRecord({"levelname": "INFO", "name": "some.room", **facts})
    traces.OfRequest().filter(record)
    return formatter.format(record)


def test_each_line_of_the_log_says_of_which_request_it_is(rf):
    with traces.answering(rf.get("/en/")) as number:
        told = json.loads(line(traces.Lines(), msg="Words of %s", args=("ours",)))
        assert number in line(traces.Words("%(request_id)s %(message)r"), msg="x")
    assert told.pop("at").endswith("+00:00")
    assert told == {
        "level": "INFO",
        "logger": "some.room",
        "request": number,
        "message": "Words of ours",
    }
    assert json.loads(line(traces.Lines(), msg="x"))["request"] == traces.NO_REQUEST


def test_django_tells_of_its_answer_with_the_number_of_the_request(db, client, caplog):
    caplog.handler.addFilter(traces.OfRequest())
    client.get("/en/no-such-page/")
    told = next(each for each in caplog.records if each.name == "django.request")
    assert re.fullmatch("[0-9a-f]{32}", told.request_id)


def test_a_line_holds_its_error_and_nothing_that_stands_beside(rf):
    """Django puts the request beside its words: tokens stand in its path."""
    try:
        raise ValueError("bad\r\n{\x7f\u202e")
    except ValueError:
        error = sys.exc_info()
    beside = {"request": rf.get("/preview/a-secret-token/"), "status_code": 500}
    told = line(traces.Lines(), msg="It failed.", exc_info=error, **beside)
    assert told.isascii() and told.isprintable()
    assert "ValueError: bad" in json.loads(told)["error"]
    assert "secret" not in told and "status_code" not in told


@pytest.fixture
def moved(settings):
    settings.FORMER_HOSTS = ["old.example"]
    settings.SECURE_SSL_REDIRECT = True


@pytest.mark.parametrize("kind", ["preview", "approve", "admin/password"])
@pytest.mark.parametrize("formatter", [traces.Lines, traces.Words])
def test_no_line_holds_a_key(kind, formatter):
    """Django tells of the path, which of these is the key itself."""
    token = token_urlsafe(32)
    record = logging.makeLogRecord(
        {"msg": "Not Found: %s", "args": (f"/{kind}/{token}/files/1.jpg",)}
    )
    traces.OfRequest().filter(record)
    words = {traces.Words: "%(message)r"}.get(formatter)
    told = (formatter(words) if words else formatter()).format(record)
    assert token not in told and f"/{kind}/-/files/1.jpg" in told


@pytest.mark.parametrize("path", ["/", "/en/2027/a-text/?x=%C3%A9", "/en/feed.atom"])
def test_a_former_name_leads_to_the_same_place(db, moved, path):
    answer = Client().get(path, headers={"Host": "old.example:80"})
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"https://press.example{path}"
    assert answer.headers["Cache-Control"].startswith("public, max-age=0")
    assert not answer.content and not answer.cookies


def test_it_leads_nobody_elsewhere(db, moved):
    answer = Client().get("//evil.example/", headers={"Host": "old.example"})
    assert answer.headers["Location"].startswith("https://press.example/")


@pytest.mark.parametrize(
    ("method", "path", "host"),
    [
        ("POST", "/approve/a-token/", "old.example"),
        ("GET", "/admin/", "old.example"),
        ("GET", "/en/", "older.example"),
        ("GET", "/en/", "evil.old.example"),
    ],
)
def test_nothing_else_is_led_on(db, moved, settings, method, path, host):
    settings.SECURE_SSL_REDIRECT = False
    answer = Client().generic(method, path, headers={"Host": host})
    assert answer.status_code == 400
