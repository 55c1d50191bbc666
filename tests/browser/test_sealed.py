"""What a device keeps of what was typed: sealed, for its writer alone, in time."""

import base64
import json
import re

import pytest

from .conftest import BODY, PASSWORD
from .test_keeping import save, saved_body, status

WORDS = "Quartz lantern. "
COPIES = """store => Object.entries(window[store])
  .filter(([name]) => name.startsWith("typed:"))"""
# Of sealings the first takes long, as it may.
SLOW_AT_FIRST = """
const encrypt = SubtleCrypto.prototype.encrypt;
let number = 0;
SubtleCrypto.prototype.encrypt = async function (...sent) {
  if (number++ === 0) await new Promise((go) => setTimeout(go, 1000));
  return encrypt.apply(this, sent);
};
"""
# A page that is killed, or whose last sealing comes too late.
NO_TIME = """
addEventListener("pagehide", (event) => event.stopImmediatePropagation(), true);
"""
NO_SEAL = """
Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined });
"""
KEEP_CLEAR = """([name, typed, at]) =>
  localStorage.setItem(name, JSON.stringify({ page: "before", typed, at }))"""


def on_device(page, store="localStorage") -> dict[str, str]:
    return dict(page.evaluate(COPIES, store))


def closed(visitor):
    """Its page is gone, the network is there again, and so is a new page."""
    visitor.page.close(run_before_unload=False)
    visitor.context.set_offline(False)
    visitor.page = visitor.context.new_page()
    visitor.page.goto("/admin/login/")
    return visitor.page


def sign_in(visitor, name):
    visitor.context.clear_cookies()
    page = visitor.page
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    visitor.press("Log in")
    return page


def offered(page) -> str:
    notice = page.locator(".kept-here:visible")
    notice.locator("summary").click()
    return notice.locator("pre").inner_text()


@pytest.fixture
def offline(visit, begun):
    """Return a maker of writers who have typed this far from the network."""

    def make(title: str, script: str = ""):
        address = begun(title)
        writer = visit("drafter")
        if script:
            writer.page.add_init_script(script)
        writer.page.goto(address)
        writer.context.set_offline(True)
        return writer, address

    return make


def test_it_is_sealed_and_comes_back_after_signing_in_again(offline):
    writer, address = offline("A Page That Is Sealed")
    page = writer.page
    keys = page.locator(".keeping").get_attribute("data-keys")
    assert keys is None
    page.locator(BODY).press_sequentially(WORDS)
    status(page, "No connection: kept on this device")
    ((name, line),) = on_device(page).items()
    assert re.fullmatch(r"typed:\d+:\d+:\d+:\w+", name)
    assert set(json.loads(line)) == {"at", "sealed"}
    iv, sealed = map(base64.b64decode, json.loads(line)["sealed"].split(" "))
    assert len(iv) == 12
    assert not any(word in line.encode() + sealed for word in (b"Quartz", b"river"))
    assert on_device(page, "sessionStorage") == {}
    # Each time anew.
    page.locator(BODY).press_sequentially("x")
    page.wait_for_timeout(500)
    assert base64.b64decode(json.loads(on_device(page)[name])["sealed"][:16]) != iv

    closed(writer)
    page = sign_in(writer, "drafter")
    page.goto(address)
    assert WORDS in offered(page)
    with page.expect_navigation():
        page.locator(".kept-here").get_by_role("button", name="Restore").click()
    assert WORDS in page.locator(BODY).input_value()
    save(page)
    assert WORDS in saved_body(page, address)
    assert on_device(page) == {}


def test_another_account_is_not_offered_it_and_cannot_read_it(offline):
    writer, address = offline("A Page of Somebody Else")
    page = writer.page
    page.locator(BODY).press_sequentially(WORDS)
    status(page, "No connection: kept on this device")
    user = page.locator(".keeping").get_attribute("data-user")
    page = closed(writer)
    ((name, line),) = on_device(page).items()
    page = sign_in(writer, "reviewer")
    page.goto(address)
    page.wait_for_timeout(500)
    assert page.locator(".kept-here:visible").count() == 0
    assert page.locator(".kept-unreadable").inner_text() == ""
    assert on_device(page) == {name: line}
    # Nor if it lay there as their own: it is told once, and gone.
    other = page.locator(".keeping").get_attribute("data-user")
    moved = name.replace(f"typed:{user}:", f"typed:{other}:")
    page.evaluate("([name, line]) => localStorage.setItem(name, line)", [moved, line])
    page.goto(address)
    page.locator(".kept-unreadable", has_text="can no longer be read").wait_for()
    assert page.locator(".kept-here:visible").count() == 0
    assert writer.violations() == []
    assert on_device(page) == {name: line}

    # Of the writer's own it is of this text and moment alone.
    page = sign_in(writer, "drafter")
    later = json.dumps({**json.loads(line), "at": json.loads(line)["at"] + 1})
    page.evaluate("([name, line]) => localStorage.setItem(name, line)", [name, later])
    page.goto(address)
    page.locator(".kept-unreadable", has_text="can no longer be read").wait_for()
    assert on_device(page) == {}


def test_it_is_there_when_the_page_closes_right_after_a_key(offline):
    writer, address = offline("A Page Closed at Once", NO_TIME)
    writer.page.locator(BODY).press_sequentially(WORDS + "!")
    page = closed(writer)
    page.goto(address)
    assert WORDS + "!" in offered(page)


def test_an_earlier_sealing_never_overtakes(offline):
    writer, address = offline("A Page Sealed Slowly", SLOW_AT_FIRST + NO_TIME)
    page = writer.page
    page.locator(BODY).press_sequentially("One two. ")
    page.wait_for_timeout(1_500)
    assert len(on_device(page)) == 1
    page = closed(writer)
    page.goto(address)
    assert "One two. " in offered(page)


def test_what_is_dropped_meanwhile_does_not_come_after(offline):
    writer, _address = offline("A Page Typed Back", SLOW_AT_FIRST)
    page = writer.page
    page.locator(BODY).press("x")
    page.locator(BODY).fill("The river is old.")
    page.wait_for_timeout(2_000)
    assert on_device(page) == {}


def test_what_lay_there_in_the_clear_is_read_once_and_sealed(offline):
    writer, address = offline("A Page of Before")
    page = writer.page
    writer.context.set_offline(False)
    told = page.locator(".keeping")
    user = told.get_attribute("data-user")
    text = told.get_attribute("data-edition")
    now = page.evaluate("Date.now()")
    of_this, of_other = f"typed:{user}:{text}:1:before", f"typed:{user}:999999:1:before"
    typed = {"title": ["A Page of Before"], "body": [WORDS]}
    page.evaluate(KEEP_CLEAR, [of_this, typed, now])
    page.evaluate(KEEP_CLEAR, [of_other, typed, now])
    long_ago = now - 15 * 24 * 60 * 60 * 1000
    page.evaluate(KEEP_CLEAR, ["typed:999999:1:1:before", typed, long_ago])
    page.goto(address)
    assert WORDS in offered(page)
    lines = on_device(page)
    assert set(lines) == {of_this, of_other}
    assert not any("Quartz" in line for line in lines.values())
    page.goto(address)
    assert WORDS in offered(page)


def test_where_nothing_can_be_sealed_it_goes_with_the_tab(offline):
    writer, address = offline("A Page Without a Seal", NO_SEAL)
    page = writer.page
    page.locator(BODY).press_sequentially(WORDS)
    status(page, "No connection: kept on this device")
    assert on_device(page) == {}
    assert len(on_device(page, "sessionStorage")) == 1
    page = closed(writer)
    page.goto(address)
    page.wait_for_timeout(500)
    assert page.locator(".kept-here:visible").count() == 0


def test_of_a_limited_circle_it_is_sealed_in_the_tab(offline):
    writer, address = offline("A Page for Few")
    writer.context.set_offline(False)
    page = writer.page

    def limited(route):
        answer = route.fetch()
        body = answer.text().replace("data-edition=", "data-limited data-edition=")
        route.fulfill(response=answer, body=body)

    page.route(lambda url: url == address, limited)
    page.goto(address)
    writer.context.set_offline(True)
    page.locator(BODY).press_sequentially(WORDS)
    status(page, "No connection: kept on this device")
    assert on_device(page) == {}
    (line,) = on_device(page, "sessionStorage").values()
    assert set(json.loads(line)) == {"at", "sealed"}
