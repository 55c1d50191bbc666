"""Readers and editors, over HTTP: one question, or many at once."""

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from tests.form_fields import fields

TIMEOUT = 30  # seconds
PASSWORD_OF_DEMO = "demo-demo-demo"


class Answer(NamedTuple):
    """`status` 0: none came."""

    status: int
    text: str = ""
    seconds: float = 0.0
    cookies: str = ""
    path: str = ""


def ask(
    port: int,
    path: str,
    *,
    data: dict[str, str] | None = None,
    timeout: float = TIMEOUT,
    **headers: str,
) -> Answer:
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    body = None
    if data is not None:
        body = urlencode(data)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers["Origin"] = f"http://127.0.0.1:{port}"
    try:
        method = "GET" if body is None else "POST"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        jar = SimpleCookie()
        for line in response.headers.get_all("Set-Cookie") or []:
            jar.load(line)
        cookies = "; ".join(f"{k}={v.value}" for k, v in jar.items())
        return Answer(response.status, text, time.monotonic() - began, cookies, path)
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, repr(error), time.monotonic() - began)
    finally:
        connection.close()


class Load:
    """Readers who ask without a pause, until told to stop."""

    def __init__(self, question: Callable[[int], Answer], readers: int = 4):
        self.answers: list[tuple[float, Answer]] = []
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(question, n), daemon=True)
            for n in range(readers)
        ]
        for thread in self._threads:
            thread.start()

    def _read(self, question: Callable[[int], Answer], number: int) -> None:
        while not self._over.is_set():
            at = time.monotonic()
            self.answers.append((at, question(number)))
            number += len(self._threads)
            time.sleep(0.02)

    def stop(self) -> list[Answer]:
        self._over.set()
        for thread in self._threads:
            thread.join(TIMEOUT + 5)
        return [answer for _at, answer in self.answers]


def statuses(answers: list[Answer]) -> dict[int, int]:
    return dict(sorted(Counter(answer.status for answer in answers).items()))


def slowest(answers: list[Answer], share: float = 1.0) -> float:
    times = sorted(answer.seconds for answer in answers)
    return round(times[min(len(times) - 1, int(len(times) * share))], 3) if times else 0


def token_of(page: Answer) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    return found[1] if found else ""


def filled(page: Answer) -> dict[str, str]:
    """The form for a text with its words, and the token that sends it."""
    return fields(page.text) | {"csrfmiddlewaretoken": token_of(page)}


def signed_in(port: int, name: str, password: str) -> str:
    """The cookies of a session at the desk."""
    page = ask(port, "/admin/login/")
    data = {
        "username": name,
        "password": password,
        "csrfmiddlewaretoken": token_of(page),
        "next": "/admin/",
    }
    done = ask(port, "/admin/login/", data=data, Cookie=page.cookies)
    return f"{page.cookies}; {done.cookies}" if done.status == 302 else ""
