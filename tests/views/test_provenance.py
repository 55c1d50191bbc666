"""Where a text appeared, as its page tells it; what is the desk's stays there."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from publications import workflow
from publications.models import Edition, Placement
from publications.rendering.web import web_link
from publications.views.provenance import provenance
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

URL = "https://herald.example/rivers"


@pytest.fixture
def edition():
    return factories.released()


def place(edition, outlet="Herald", **told):
    return workflow.place(edition, outlet, by=person("dara"), **told)


def read(edition):
    return Edition.objects.to_read().get(pk=edition.pk)


def shown(edition, name, language="en"):
    edition = read(edition)
    with translation.override(language):
        return render_to_string(
            f"publications/{name}.html", {"edition": edition, **provenance(edition)}
        )


def test_the_first_publication_is_told_with_day_and_link(edition):
    place(edition, url=URL, confirmed=True, appeared_on=date(2026, 3, 1))
    html = shown(edition, "_provenance")
    assert "First published in" in html
    assert f'<a href="{URL}"><bdi>Herald</bdi></a>' in html
    assert '<time class="appeared" datetime="2026-03-01">1 March 2026</time>' in html
    assert "Herald" not in shown(edition, "_appearances")


def test_the_first_is_told_with_what_the_outlet_made_of_it(edition):
    place(
        edition,
        confirmed=True,
        headline="نهران",
        language="ar",
        page="p. 3",
        sameness="differs",
        differences="The end\nis gone.",
    )
    html = shown(edition, "_provenance")
    assert '<cite lang="ar" dir="rtl">نهران</cite>' in html
    assert "Page: <bdi>p. 3</bdi>" in html
    assert "The end<br>is gone." in html
    Placement.objects.update(sameness="identical", differences="")
    assert "identical to ours" in shown(edition, "_provenance")


def test_others_are_told_with_all_that_readers_may_know(edition):
    placement = place(
        edition,
        "Qonşu",
        role="translation",
        url=URL,
        confirmed=True,
        headline="İki çay",
        language="az",
        page="№ 12",
        appeared_on=date(2026, 4, 1),
        differences="One word.",
    )
    html = shown(edition, "_appearances")
    assert "Where it appeared" in html
    assert "Translation" in html
    assert f'<a href="/en/outlets/{placement.outlet.slug}/">' in html
    link = f'<cite lang="az" dir="ltr"><a href="{URL}" hreflang="az">İki çay</a></cite>'
    assert link in html
    for told in ("Language: Azerbaijani", "№ 12", "1 April 2026", "One word."):
        assert told in html
    assert "İki çay" not in shown(edition, "_provenance")


def test_nothing_is_said_where_nothing_is_known(edition):
    assert not shown(edition, "_appearances").strip()
    assert not shown(edition, "_provenance").strip()


@pytest.mark.parametrize("role", ["first", "reprint"])
def test_what_is_the_desks_is_never_shown(edition, role):
    place(
        edition,
        role=role,
        confirmed=True,
        permission="SECRET agreed",
        exclusive_until=date(2031, 7, 9),
        errors="SECRET misprint",
        presenting_sentence="SECRET sentence",
    )
    workflow.place(
        edition, "SECRET Outlet", by=person("dara"), role="report", headline="SECRET"
    )
    for name in ("_provenance", "_appearances"):
        html = shown(edition, name)
        assert "SECRET" not in html
        assert "2031" not in html


@pytest.mark.parametrize("role", ["first", "reprint"])
@pytest.mark.parametrize("headline", ["", "A headline"])
def test_an_address_that_is_none_of_the_web_is_words(edition, role, headline):
    place(edition, role=role, confirmed=True, headline=headline)
    edition = read(edition)
    for placement in edition.text.publication.placements.all():
        placement.url = 'javascript:alert("x")'
    context = {"edition": edition, **provenance(edition)}
    for name in ("_provenance", "_appearances"):
        html = render_to_string(f"publications/{name}.html", context)
        assert 'href="javascript' not in html


def test_markup_in_what_an_outlet_wrote_is_words(edition):
    told = {"headline": "<b>H", "page": "<i>p", "differences": "<u>d"}
    place(edition, "<s>Herald", confirmed=True, **told)
    place(edition, "<s>Courier", role="reprint", confirmed=True, **told)
    for name in ("_provenance", "_appearances"):
        html = shown(edition, name)
        for tag in ("<b>", "<i>", "<u>", "<s>"):
            assert tag not in html


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (URL, URL),
        ("HTTP://herald.example/", "HTTP://herald.example/"),
        ("javascript:alert(1)", ""),
        (" https://herald.example/", ""),
        ("//herald.example/", ""),
        ("ftp://herald.example/", ""),
        ("", ""),
    ],
)
def test_a_link_is_made_of_addresses_of_the_web_alone(address, link):
    assert web_link(address) == link


def test_ours_is_the_original_unless_an_editor_chose_otherwise(edition):
    assert provenance(read(edition))["canonical_elsewhere"] == ""
    placement = place(edition, url=URL, confirmed=True)
    assert provenance(read(edition))["canonical_elsewhere"] == ""
    placement.canonical = True
    workflow.store_placement(placement, by=person("dara"))
    assert provenance(read(edition))["canonical_elsewhere"] == URL
    placement.language = "az"
    workflow.store_placement(placement, by=person("dara"))
    assert provenance(read(edition))["canonical_elsewhere"] == ""


def test_it_costs_no_query(edition, django_assert_num_queries):
    place(edition, confirmed=True)
    edition = read(edition)
    with django_assert_num_queries(0):
        told = provenance(edition)
        assert told["first_placements"][0].outlet.name == "Herald"
