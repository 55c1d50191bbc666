"""The front server as it is configured: a real nginx, and Caddy where there is one,
before an application that a test stands in for."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import override_settings

from publications import middleware, serving
from publications.management.fronts import CADDY, WHOLE, Asked, configuration, told

SECRETS = {
    "X-Forwarded-For": "198.51.100.9",
    "X_Forwarded_For": "198.51.100.9",
    "X-Forwarded-Proto": "https",
    "X_Forwarded_Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Original-URL": "/admin/",
    "Forwarded": "for=198.51.100.9;proto=https",
    "Remote-User": "admin",
}
PAGE = {"Cache-Control": middleware.PUBLIC_CACHE, "Content-Type": "text/html"}
NAMED = "0123456789ab"


class Application:
    """Stands in for the site: path to (status, headers, body)."""

    def __init__(self):
        self.port, self.answers, self.asked, self.server = free_port(), {}, [], None

    def start(self):
        application = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                application.asked.append((self.path, self.headers.items()))
                status, headers, body = application.answers.get(
                    self.path, (404, PAGE, b"nothing")
                )
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_anything):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        threading.Thread(
            target=self.server.serve_forever, args=(0.01,), daemon=True
        ).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def found(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(request, tmp_path_factory):
    program = found(request.param)
    if program is None:
        is_due = request.param == "nginx" and os.environ.get("CI")
        (pytest.fail if is_due else pytest.skip)(f"no {request.param} here")
    data = tmp_path_factory.mktemp(request.param)
    application, port = Application(), free_port()
    _folders(data)
    with override_settings(
        DATA_DIR=data,
        SITE_URL=f"http://127.0.0.1:{port}",
        FRONT_SERVERS=1,
        INTERNAL_REDIRECT="/protected/",
        PORT=application.port,
        SECURE_HSTS_SECONDS=0,
    ):
        command = _command(request.param, program, data)
    process = subprocess.Popen(command, start_new_session=True)
    application.start()
    end = time.monotonic() + 20
    while not listens(port):
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)
    yield SimpleNamespace(name=request.param, port=port, application=application)
    application.stop()
    process.terminate()
    process.wait(20)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _command(name, program, data):
    configured = data / "configured"
    if name == CADDY:
        configured.write_text(configuration(CADDY, Asked()))
        return [program, "run", "--adapter", "caddyfile", "--config", str(configured)]
    more = {"folder": data, "is_root": os.geteuid() == 0}
    asked = Asked(cache=str(data / "cache"))
    configured.write_text(render_to_string(WHOLE, {**told(asked), **more}))
    return [program, "-p", str(data), "-e", "stderr", "-c", str(configured)]


def _folders(data):
    for path, words in {
        f"static/site.{NAMED}.css": "a {}",
        "static/site.css": "a {}",
        "media/secret.png": "0123456789",
        "fallback/pages/en/index.html": "copied home",
        "fallback/pages/en/2026/two/index.html": "copied text",
        "fallback/pages/media/a/40.webp": "pixels",
        "fallback/pages/mission/emblem.svg": "<svg/>",
        "fallback/away/en.html": "away",
        "fallback/away/fr.html": "absent",
        "fallback/away/en-sent.html": "not saved",
    }.items():
        (data / path).parent.mkdir(parents=True, exist_ok=True)
        (data / path).write_text(words)


def ask(front, path, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=20)
    sent = {name.replace("__", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


def test_the_application_hears_of_visitors_from_the_front_alone(front):
    front.application.answers["/en/who/"] = (200, PAGE, b"a page")
    front.application.asked.clear()
    ask(front, "/en/who/", **SECRETS)
    ask(front, "/admin/who/", **SECRETS)
    assert len(front.application.asked) == 2
    for _path, headers in front.application.asked:
        # As the application hears them: case and kind of dash are nothing to it.
        heard = {}
        for name, value in headers:
            heard.setdefault(name.upper().replace("-", "_"), []).append(value)
        assert heard["X_FORWARDED_FOR"] == ["127.0.0.1"]
        assert heard["X_FORWARDED_PROTO"] == ["http"]
        assert heard["HOST"] == [f"127.0.0.1:{front.port}"]
        silent = ("X_FORWARDED_HOST", "X_ORIGINAL_URL", "FORWARDED", "REMOTE_USER")
        assert not heard.keys() & set(silent)


def test_static_files_have_the_headers_of_pages_and_stay_where_named(front):
    status, headers, _body = ask(front, f"/static/site.{NAMED}.css")
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"].startswith("text/css")
    policy = middleware.CONTENT_SECURITY_POLICY
    assert headers.get_all("Content-Security-Policy") == [policy]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == middleware.PERMISSIONS_POLICY
    assert "immutable" not in ask(front, "/static/site.css")[1]["Cache-Control"]
    assert ask(front, "/static/../media/secret.png")[0] != 200


def test_a_private_file_is_sent_once_the_application_says_so(front):
    said = {
        "X-Accel-Redirect": "/protected/secret.png",
        "ETag": '"digest"',
        "Content-Type": "image/png",
        "Cache-Control": middleware.MEDIA_CACHE,
        "Content-Security-Policy": serving.POLICY,
    }
    front.application.answers["/media/secret.png"] = (200, said, b"")
    status, headers, body = ask(front, "/media/secret.png", Range="bytes=2-4")
    assert (status, body) == (206, "234")
    assert headers.get_all("Content-Security-Policy") == [serving.POLICY]
    assert headers["Content-Type"] == "image/png"
    assert headers["Cache-Control"] == middleware.MEDIA_CACHE
    assert "X-Accel-Redirect" not in headers
    assert ask(front, "/protected/secret.png")[0] == 404


def test_a_message_of_two_lengths_is_none(front):
    """Where one server ends a request and the next begins it, a second one hides.
    (Caddy goes by the chunks and drops the length, as RFC 9112 has it.)"""
    if front.name == CADDY:
        pytest.skip("answers each of the two")
    sent = b"POST / HTTP/1.1\r\nHost: press.example\r\nContent-Length: 4\r\n"
    for more in (
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\n\r\n",
        b"Content-Length: 5\r\n\r\nabcde",
    ):
        with socket.create_connection(("127.0.0.1", front.port), timeout=10) as plain:
            plain.sendall(sent + more)
            told = plain.recv(4096)
        assert told.startswith(b"HTTP/1.1 400"), told
    assert not any(path == "/hidden" for path, _headers in front.application.asked)


def test_a_page_is_kept_a_second_and_the_desk_never(front):
    if front.name == CADDY:
        pytest.skip("Caddy keeps nothing")
    front.application.answers["/en/kept/"] = (200, PAGE, b"a page")
    private = {**PAGE, "Cache-Control": middleware.PRIVATE_CACHE}
    front.application.answers["/en/own/"] = (200, private, b"somebody's own")
    front.application.answers["/admin/x/"] = (200, PAGE, b"desk")
    for path, times in (("/en/kept/", 1), ("/en/own/", 3), ("/admin/x/", 3)):
        front.application.asked.clear()
        for _time in range(3):
            assert ask(front, path)[0] == 200
        assert len(front.application.asked) == times, path


def test_too_much_is_refused_before_it_reaches_the_application(front):
    if front.name == CADDY:
        pytest.skip("Caddy has one bound for all")
    front.application.asked.clear()
    assert ask(front, "/en/", "POST", b"x" * (1 << 20) + b"more")[0] == 413
    assert not front.application.asked


def test_an_error_that_passes_is_answered_by_the_copy_and_at_the_desk_in_words(front):
    front.application.answers["/en/2026/two/"] = (503, PAGE, b"the database is away")
    front.application.answers["/en/2026/broken/"] = (500, PAGE, b"a fault of ours")
    front.application.answers["/admin/y/"] = (503, PAGE, b"its own words")
    assert ask(front, "/en/2026/two/")[::2] == (200, "copied text")
    assert ask(front, "/en/2026/broken/")[::2] == (500, "a fault of ours")
    assert ask(front, "/admin/y/")[::2] == (503, "its own words")


@pytest.fixture
def down(front):
    front.application.stop()
    yield front
    front.application.start()


def test_the_copy_answers_when_nothing_else_does(down):
    status, headers, body = ask(down, "/en/2026/two/?utm_source=elsewhere")
    assert (status, body) == (200, "copied text")
    assert headers["Cache-Control"] == middleware.PUBLIC_CACHE
    policy = middleware.CONTENT_SECURITY_POLICY
    assert headers.get_all("Content-Security-Policy") == [policy]
    assert headers["Content-Type"].startswith("text/html")
    assert "ETag" not in headers and "Last-Modified" not in headers

    status, headers, _body = ask(down, "/media/a/40.webp")
    assert (status, headers["Content-Type"]) == (200, "image/webp")
    assert headers.get_all("Content-Security-Policy") == [serving.POLICY]
    _status, headers, _body = ask(down, "/mission/emblem.svg")
    drawing = serving.POLICY_OF_DRAWING
    assert headers.get_all("Content-Security-Policy") == [drawing]

    status, headers, _body = ask(down, "/")
    assert (status, headers["Location"].endswith("/en/")) == (302, True)


def test_what_is_not_in_the_copy_is_answered_in_words(down):
    for path in ("/en/2026/none/", "/en/?before=3", "/media/none.webp", "/en/../index"):
        status, headers, body = ask(down, path)
        assert (status, body, headers["Retry-After"]) == (503, "away", "120"), path
        assert headers["Cache-Control"] == middleware.PRIVATE_CACHE
    assert ask(down, "/fr/2026/rien/")[::2] == (503, "absent")
    assert ask(down, "/admin/login/", "POST", b"a=b")[::2] == (503, "not saved")
    assert ask(down, "/admin/")[::2] == (503, "away")


def test_both_are_fit_with_tls_and_several_applications(tmp_path, settings):
    settings.FRONT_SERVERS, settings.SECURE_HSTS_SECONDS = 2, 63_072_000
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"),
            *("ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=press.example"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    asked = Asked(
        seen_at="/srv/embassy",
        certificate=str(certificate),
        key=str(key),
        cache=str(tmp_path / "cache"),
        applications=("10.0.0.5:8000", "10.0.0.6:8000"),
    )
    written = configuration("nginx", asked)
    assert "listen 443 ssl" in written
    # A token that came in clear isn't led on to the right address.
    assert "autoindex" not in written
    plain = written.partition("listen 80;")[2].partition("return 301")[0]
    assert "location ~ ^/(?:metrics$|healthz/)" in plain and "return 403" in plain
    # TLS 1.2 and 1.3 alone, with forward secrecy and authenticated ciphers.
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in written
    (ciphers,) = re.findall(r"ssl_ciphers (\S+);", written)
    for cipher in ciphers.split(":"):
        assert re.fullmatch(r"ECDHE-\S+-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)", cipher)
    assert "preload" in written and "$proxy_add_x_forwarded_for" in written
    assert str(settings.DATA_DIR) not in written
    folders = configuration("folders", asked)
    assert f"={settings.DATA_DIR}/static:/srv/embassy/static" in folders
    if nginx := found("nginx"):
        whole = tmp_path / "nginx.conf"
        whole.write_text(
            f"pid {tmp_path}/pid; events {{}} http {{ access_log off;\n{written}}}"
        )
        checked = [nginx, "-t", "-q", "-p", str(tmp_path), "-e", "stderr", "-c", whole]
        told_of = subprocess.run(checked, capture_output=True, text=True, check=False)
        assert told_of.returncode == 0, told_of.stderr
    written = configuration(CADDY, asked)
    plain = written.partition("\nhttp://")[2]
    assert "@programs path /metrics /healthz/*" in plain
    assert f"redir {settings.SITE_URL}{{uri}} 301" in plain
    if caddy := found("caddy"):
        (tmp_path / "Caddyfile").write_text(written)
        checked = [caddy, "validate", "--adapter", "caddyfile", "--config"]
        checked.append(tmp_path / "Caddyfile")
        told_of = subprocess.run(checked, capture_output=True, text=True, check=False)
        assert told_of.returncode == 0, told_of.stderr


def test_what_makes_no_front_is_said_in_words(settings):
    settings.FRONT_SERVERS = 0
    with pytest.raises(CommandError, match="FRONT_SERVERS is 0"):
        call_command("front_configuration", "nginx")
    settings.FRONT_SERVERS = 1
    with pytest.raises(CommandError, match="can't stand in the configuration"):
        call_command("front_configuration", "nginx", seen_at="/srv/x; }")
    with pytest.raises(CommandError, match="is no address"):
        call_command("front_configuration", "nginx", application=["a b"])
