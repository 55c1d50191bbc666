"""Every form of every page refuses, in words, what breaks a feed or turns a page, and
what is too long; no argument breaks a page, and none leads to another site.

All pages are asked for that there are; each form is sent back with such a character in
each of its fields for words, as somebody who may, and with words and numbers beyond
all.
"""

import re
from collections import deque
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client

from publications import characters
from publications.admin.act_pages import PAGES
from publications.doors import DOORS, PUBLIC
from tests import test_doors
from tests.doors import addresses, scene
from tests.forms_of_pages import forms_of
from tests.people import person

BAD = ["\0", "\x0b", "\u202e", "\u2066", "\ufffe", "\x1b", "\u202a"]
# As a character, or as the parameters of a statement are written out.
LONG, MANY = "Too long. " * 501, "9" * 40
HOLDS_BAD = re.compile(
    "|".join([re.escape(repr(each)[1:-1]) for each in BAD] + [LONG[:5000]])
)
ELSEWHERE = ["//evil.example/", "https:evil.example", "/\\evil.example", "/%09/evil"]
BEYOND = [MANY, "-1", LONG, "\0", "0", "²", "[]", "9999-99-99", "%ED%A0%80"]
# How a view takes an argument of the query.
READ = re.compile(r"""GET(?:\.get(?:list)?\(|\[|, )"(\w+)\"""")
LEADING = ["next", "back", "before", "to", "url", "return", "redirect", "following"]


def of_the_product(cls=forms.BaseForm):
    for each in cls.__subclasses__():
        if each.__module__.startswith("publications."):
            yield each
        yield from of_the_product(each)


def sources():
    folder = Path(characters.__file__).parent
    return (path.read_text("utf-8") for path in folder.rglob("*.py"))


def is_shown_only(inline):
    return inline.fields and set(inline.fields) == set(inline.readonly_fields)


def test_every_form_of_the_product_stands_on_one_that_looks():
    found = set(of_the_product())
    assert len(found) > 40
    assert [each for each in found if not issubclass(each, characters.Fit)] == []
    used = {
        (each, form)
        for each in admin.site._registry.values()
        for form in (each.form, *(i.form for i in each.inlines if not is_shown_only(i)))
    }
    assert [each for each in used if not issubclass(each[1], characters.Fit)] == []


def places(values):
    """Every page that is looked at; each act has one of its own."""
    for address in addresses():
        door = DOORS[address.view_name]
        if "GET" not in door.methods:
            continue
        for act in PAGES if "<str:act>" in address.route else [values["act"]]:
            yield address.path({**values, "act": act}), door.look == PUBLIC


def looked(client, where):
    answer = client.get(where)
    if answer.streaming:
        answer.getvalue()  # or its file stays open
    return answer


@contextmanager
def nothing_bad_is_stored(told):
    """Nothing of what is written meanwhile holds such a character; nothing is kept."""
    written = []

    def look(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")) and HOLDS_BAD.search(str(params)):
            written.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(look):
            yield
        transaction.set_rollback(True)
    assert written == [], told


def send(client, form, where, seen):
    """Send it by each of its buttons, the last time too long and with numbers that are
    none; nothing is kept. Return how many fields were spoilt."""
    to = form.to if form.to.startswith("/") else where
    bad = cycle(BAD)
    spoilt = {name: f"A{next(bad)}B" for name in sorted(form.words)}
    if not spoilt:
        return 0
    if form.method == "get":
        assert client.get(to, spoilt).status_code < 500, (where, spoilt)
        return len(spoilt)
    buttons = form.buttons or [("", "")]
    for name, value in buttons:
        post(client, to, {**form.fields, **spoilt}, name, value)
    if (of := shape(form, to)) not in seen:
        seen.add(of)
        beyond = {n: MANY for n, v in form.fields.items() if v.isdecimal()}
        beyond |= {name: LONG for name in spoilt if name != "body"}
        post(client, to, {**form.fields, **beyond}, *buttons[0])
    return len(spoilt)


def shape(form, to):
    """One form of many that differ in what they are about."""
    return re.sub(r"[0-9a-f-]{30,}|\d+", "", " ".join([to, *sorted(form.fields)]))


def post(client, to, fields, name, value):
    told = (to, name, value)
    with nothing_bad_is_stored(told):
        answer = client.post(to, {**fields, name: value} if name else fields)
        assert answer.status_code < 500, told


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:The default scheme will be changed")
class TestEveryPage:
    @pytest.fixture(scope="class")
    @classmethod
    def asked(cls, in_common):
        """Each address with who may look there."""
        with in_common():
            scenes = [scene(n, s) for n, s in enumerate(("live", "draft"))]
            kept = SimpleNamespace(
                scenes=scenes, a_copy_of=test_doors.EveryDoor.a_copy_of
            )
            objects = test_doors.EveryDoor.one_of_each.__func__(kept)
            found = {}
            for one in scenes:
                values = {**one.values(), **objects, "edition": one.edition.pk}
                found |= dict(places(values))
            yield found

    @pytest.fixture
    def clients(self):
        signed_in = {
            name: Client(raise_request_exception=False)
            for name in ("", "petra", "admin")
        }
        for name in ("petra", "admin"):
            signed_in[name].force_login(person(name))
        return signed_in

    def test_no_form_stores_such_a_character(self, asked, clients):
        sent, seen = 0, set()
        for where, is_public in asked.items():
            for name in [""] if is_public else ["petra", "admin"]:
                answer = looked(clients[name], where)
                is_page = "html" in answer.headers.get("Content-Type", "")
                if answer.status_code != 200 or answer.streaming or not is_page:
                    continue
                for form in forms_of(answer.content.decode()):
                    sent += send(clients[name], form, where, seen)
                break
        assert sent > 100, sent

    def test_nobody_is_led_to_another_site(self, asked, clients):
        led = 0
        for count, (where, is_public) in enumerate(asked.items()):
            sep = "&" if "?" in where else "?"
            # Another address under each name, and under each name every address.
            turned = deque(ELSEWHERE)
            turned.rotate(count)
            told = "&".join(f"{n}={e}" for n, e in zip(LEADING, cycle(turned)))
            for name in [""] if is_public else ["petra", ""]:
                answer = looked(clients[name], f"{where}{sep}{told}")
                if "Location" in answer.headers:
                    to = answer.headers["Location"]
                    led += 1
                    ours = to.startswith((f"{settings.SITE_URL}/", "/"))
                    assert ours and not re.match(r"/[/\\\s%]", to), (where, to)
        assert led > 30, led

    def test_no_argument_breaks_a_page(self, asked, clients):
        """Each name that the sources read of a query, with what nobody means."""
        names = sorted(set(READ.findall("".join(sources()))) | {"id__in", "year"})
        assert len(names) > 15 and "before" in names
        told = 0
        for count, (where, is_public) in enumerate(asked.items()):
            turned = deque(BEYOND)
            turned.rotate(count)
            query = urlencode(list(zip(names, cycle(turned))))
            answer = looked(clients["" if is_public else "petra"], f"{where}?{query}")
            assert answer.status_code < 500, (where, query)
            told += answer.status_code == 200
        assert told > 30, told
