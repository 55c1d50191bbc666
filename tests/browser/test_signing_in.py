"""Signing in with a passkey, from a virtual authenticator of the browser's."""

import pytest

from .conftest import PASSWORD, Visitor

ADD, USE = "Add a passkey", "Sign in with a passkey"


@pytest.fixture
def visitor(browser, site):
    """At `localhost`, the one host that is a secure context without TLS."""
    made = Visitor(browser, type(site)(site.url.replace("127.0.0.1", "localhost"), {}))
    devices = made.context.new_cdp_session(made.page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield made
    made.context.close()
    assert made.faults == []


def test_a_passkey_is_made_and_then_signs_in_alone(visitor):
    page = visitor.page
    visitor.sign_in("translator")
    page.goto("/admin/security/")
    assert visitor.violations() == []
    page.get_by_label("What do you call it").fill("my laptop")
    page.get_by_role("button", name=ADD).click()
    # Shown with the first second step, this once.
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert page.locator(".codes li").count() == 10
    visitor.follow("Go on")
    assert page.get_by_text("Passkey: my laptop").count()

    visitor.context.clear_cookies()
    page.goto("/admin/calendar/")
    assert visitor.violations() == []
    page.get_by_role("button", name=USE).click()
    page.wait_for_url(f"{visitor.site.url}/admin/calendar/")

    # A password alone no longer does; with the passkey as its second step it does.
    visitor.context.clear_cookies()
    page.goto("/admin/")
    page.get_by_label("Username").fill("translator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{visitor.site.url}/admin/")
    page.goto("/admin/security/")
    visitor.press("Remove this passkey: my laptop")
    assert not page.get_by_text("Passkey: my laptop").count()


def test_an_account_is_filled_in_by_whoever_sees_no_page(visit):
    """WCAG 4.1.2: a chooser of a person has a name, and each role is a box to tick."""
    admin = visit("admin")
    page = admin.page
    page.goto("/admin/publications/account/add/")
    assert page.get_by_role("checkbox", name="Publisher", exact=True).is_visible()
    page.goto("/admin/publications/appointment/add/")
    person = page.get_by_role("combobox", name="Person")
    person.first.wait_for()
    assert person.count() == 1
    assert admin.violations() == []
