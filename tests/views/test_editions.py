"""A text's editions: what was changed and when, and each as it stood."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from publications import clock, workflow
from publications.middleware import PUBLIC_CACHE
from tests import factories
from tests.replaying import replayed

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
ALL = "/en/2026/rivers/editions/"
FIRST = "/en/2026/rivers/editions/1/"
SECOND = "/en/2026/rivers/editions/2/"
NOTE = "The figure was put right."


@pytest.fixture
def at(monkeypatch):
    """Set the moment of the requests that follow."""

    def set_moment(moment):
        monkeypatch.setattr(clock, "moment", lambda: moment)

    return set_moment


def text(**changes):
    return factories.recorded(MAY, **{"slug": "rivers", **changes})


@replayed
def cleared(edition, **changes):
    """The next edition, cleared and ready to be released."""
    new = factories.do("revise", edition, "dara")
    content = factories.content(**{"slug": "rivers", **changes})
    factories.do("save", new, "dara", content=content)
    factories.do("submit", new, "dara")
    return factories.do("approve", new, "rhea")


def corrected(edition, **changes):
    told = {"change": "correction", "public_note": NOTE}
    return factories.do("release", cleared(edition, **changes), "petra", **told)


def scheduled(edition, moment, **changes):
    told = {"moment": moment, "change": "correction", "public_note": NOTE}
    return factories.do("schedule", cleared(edition, **changes), "petra", **told)


def take_down(edition, outcome="withdrawn", **more):
    decided = workflow.TakingDown(outcome, "error", "It was wrong.", **more)
    return factories.do("withdraw", edition, "petra", decided=decided)


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def leads_to(client, path):
    answer = client.get(path)
    assert answer.status_code == 301, path
    return answer.headers["Location"]


class TestTheList:
    def test_it_says_what_was_changed_and_when_the_latest_first(self, client, at):
        moment = factories.soon()
        scheduled(text(title="Rivers"), moment, title="Two Rivers")
        at(moment)
        html = page(client, ALL)
        assert html.index("Edition 2") < html.index("Edition 1")
        assert "Correction" in html
        assert NOTE in html
        assert "First release" in html
        assert '<time datetime="2026-05-06T07:30:00Z">6 May 2026, 07:30 (UTC)' in html
        until = f'Until <time datetime="{moment:%Y-%m-%dT%H:%M:%SZ}">'
        assert html.count(until) == 1
        assert f'href="{FIRST}"' in html
        assert f'href="{SECOND}"' in html
        assert html.count("Current edition") == 1
        assert "Superseded" in html

    def test_a_text_with_one_edition_has_a_list_of_one(self, client):
        text()
        html = page(client, ALL)
        assert html.count("<article") == 1
        assert "Edition 1" in html
        assert "Until" not in html
        assert "noindex" not in html

    def test_what_is_scheduled_changes_no_byte_before_its_second(self, client, at):
        edition = text()
        at(moment := factories.soon())
        before = [page(client, path) for path in (ALL, FIRST)]
        scheduled(edition, moment, slug="canary", title="Canary")
        at(moment - timedelta(seconds=1))
        assert [page(client, path) for path in (ALL, FIRST)] == before
        for path in (SECOND, "/en/2026/canary/editions/"):
            page(client, path, status=404)
        at(moment)
        assert leads_to(client, ALL) == "/en/2026/canary/editions/"
        assert "Canary" in page(client, "/en/2026/canary/editions/2/")

    def test_a_withdrawn_text_keeps_its_list_and_is_in_no_search_engine(self, client):
        take_down(text())
        html = page(client, ALL)
        assert "Withdrawn" in html
        assert "Current edition" not in html
        assert '<meta name="robots" content="noindex">' in html

    def test_notes_and_titles_are_shown_as_text(self, client):
        edition = corrected(text(), title="<script>alert(1)</script>")
        assert "<script" not in page(client, ALL)
        assert "<script" not in page(client, SECOND)
        assert edition.number == 2


class TestAnEdition:
    def test_it_stays_as_it_stood_when_it_is_superseded(self, client, at):
        moment = factories.soon()
        scheduled(text(body="The old figure."), moment, body="The new figure.")
        at(moment)
        html = page(client, FIRST)
        assert "The old figure." in html
        assert "The new figure." not in html
        assert "Public from <time" in html
        assert f'until <time datetime="{moment:%Y-%m-%dT%H:%M:%SZ}">' in html
        assert "Superseded." in html
        assert '<a href="/en/2026/rivers/">The current edition</a>' in html
        html = page(client, SECOND)
        assert "The new figure." in html
        assert "This is the current edition." in html
        assert "Public from" not in html

    def test_it_is_in_no_search_engine_which_is_led_to_the_text(self, client):
        corrected(text())
        for path in (FIRST, SECOND):
            html = page(client, path)
            assert html.count('<meta name="robots" content="noindex">') == 1
            canonical = (
                '<link rel="canonical" href="https://press.example/en/2026/rivers/">'
            )
            assert canonical in html
            assert "og:title" not in html

    def test_its_address_stays_when_the_texts_own_moves_on(self, client):
        corrected(text(slug="old-name"))
        assert "Edition 1" in page(client, "/en/2026/old-name/editions/1/")
        assert leads_to(client, FIRST) == "/en/2026/old-name/editions/1/"
        assert leads_to(client, "/en/2026/old-name/editions/2/") == SECOND
        assert leads_to(client, "/en/2026/old-name/editions/") == ALL

    @pytest.mark.parametrize("path", [ALL, FIRST, f"{FIRST}citation.bib"])
    def test_a_wrong_year_and_a_number_with_noughts_lead_to_it(self, client, path):
        text()
        assert leads_to(client, path.replace("2026", "1999")) == path
        if "1/" in path:
            assert leads_to(client, path.replace("/1/", "/001/")) == path

    def test_what_told_of_changes_up_to_it_stands_on_it(self, client):
        third = corrected(corrected(text()), title="Three")
        assert third.number == 3
        html = page(client, "/en/2026/rivers/editions/3/")
        assert html.count(NOTE) == 2
        assert page(client, SECOND).count(NOTE) == 1
        assert NOTE not in page(client, FIRST)

    def test_names_on_an_earlier_one_lead_nowhere(self, client):
        corrected(text(), signatories=())
        assert "Ada Venn" in page(client, FIRST)
        assert "/en/people/" not in page(client, FIRST)

    def test_it_is_read_in_its_own_language_alone(self, client):
        text()
        for path in (ALL, FIRST, f"{FIRST}citation.txt"):
            page(client, path.replace("/en/", "/fr/"), status=404)


class TestTakenDown:
    def test_a_withdrawn_texts_editions_say_so(self, client):
        take_down(corrected(text(body="The old figure.")))
        for path in (FIRST, SECOND):
            html = page(client, path)
            assert "This text was withdrawn on" in html
            assert "It was wrong." in html
            assert "<title>Withdrawn: " in html
        assert "The old figure." in page(client, FIRST)
        assert "Withdrawn." in page(client, SECOND)

    def test_a_reinstated_text_carries_no_notice_and_its_edition_says_how_it_ended(
        self, client
    ):
        edition = text()
        take_down(edition)
        corrected(edition)
        html = page(client, FIRST)
        assert "This text was withdrawn on" not in html
        assert "Withdrawn." in html
        assert "This is the current edition." in page(client, SECOND)

    def test_a_replaced_texts_editions_name_what_took_its_place(self, client):
        other = text(slug="other", title="What came instead")
        take_down(text(), "replaced", replacement=other.text)
        html = page(client, FIRST)
        assert "This text was replaced by another on" in html
        assert "What came instead" in html
        take_down(other)
        html = page(client, FIRST)
        assert "What came instead" not in html
        assert "This text was withdrawn on" in html

    def test_a_retracted_texts_editions_are_nobodys(self, client):
        take_down(corrected(text(slug="old-name")), "retracted")
        for path in (
            ALL,
            FIRST,
            SECOND,
            "/en/2026/old-name/editions/",
            "/en/2026/old-name/editions/1/",
            f"{SECOND}citation.txt",
        ):
            page(client, path, status=404)

    def test_what_was_retracted_stays_so_when_the_text_is_back(self, client):
        edition = text(body="The old figure.")
        take_down(edition, "retracted")
        corrected(edition)
        page(client, FIRST, status=404)
        html = page(client, ALL)
        assert "Edition 1" not in html
        assert "Edition 2" in html
        assert "noindex" not in html
        page(client, SECOND)


class TestOtherNumbers:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _two_editions(cls, in_common):
        with in_common():
            corrected(text())
            yield

    @pytest.mark.parametrize("number", ["1", "2"])
    @pytest.mark.parametrize("ending", ["", "citation.bib"])
    def test_a_number_that_there_is_is_found(self, client, number, ending):
        page(client, f"{ALL}{number}/{ending}")

    @pytest.mark.parametrize(
        "number",
        ["0", "3", "99999999999999999999", "9" * 5000, "١", "1٠", "-1", "+1", "x"],
    )
    @pytest.mark.parametrize("ending", ["", "citation.bib"])
    def test_a_number_that_there_is_not_is_not_found(self, client, number, ending):
        page(client, f"{ALL}{number}/{ending}", status=404)


@pytest.mark.parametrize("year", ["0", "99999999999999999999", "٢٠٢٦"])
def test_a_year_that_there_is_not_leads_to_the_right_one_or_nowhere(client, year):
    text()
    for path in (ALL, FIRST):
        answer = client.get(path.replace("2026", year))
        assert answer.status_code == (301 if year.isascii() else 404)


@pytest.mark.parametrize("maker", [factories.draft, factories.approved])
def test_what_was_never_released_has_no_editions(client, maker):
    maker(slug="rivers")
    for path in (ALL, FIRST, f"{FIRST}citation.txt"):
        page(client, path, status=404)


@pytest.mark.parametrize("path", [ALL, FIRST, f"{FIRST}citation.bib"])
def test_head_answers_as_get_and_nothing_else_does(client, path):
    text()
    got, asked = client.get(path), client.head(path)
    assert asked.headers == got.headers
    assert got.headers["Cache-Control"] == PUBLIC_CACHE
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert asked.content == b""
    for method in ("post", "put", "patch", "delete", "options", "trace"):
        assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize(
    ("path", "most"),
    [
        # the editions; signatories; placements; what ended them; other languages
        (ALL, 5),
        # the edition; signatories; placements; what ended it; the latest edition;
        # changes told before it; its other languages
        ("/en/2026/rivers/editions/3/", 7),
        (FIRST, 6),
        # without the latest
        (f"{FIRST}citation.json", 4),
    ],
)
def test_what_an_answer_costs(client, django_assert_max_num_queries, path, most):
    edition = text()
    for _number in range(4):
        edition = corrected(edition)
    clock.moment()  # the clock is read once a minute
    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr"])
def test_it_is_found_in_every_language(client, language):
    edition = text(language=language, slug="odd")
    with translation.override("en"):
        assert "odd" in page(client, f"/{language}/2026/odd/editions/")
        page(client, f"{edition.get_absolute_url()}editions/1/")
