"""The first page: what is new, then each kind, the head of mission, other languages."""

import re

import pytest

from publications import clock
from publications.models import Kind
from tests import factories
from tests.views.signers import MAY, page
from tests.views.test_editions import take_down

pytestmark = pytest.mark.django_db


def parts(html: str) -> dict[str, list[str]]:
    """The titles of each part of the page, by its id; of the latest texts under ""."""
    main = html.split("<main")[1].split("</main>")[0]
    pieces = re.split(r'<section[^>]* aria-labelledby="([^"]*)"', main)
    named = ["", *pieces[1::2]]
    linked = r'<a href="/[a-z-]+/20\d\d/[^/"]+/"[^>]*>([^<]*)</a>'
    return {
        name: re.findall(linked, piece)
        for name, piece in zip(named, pieces[::2], strict=True)
    }


def many(kind: str, number: int, day: int, **more):
    return [
        factories.recorded(
            MAY.replace(day=day, hour=n), kind=kind, title=f"{kind} {n}", **more
        )
        for n in range(number)
    ]


def test_each_kind_shows_its_latest(client):
    many("speech", 6, day=1)
    many("article", 2, day=2)
    many("op_ed", 6, day=3)
    found = parts(page(client, "/en/"))
    assert found[""] == [f"op_ed {n}" for n in (5, 4, 3, 2, 1, 0)] + ["article 1"]
    assert found["kind-articles"] == ["article 1", "article 0"]
    assert found["kind-speeches"] == ["speech 5", "speech 4", "speech 3"]
    assert found["kind-op-eds"] == ["op_ed 5", "op_ed 4", "op_ed 3"]
    assert "kind-statements" not in found


def test_older_texts_go_on_where_the_latest_end(client):
    many("op_ed", 12, day=3)
    html = page(client, "/en/")
    before = re.search(r'href="(\?before=[^"]*)" rel="next"', html)[1]
    older = parts(page(client, f"/en/{before}"))
    assert older[""] == [f"op_ed {n}" for n in (4, 3, 2, 1, 0)]
    assert list(older) == [""]


def test_nothing_shows_before_its_hour_or_after_its_end(client):
    many("op_ed", 7, day=3)
    shown = page(client, "/en/")
    factories.scheduled(kind="speech", title="Still to come")
    factories.scheduled(kind="speech", language="fr", title="Encore à venir")
    factories.draft(kind="article", title="A draft")
    down = factories.recorded(MAY.replace(day=9), kind="interview", title="Gone")
    take_down(down, "withdrawn")
    assert page(client, "/en/") == shown


def test_the_head_of_mission_has_a_place_for_what_was_signed(client):
    factories.recorded(MAY, title="By the Ambassador")
    factories.recorded(MAY, title="By nobody", signatories=())
    assert "head-of-mission" not in parts(page(client, "/en/"))
    who = factories.leading()
    found = parts(page(client, "/en/"))
    assert found["head-of-mission"] == ["By the Ambassador"]
    assert who.get_absolute_url() in page(client, "/en/")
    assert "head-of-mission" not in parts(page(client, "/fr/"))


def test_who_led_the_mission_once_has_it_no_more(client):
    factories.recorded(MAY)
    factories.leading(ends_on=clock.moment().date().replace(year=2020))
    assert "head-of-mission" not in parts(page(client, "/en/"))


def test_the_latest_of_each_other_language_is_one_step_away(client):
    factories.recorded(MAY, language="ar", title="نهران", slug="nahran")
    factories.recorded(MAY.replace(day=2), language="ar", title="قديم", slug="qadim")
    html = page(client, "/en/")
    assert parts(html)["in-other-languages"] == ["نهران"]
    assert re.search(r'<li lang="ar" dir="rtl">.*?العربية.*?hreflang="ar"', html)
    assert "in-other-languages" not in parts(page(client, "/ar/"))


def test_the_page_costs_the_same_however_much_there_is(
    client, django_assert_max_num_queries
):
    for kind in (Kind.OP_ED, Kind.SPEECH, Kind.ARTICLE):
        many(kind, 3, day=1)
    factories.leading()
    clock.moment()
    # The list's three; who leads, with names and titles; the latest revisions; which
    # texts; the texts.
    with django_assert_max_num_queries(9):
        page(client, "/en/")
