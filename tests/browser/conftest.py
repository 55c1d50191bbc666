"""A real site, started as `make run` starts it, and people with browsers of their own.

The site listens on 127.0.0.1, on the database under test (SQLite, or PostgreSQL by
DATABASE_URL), and is ended by its own process id.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from .chromium import FLAGS, chromium

PASSWORD = "for-the-browser-tests-only"
BODY = "#id_body"  # of the writing page
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
START = 300  # seconds that a start may take, on a slow machine beside all else
ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if not chromium():
                item.add_marker(pytest.mark.skip(reason="no Chromium here"))


class Site:
    """The address of a running site, and its command line."""

    def __init__(self, url: str, environment: dict[str, str]):
        self.url = url
        self.environment = environment
        # By account, of the last who signed in: its digest of passwords is slow.
        self.sessions: dict[str, list] = {}

    def manage(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **options,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    data = tmp_path_factory.mktemp("site")
    unwanted = ("SITE_URL", "ALLOWED_HOSTS", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
    environment = {
        **{k: v for k, v in os.environ.items() if k not in unwanted},
        "DATA_DIR": str(data),
        "PORT": str(port),
        "DEMO": "1",
        "DEMO_PASSWORD": PASSWORD,
        "TIME_ZONE": "Asia/Baku",
        "CAPITAL_TIME_ZONE": "Europe/Oslo",
    }
    with (data / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "run_site"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(url, server, data / "log")
            yield Site(url, environment)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/en/", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The site did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


class Visitor:
    """Somebody with a browser of their own; script errors and blocked loads count."""

    def __init__(self, browser, site: Site, **options):
        self.site = site
        self.context = browser.new_context(base_url=site.url, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._console)

    def _console(self, message):
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def sign_in(self, name: str):
        """Go on with a session that this account has, or begin one by the form."""
        self.context.add_cookies(self.site.sessions.get(name, []))
        self.page.goto("/admin/")
        if "/login/" not in self.page.url:
            return self
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/admin/")
        self.site.sessions[name] = self.context.cookies()
        return self

    def press(self, name: str):
        """Press a button and wait for the page that follows."""
        looked = self.page.get_by_label("I have looked at these")
        if looked.count():
            looked.check()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str):
        """Follow a link and wait for its page."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).click()

    def violations(self) -> list[tuple[str, str]]:
        """What axe finds on the page; it styles elements inline, so that the policy's
        refusals while it looks are not the page's faults."""
        known = list(self.faults)
        found = Axe().run(self.page, options=RULES).response["violations"]
        self.faults = known
        return [(v["id"], v["nodes"][0]["html"][:200]) for v in found]

    def buttons(self) -> set[str]:
        acts = self.page.locator(".side-panel button:not(.checks *)")
        return {text.strip() for text in acts.all_inner_texts()}


@pytest.fixture
def visit(browser, site):
    """Return a maker of visitors; at the end none may have met a fault."""
    visitors: list[Visitor] = []

    def make(name: str = "", **options) -> Visitor:
        visitor = Visitor(browser, site, **options)
        visitors.append(visitor)
        return visitor.sign_in(name) if name else visitor

    yield make
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.context.close()
    assert faults == []


@pytest.fixture
def begun(visit):
    """Return a maker of drafts, by this account; it answers with their address."""

    def make(title: str, *, body: str = "The river is old.", language="en") -> str:
        writer = visit("drafter")
        page = writer.page
        page.goto("/admin/publications/edition/add/")
        page.get_by_label("Title", exact=True).fill(title)
        page.locator(BODY).fill(body)
        page.locator("#id_language").select_option(language)
        with page.expect_navigation():
            page.locator(".side-panel [name=_save]").click()
        return page.url

    return make
