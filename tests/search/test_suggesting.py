"""What may have been meant, where nothing is found: of what is live at the second."""

from datetime import timedelta

import pytest
from django.test import Client

from publications import clock, workflow
from publications.search import suggestion
from tests import factories
from tests.test_withdrawn import take_down

from . import corpus

pytestmark = pytest.mark.django_db

PAGE = "/en/search/"
# What each was typed as, and what it is in a live text.
MISSPELT = [
    ("en", "negotiater", "negotiators"),
    ("en", "Fishng", "fishing"),
    ("en", "musuem", "museum"),
    ("fr", "ambassadrises", "ambassadrices"),
    ("fr", "negocations", "négociations"),
    ("fr", "exposiion", "exposition"),
    ("ru", "переговры", "переговоры"),
    ("ru", "рыболоство", "рыболовстве"),
    ("ru", "самалет", "самолёт"),
    ("az", "kitabxnada", "kitabxanada"),
    ("az", "muqavlie", "müqavilə"),
    ("az", "şehherin", "şəhərin"),
    ("ar", "اتفاقبة", "اتفاقية"),
    ("ar", "المستفى", "المستشفى"),
    ("ar", "السفارءة", "السفارة"),
    ("es", "negociadroes", "negociadores"),
    ("es", "exposcion", "exposición"),
]


@pytest.fixture(scope="class")
def texts(in_common):
    with in_common():
        yield corpus.published()


def meant(typed, language="en", at=None):
    found = suggestion(typed, at or clock.moment(), language)
    return found and found.typed


@pytest.mark.usefixtures("texts")
class TestOfTheCorpus:
    @pytest.mark.parametrize(("language", "typed", "word"), MISSPELT)
    def test_a_misspelt_word_is_told_as_a_text_writes_it(self, language, typed, word):
        assert meant(typed, language) == word

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("two rivrs", "two rivers"),
            ('"two rivers" vally -boats', '"two rivers" valley -boats'),
            ("“Two Rivers”  vally", "“Two Rivers”  valley"),
            ("rivrs OR vally", "rivers OR valley"),
            ("zzzz OR vally", "zzzz OR valley"),
            ("musuem (ceramcs)", "museum (ceramics)"),
        ],
    )
    def test_only_what_is_wrong_is_changed(self, typed, told):
        assert meant(typed) == told

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "zzzzzz",
            "rivrs zzzzzz",  # nothing has both
            "ivers",  # begins otherwise
            '"rivrs"',  # as it stands
            "-rivrs",
            "大使官",
            "rivers 202",
            "ro",
            "vally museum",  # each is there, and never both
        ],
    )
    def test_else_nothing_is_suggested(self, typed):
        assert meant(typed) is None

    def test_the_page_tells_and_marks_it_where_nothing_is_found(self, client):
        page = client.get(PAGE, {"q": "two rivrs", "kind": "speeches"}).content.decode()
        link = '<a href="/en/search/?q=two+rivers" rel="nofollow" dir="auto">'
        assert f"Did you mean: {link}two <em>rivers</em></a>" in page
        page = client.get(PAGE, {"q": "<rivrs>"}).content.decode()
        assert ">&lt;<em>rivers</em>&gt;</a>" in page
        assert "Did you mean" not in client.get(PAGE, {"q": "rivers"}).content.decode()
        page = client.get(PAGE, {"q": "rivers", "year": "1999"}).content.decode()
        assert "Did you mean" not in page

    def test_it_is_bounded(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(38):
            assert meant(" ".join(["rivrs", "vally", "musuem", "cafee"] * 20)) is None


def test_a_name_is_told_as_it_is_written():
    signed = {"signatories": (workflow.Signatory("Lu Mei", "Ms.", "Ambassador"),)}
    factories.released(title="Friendship", body="Words.", **signed)
    assert meant("Lu Mie") == "Lu Mei"
    assert meant("Lu Mie", "ru") == "Lu Mei"


@pytest.mark.parametrize(
    "maker",
    ["draft", "in_review", "approved", "scheduled", "discarded", "superseded"]
    + ["withdrawn", "retracted", "replaced"],
)
def test_what_is_not_live_is_never_meant(maker):
    factories.BY_STATE[maker](title="Zephyr")
    assert meant("zephir") is None


def test_what_is_scheduled_is_meant_from_its_second_on():
    moment = factories.soon(60)
    edition = factories.scheduled(moment, title="Zephyr")
    assert meant("zephir", at=moment - timedelta(seconds=1)) is None
    assert meant("zephir", at=moment + timedelta(seconds=1)) == "zephyr"
    factories.do("unschedule", edition, "petra")
    assert meant("zephir", at=moment + timedelta(seconds=1)) is None


def test_what_is_taken_down_is_not_meant_from_then_on():
    edition = factories.released(title="Zephyr")
    assert meant("zephir") == "zephyr"
    take_down(edition)
    assert meant("zephir") is None


def test_nor_is_it_meant_beside_what_is_live():
    take_down(factories.released(title="Zephyr"))
    factories.released(title="Mistral")
    assert meant("mistrla OR zephir") == "mistral OR zephir"


def test_what_is_scheduled_costs_no_question_more(django_assert_num_queries):
    """Nor does it take a row from the index of words: the same is asked, and nothing
    comes back of it."""
    factories.released(title="Zephyr winds")
    asked = {}
    for name in ("before", "after"):
        with django_assert_num_queries(2) as queries:
            assert meant("mystral") is None
        asked[name] = [len(query["sql"]) for query in queries]
        factories.scheduled(title="Mistral mystrall")


def test_the_page_is_the_same_before_a_word_is_live(client, monkeypatch):
    moment = factories.soon(60)
    monkeypatch.setattr(clock, "moment", lambda: moment - timedelta(seconds=1))
    before = Client().get(PAGE, {"q": "zephir"}).content
    factories.scheduled(moment, title="Zephyr")
    assert Client().get(PAGE, {"q": "zephir"}).content == before
