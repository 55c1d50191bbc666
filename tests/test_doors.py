"""Every address, asked by every role and by a stranger, answers as its row says.

The addresses are those of the URL configuration, found by walking it: one that has no
row fails here, and is closed meanwhile. docs/developing/doors.md shows the table.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.urls import path

from embassy.urls import handler404  # noqa: F401 - of this module as URL configuration
from embassy.urls import urlpatterns as known
from publications import workflow
from publications.doors import (
    ADMINISTRATOR,
    DOORS,
    PUBLIC,
    SIGNED_IN,
    Door,
)
from publications.identity import sessions
from publications.models import (
    Account,
    ArchiveBatch,
    AuditEntry,
    Presence,
    PreviewOpening,
)
from tests import factories
from tests.doors import STATES, Address, addresses, scene, table
from tests.people import NAMES, person
from tests.rows import rows
from tests.workflow.test_pages import public

# As the configuration of an installation that forgot a row.
urlpatterns = [*known, path("brand-new/", lambda r: HttpResponse("in"), name="new")]

# One of each role, staff without a role, a superuser without one, and a stranger.
PEOPLE = [*{role: name for name, role in NAMES.items()}.values(), "stella", "admin", ""]
METHODS = ("GET", "HEAD", "POST")
# Refused before it is asked who it is.
OTHERS = ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")
# What somebody who is let in may find who sends an empty form.
BEHIND = {200, 302, 400, 409, 410}


def covered(who: frozenset[str], name: str) -> bool:
    """Whether the row's words include this person; told from roles as data."""
    if who == PUBLIC:
        return True
    if not name:
        return False
    if who == SIGNED_IN or (name == "admin" and who >= ADMINISTRATOR):
        return True
    return bool(who & set(workflow.ROLES.get(NAMES.get(name, ""), ())))


def expected(view_name: str, method: str, name: str, state: str) -> set[int]:
    """The statuses that the table allows."""
    door = DOORS[view_name]
    if method not in door.methods:
        return {405}
    if not covered(door.who(method), name):
        return {403} if name else {302}
    if door.hidden and state == "limited" and name != "dara":
        return {door.hidden}
    if method == "POST":
        return BEHIND | {403} if door.asks_again else BEHIND
    special, status = door.others
    if special and covered(special, name):
        # Django's sign-in leads on what is a GET alone.
        return {status} if method == "GET" else {status, 200}
    answer = door.answer
    return {answer if isinstance(answer, int) else answer[state]}


def pairs(door: Door, state: str) -> Iterator[tuple[str, str]]:
    """Who asks by which method. In the first state, all by all that there are, and by
    two those that there aren't; in the others, what the state may change: looks by all
    (of a public page, by two), acts by one of the circle, one who only reads, one
    without a role, and a stranger."""
    if state == "draft":
        yield from product(PEOPLE, METHODS)
        yield from product(("petra", ""), OTHERS)
        return
    is_for_all = door.look == PUBLIC and not door.others[0]
    yield from product(("petra", "") if is_for_all else PEOPLE, ("GET",))
    yield from product(("dara", "orla", "stella", ""), ("POST",))


def stored() -> dict[str, list]:
    """Every row of every table but the record's, which is looked at by itself, and
    those that say that somebody looked: who has a text open, who opened a preview."""
    return {
        model.__name__: rows(model)
        for model in apps.get_models()
        if model not in (AuditEntry, Presence, PreviewOpening)
    }


@pytest.mark.filterwarnings("ignore:The default scheme will be changed")
class EveryDoor(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.scenes = [scene(number, state) for number, state in enumerate(STATES)]
        cls.objects = cls.one_of_each()

    @classmethod
    def one_of_each(cls) -> dict[str, object]:
        """The ids in the addresses of Django's admin, by the name of the model."""
        used = next(s for s in cls.scenes if s.state == "live")
        live = used.edition
        ready = [factories.approved(title=f"Gathered {n}") for n in (1, 2)]
        placement = factories.placed(live)
        return {
            "archivebatch": ArchiveBatch.objects.create(
                name="Former site",
                taken_in_at=datetime(2027, 1, 1, tzinfo=UTC),
                taken_in_by=person("dara"),
            ).pk,
            "bundle": workflow.make_bundle("B", ready, by=person("petra")).pk,
            "pagetext": public().pk,
            "page-slug": "about",
            "account": person("stella").pk,
            "id": person("stella").pk,
            "group": Group.objects.get(name="Drafter").pk,
            "notice": apps.get_model("publications.Notice").objects.first().pk,
            "person": factories.leading().pk,
            "appointment": factories.leading().appointments.get().pk,
            "outlet": placement.outlet_id,
            "placement": placement.pk,
            "copy": cls.a_copy_of(placement),
            "topic": live.text.publication.topics.get().pk,
            "series": live.text.publication.series_id,
            "auditentry": AuditEntry.objects.first().pk,
            "image": used.picture.pk,
            "admin:picture_replace-pk": used.picture.pk,
            "attachment": used.recording.pk,
            "rest": "1/1/",
            "content_type_id": 1,
            "object_id": 1,
        }

    @staticmethod
    def a_copy_of(placement):
        scan = ContentFile(b"%PDF- A page.")
        return workflow.keep_copy(placement, scan, "p.pdf", by=person("dara")).uuid

    def setUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        # A session says every five minutes that it is used: of no address's doing.
        patched = mock.patch.object(sessions, "NOTED", 24 * 60 * 60)
        self.enterContext(patched)
        self.sessions = {"": ""}
        for name in filter(None, PEOPLE):
            self.client.cookies.clear()  # or signing in ends the session before
            self.client.force_login(person(name))
            self.sessions[name] = self.client.cookies[
                settings.SESSION_COOKIE_NAME
            ].value

    def ask(self, name: str, method: str, address: str):
        self.client.cookies.clear()
        if name:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        with transaction.atomic():
            answer = self.client.generic(method, address)
            if answer.streaming:
                answer.getvalue()  # or its file stays open
            if method == "POST":
                transaction.set_rollback(True)
        return answer

    def asked(self, address: Address):
        """Each text's own address; just one where the address is of no text."""
        seen = set()
        for each in self.scenes:
            values = each.values()
            values = {**values, **self.objects, "edition": values["pk"]}
            is_person = address.view_name in ("person", "person-feed")
            if is_person:
                values["person"] = each.values()["person"]
            if each.state == "emergency" and is_person:
                continue  # nobody signs it
            found = address.path(values)
            if found not in seen:
                seen.add(found)
                yield each.state, found

    def test_each_address_answers_each_person_as_its_row_says(self):
        wrong, count, before = [], 0, stored()
        for address in addresses():
            entries = AuditEntry.objects.count()
            for state, found in self.asked(address):
                for name, method in pairs(DOORS[address.view_name], state):
                    count += 1
                    status = self.ask(name, method, found).status_code
                    right = expected(address.view_name, method, name, state)
                    if status not in right:
                        said = (address.view_name, found, state, name, method)
                        wrong.append((*said, status, right))
            # What was sent to act is rolled back: looking and being refused is left.
            if (now := stored()) != before:
                wrong.append((address, "has changed what is stored"))
            before = now
            left = AuditEntry.objects.order_by("sequence")[entries:]
            if {entry.act for entry in left} - {DOORS[address.view_name].records}:
                wrong.append((address, "has written on the record"))
        assert not wrong, "\n".join(map(str, wrong))
        assert count > 8_000
        told = f"{count} requests at {len(DOORS)} doors by {len(PEOPLE)} people"
        print(told)  # noqa: T201 - with `-s`


def test_every_address_has_a_row_and_every_row_an_address():
    there = {address.view_name for address in addresses()}
    assert sorted(there - set(DOORS)) == []
    assert sorted(set(DOORS) - there) == []


@pytest.mark.parametrize(
    ("name", "method", "address", "status"),
    [
        ("tomas", "GET", "/admin/publications/bundle/add/", 403),
        ("stella", "GET", "/admin/publications/bundle/add/", 403),
        ("stella", "GET", "/admin/autocomplete/", 403),
        ("stella", "GET", "/admin/publications/edition/", 403),
        ("admin", "GET", "/admin/publications/edition/", 403),
        ("admin", "GET", "/admin/publications/outlet/", 403),
        ("admin", "GET", "/admin/publications/auditentry/", 403),
        ("admin", "GET", "/admin/publications/person/", 200),
        ("hugo", "GET", "/admin/publications/account/", 403),
        ("petra", "POST", "/admin/auth/group/add/", 403),
        ("orla", "GET", "/admin/publications/edition/add/", 403),
        ("petra", "DELETE", "/en/", 405),
    ],
)
def test_what_the_table_must_say_whatever_it_says(
    db, client, name, method, address, status
):
    client.force_login(person(name))
    assert client.generic(method, address).status_code == status


def test_an_address_without_a_row_is_closed_and_told_of(db, client, caplog):
    with override_settings(ROOT_URLCONF="tests.test_doors"):
        client.force_login(person("petra"))
        assert client.get("/brand-new/").status_code == 404
        assert client.get("/en/").status_code == 200
    assert "The address new has no row" in caplog.text


def test_a_method_that_isnt_there_is_told_before_the_token_is_asked_for(db):
    answer = Client(enforce_csrf_checks=True).put("/admin/login/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_a_stranger_comes_back_to_the_page_after_signing_in(db, client):
    answer = client.get("/admin/publications/edition/?state=draft")
    asked = "%3Fstate%3Ddraft"
    assert answer.headers["Location"] == (
        f"/admin/login/?next=/admin/publications/edition/{asked}"
    )


def test_the_roles_are_asked_once_a_request(db, client, monkeypatch):
    client.force_login(person("petra"))
    asked = []
    permitted = Account.permitted
    monkeypatch.setattr(
        Account, "permitted", lambda self: asked.append(1) or permitted(self)
    )
    client.get("/admin/publications/bundle/add/")
    assert asked == [1]


def test_the_page_for_people_shows_this_table():
    page = settings.BASE_DIR / "docs" / "developing" / "doors.md"
    assert page.read_text(encoding="utf-8").endswith(table()), table()
