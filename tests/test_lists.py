"""What each public list holds, and what stands beside a text as related."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404

from publications import lists, workflow
from publications.models import Outlet, Person, Placement, Series, Topic
from tests import factories
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
OTHER = workflow.Signatory("Oren Halvik", "Mr.", "Counsellor")
INTERVIEWER = workflow.Signatory("Lenna Quist", "", "Kaldar Courier", "interviewer")
TRANSLATOR = workflow.Signatory("Tomas Velk", "", "", "translator")


def topic(slug, **names):
    return _named(Topic, slug, names)


def series(slug, **names):
    return _named(Series, slug, names)


def _named(model, slug, names):
    """The one at this address, by these names or else by an English one."""
    made, is_new = model.objects.get_or_create(slug=slug)
    for language, name in (names or {"en": slug.title()} if is_new else names).items():
        made.names.create(language=language, name=name)
    return made


def classify(edition, *topics, in_series=None):
    """Give the text these topics, by slug, and a series; a discarded one, too."""
    publication = edition.text.publication
    publication.topics.set(topic(slug) for slug in topics)
    publication.series = series(in_series) if in_series else None
    publication.save()


def text(title, *topics, in_series=None, moment=MAY, signed=(), **more):
    """A live text of this kind, signed by nobody unless said."""
    edition = factories.recorded(moment, title=title, signatories=signed, **more)
    classify(edition, *topics, in_series=in_series)
    return edition


def titles(found):
    return [edition.title for edition in found]


MAKERS = {
    "topic": lambda at: lists.of_topic(at, "en", "water"),
    "series": lambda at: lists.of_series(at, "en", "bridges"),
    "person": lambda at: lists.of_person(at, "en", "oren-halvik"),
    "outlet": lambda at: lists.of_outlet(at, "en", "courier"),
}


# What is live under another name.
LIVE = ("live", "emergency", "superseded")


def everything(make, *args, **changes):
    """A text that belongs in the list of each of the makers."""
    edition = make(*args, **{"signatories": (OTHER,), **changes})
    classify(edition, "water", in_series="bridges")
    outlet, _new = Outlet.objects.get_or_create(name="Courier", slug="courier")
    Placement.objects.create(
        publication=edition.text.publication, outlet=outlet, role="reprint"
    )
    Placement.objects.update(confirmed=True)
    return edition


@pytest.mark.parametrize("about", MAKERS)
class TestEachOfASubject:
    def test_it_is_there_from_the_second_of_its_first_text(self, about):
        moment = factories.soon()
        edition = everything(factories.scheduled, moment)
        before = moment - timedelta(microseconds=1)
        with pytest.raises(Http404):
            MAKERS[about](before)
        assert titles(MAKERS[about](moment).editions()) == [edition.title]

    def test_it_is_gone_with_its_last_text(self, about):
        edition = everything(factories.recorded, MAY)
        take_down(edition)
        assert MAKERS[about](NOW).editions().exists()
        with pytest.raises(Http404):
            MAKERS[about](datetime.now(UTC))

    def test_what_does_not_exist_has_no_list(self, about):
        everything(factories.recorded, MAY)
        Topic.objects.update(slug="other")
        Series.objects.update(slug="other")
        Outlet.objects.update(slug="other")
        Person.objects.update(slug="other")
        with pytest.raises(Http404):
            MAKERS[about](NOW)

    def test_other_texts_are_in_no_such_list(self, about):
        everything(factories.recorded, MAY, title="Of it")
        text("Of another", "fire", in_series="tunnels", signed=(factories.VENN,))
        assert titles(MAKERS[about](NOW).editions()) == ["Of it"]

    def test_its_page_and_its_feed_have_an_address(self, about):
        everything(factories.recorded, MAY)
        found = MAKERS[about](NOW)
        for form in ("rss", "atom", "json"):
            assert found.feed_path(form) == f"{found.path}feed.{form}"


class TestWhatIsNotLive:
    @pytest.fixture(
        scope="class", params=[s for s in factories.BY_STATE if s not in LIVE]
    )
    @classmethod
    def _text(cls, request, in_common):
        with in_common():
            everything(factories.BY_STATE[request.param])
            yield

    @pytest.mark.usefixtures("_text")
    @pytest.mark.parametrize("about", MAKERS)
    def test_it_makes_no_list(self, about):
        with pytest.raises(Http404):
            MAKERS[about](datetime.now(UTC))


class TestManyOfASubject:
    @pytest.fixture(scope="class")
    @classmethod
    def _texts(cls, in_common):
        with in_common():
            for n in range(12):
                everything(factories.recorded, MAY, title=f"Text {n}")
            yield

    @pytest.mark.usefixtures("_texts")
    @pytest.mark.parametrize("about", MAKERS)
    def test_it_costs_the_same_however_many_texts_it_holds(
        self, about, django_assert_num_queries
    ):
        # What it is about; its names, but of outlets; what bears its mark; whether a
        # text of those is live.
        with django_assert_num_queries(3 if about == "outlet" else 4):
            MAKERS[about](NOW)


@pytest.mark.parametrize("about", ["topic", "series"])
def test_topics_and_series_list_the_texts_of_the_pages_language(about):
    everything(factories.recorded, MAY, title="English")
    maker = {"topic": lists.of_topic, "series": lists.of_series}[about]
    slug = {"topic": "water", "series": "bridges"}[about]
    with pytest.raises(Http404):
        maker(NOW, "fr", slug)
    everything(factories.recorded, MAY, language="fr", title="Français")
    assert titles(maker(NOW, "fr", slug).editions()) == ["Français"]


@pytest.mark.parametrize("about", ["person", "outlet"])
def test_people_and_outlets_list_texts_in_every_language(about):
    everything(factories.recorded, MAY, title="English")
    everything(factories.recorded, MAY.replace(day=7), language="fr", title="Français")
    assert titles(MAKERS[about](NOW).editions()) == ["Français", "English"]


def test_an_outlet_lists_what_is_confirmed_alone_and_each_text_once():
    edition = everything(factories.recorded, MAY, title="Carried")
    again = Placement.objects.get(outlet__slug="courier")
    again.pk, again.role = None, "translation"
    again.save()
    everything(factories.recorded, MAY, title="Promised")
    promised = Placement.objects.exclude(publication=edition.text.publication)
    promised.update(confirmed=False)
    assert titles(MAKERS["outlet"](NOW).editions()) == ["Carried"]


def test_a_text_that_somebody_signs_twice_is_listed_once():
    as_speaker = workflow.Signatory("Oren Halvik", "Mr.", "Counsellor", "speaker")
    factories.recorded(MAY, signatories=(OTHER, as_speaker))
    assert len(MAKERS["person"](NOW).editions()) == 1


def test_a_name_is_that_of_the_language_else_the_first():
    topic("water", en="Water", fr="L’eau")
    text("In English", "water")
    text("En français", "water", language="fr")
    text("Auf Russisch", "water", language="ru")
    assert lists.of_topic(NOW, "fr", "water").heading == "L’eau"
    found = lists.of_topic(NOW, "ru", "water")
    assert (found.heading, found.name.language) == ("Water", "en")


def test_what_has_no_name_at_all_is_called_by_its_address():
    edition = text("In English", "water")
    Topic.objects.get().names.all().delete()
    assert lists.of_topic(NOW, "en", "water").heading == "water"
    shown = lists.subjects_of(edition)["topics"]
    assert [str(each) for each in shown] == ["water"]


def test_a_texts_subjects_are_named_in_its_language():
    topic("water", en="Water", fr="L’eau")
    edition = text("Texte", "water", "fire", in_series="bridges", language="fr")
    shown = lists.subjects_of(edition)
    assert [str(each) for each in shown["topics"]] == ["Fire", "L’eau"]
    assert str(shown["series"]) == "Bridges"


def test_a_texts_subjects_may_be_none():
    assert lists.subjects_of(text("Alone")) == {"topics": [], "series": None}


def topics_of(edition):
    return list(edition.text.publication.topics.values_list("pk", flat=True))


class TestRelated:
    def related(self, edition, at=NOW):
        return titles(lists.related(edition, at, topics_of(edition)))

    def test_a_shared_series_comes_before_topics_and_these_before_people(self):
        edition = text("It", "a", "b", in_series="s", signed=(factories.VENN,))
        text("One topic", "a", moment=MAY.replace(day=20))
        text("Signed", signed=(factories.VENN,), moment=MAY.replace(day=21))
        text("Series", in_series="s", moment=MAY.replace(day=1))
        text("Two topics", "a", "b", "c", moment=MAY.replace(day=2))
        text("Nothing", "c", in_series="t", signed=(OTHER,))
        assert self.related(edition) == ["Series", "Two topics", "One topic", "Signed"]

    def test_where_all_is_equal_the_newer_comes_first_and_four_are_enough(self):
        edition = text("It", "a")
        for day in (3, 1, 5, 2, 4):
            text(f"Of day {day}", "a", moment=MAY.replace(day=day))
        assert self.related(edition) == [f"Of day {day}" for day in (5, 4, 3, 2)]

    def test_a_topic_decides_between_texts_of_one_series(self):
        edition = text("It", "a", in_series="s")
        text("Newer", in_series="s", moment=MAY.replace(day=9))
        text("Closer", "a", in_series="s")
        assert self.related(edition) == ["Closer", "Newer"]

    def test_who_interviewed_or_translated_relates_nothing(self):
        signed = (INTERVIEWER, TRANSLATOR)
        edition = text("It", signed=(factories.VENN, *signed))
        text("Interviewed by the same", signed=(OTHER, *signed))
        as_interviewer = workflow.Signatory("Ada Venn", "", "", "interviewer")
        text("Interviewed by who signs", signed=(OTHER, as_interviewer))
        as_author = workflow.Signatory("Lenna Quist", "", "Kaldar Courier")
        text("By who interviewed", signed=(as_author,))
        assert self.related(edition) == []

    def test_what_has_nothing_in_common_is_not_related(self):
        edition = text("It")
        text("Another")
        assert self.related(edition) == []

    def test_only_what_is_live_in_the_same_language_is_related(self):
        edition = text("It", "a", in_series="s", signed=(factories.VENN,))
        for state, make in factories.BY_STATE.items():
            if state == "superseded" or state not in LIVE:
                classify(make(title=f"A text {state}"), "a", in_series="s")
        text("Texte", "a", in_series="s", language="fr")
        found = self.related(edition, datetime.now(UTC))
        # Of what was superseded, the edition that is live; and what replaced another.
        assert sorted(found) == ["Two Rivers, One Valley", "What takes its place"]

    def test_it_changes_at_the_second_and_not_before(self):
        edition = text("It", "a")
        moment = factories.soon()
        classify(factories.scheduled(moment, title="To come"), "a")
        assert self.related(edition, moment - timedelta(microseconds=1)) == []
        assert self.related(edition, moment) == ["To come"]

    def test_what_is_hidden_pushes_nothing_out(self, monkeypatch):
        monkeypatch.setattr("publications.lists.closeness.CANDIDATES", 2)
        edition = text("It", "a", "b", in_series="s")
        text("Close", "a", "b", in_series="s")
        moment = factories.soon()
        for n in range(3):
            hidden = factories.scheduled(moment, title=f"Hidden {n}", signatories=())
            classify(hidden, "a", in_series="s")
        assert self.related(edition, moment - timedelta(microseconds=1)) == ["Close"]

    @pytest.mark.parametrize("number", [2, 12])
    def test_it_costs_the_same_however_much_is_in_common(
        self, number, django_assert_num_queries
    ):
        slugs = [f"topic-{n}" for n in range(number)]
        signed = {"signed": (factories.VENN,)}
        edition = text("It", *slugs, in_series="s", **signed)
        for n in range(number):
            text(f"Text {n}", *slugs, in_series="s", **signed)
        edition = type(edition).objects.to_read().get(pk=edition.pk)
        with django_assert_num_queries(2):
            topics = lists.subjects_of(edition)["topics"]
        topics = [topic.subject.pk for topic in topics]
        with django_assert_num_queries(1):
            for other in lists.related(edition, NOW, topics):
                assert other.get_absolute_url() and other.revision.title
