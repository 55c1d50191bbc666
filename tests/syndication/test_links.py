"""Strangers' addresses are asked with care; no test asks any machine but this one."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from publications.syndication import links

PRIVATE = [
    *("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1"),
    *("2002:7f00:1::", "64:ff9b::7f00:1"),
]


@pytest.mark.parametrize("number", PRIVATE)
def test_a_machine_that_is_not_public_is_not_asked(number, monkeypatch):
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", (number,))]
    )
    monkeypatch.setattr(socket, "create_connection", None)
    answer = links.ask("http://somewhere.example/")
    assert "not public" in str(answer.told) and not answer.answers


def test_one_private_number_among_public_ones_is_enough(monkeypatch):
    found = [(0, 0, 0, "", ("93.184.215.14",)), (0, 0, 0, "", ("10.0.0.1",))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    monkeypatch.setattr(socket, "create_connection", None)
    assert "not public" in str(links.ask("http://somewhere.example/").told)


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example/", "http://u:p@a.example/", "http://a.example:22/", "http:///x"],
)
def test_what_is_no_address_of_the_web_is_not_asked(address, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", None)
    assert not links.ask(address).answers


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []

    def _answer(self):
        self.asked.append(f"{self.command} {self.path} {self.headers['Host']}")
        status = {"/gone": 404, "/moved": 302, "/inside": 302}.get(self.path, 200)
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if self.path == "/moved":
            self.send_header("Location", "/there")
        if self.path == "/inside":
            self.send_header("Location", "http://inside.example/")
        self.end_headers()

    do_GET = do_HEAD = _answer

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    """This machine, in the clothes of a public one."""
    own = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=own.serve_forever, args=(0.01,), daemon=True).start()
    names = {"public.example": "93.184.215.14", "inside.example": "127.0.0.1"}
    looked_up = []

    def look_up(host, port, *rest, **more):
        if host == "127.0.0.1":  # asked by this test's own connection
            return real(host, port, *rest, **more)
        looked_up.append(host)
        return [(0, 0, 0, "", (names[host], port))]

    real, connect = socket.getaddrinfo, socket.create_connection

    def connected(place, **more):
        assert place[0] == "93.184.215.14"  # the number that was looked at
        return connect(own.server_address, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connected)
    Handler.asked = []
    yield looked_up
    own.shutdown()
    own.server_close()


def test_each_answer_is_told_as_it_is(server):
    told = {
        path: links.ask(f"http://public.example{path}")
        for path in ("/a?b=ü", "/gone", "/moved", "/no-head", "/inside")
    }
    assert [(a.answers, a.status) for a in told.values()] == [
        *((True, 200), (False, 404), (True, 200), (True, 200), (False, 0)),
    ]
    assert "not public" in str(told["/inside"].told)
    assert Handler.asked[0] == "HEAD /a?b=%C3%BC public.example"
    assert "GET /no-head public.example" in Handler.asked
    assert len(links.ask_all([f"http://public.example/{n}" for n in range(30)])) == 20
