"""What the desk finds by: written by the acts that change it, and never for readers."""

import pytest
from django.db import connection

from publications import clock, search, workflow
from publications.models import (
    Appointment,
    Attachment,
    Edition,
    Image,
    PageText,
    Person,
    Topic,
)
from publications.rendering.searching import read
from publications.search.desk import matching
from publications.search.indexes import READERS
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


def found(model, typed):
    return list(matching(model.objects.order_by("pk"), read(typed)))


def is_found(stored, typed):
    return stored in found(type(stored), typed)


def for_readers(typed):
    return search.Search(clock.moment(), "en", read(typed)).total


@pytest.mark.parametrize("state", factories.BY_STATE)
def test_a_text_is_found_in_every_state(state):
    edition = factories.BY_STATE[state](title="Zephyr", body="The winds blow.")
    for typed in ("zephyrs", "wind", '"winds blow"'):
        assert is_found(edition, typed), typed
    assert not is_found(edition, "zephyr -wind")


def test_a_new_revision_is_found_by_what_it_says_now():
    edition = factories.draft(title="Zephyr")
    factories.do("save", edition, "dara", content=factories.content(title="Mistral"))
    assert is_found(edition, "mistral")
    assert not is_found(edition, "zephyr")


def test_each_field_of_a_text_is_looked_through():
    picture = factories.described(
        factories.picture(), alt="A heron", caption="By the weir", credit="L. Orvane"
    )
    recording = factories.attachment(title="Ceremony", transcript="Trumpets sound.")
    edition = factories.draft(
        kind="speech",
        subtitle="Across the ridge",
        summary="In short, friendship",
        place="Kaldar",
        event="Harvest fair",
        byline="By our envoy",
        lead=str(picture.uuid),
        attachments=(str(recording.uuid),),
    )
    for typed in (
        *("ridge", "friendship", "kaldar", "harvest", "envoys", "plenipotentiary"),
        *("heron", "weir", "orvane", "ceremony", "trumpet"),
    ):
        assert is_found(edition, typed), typed


@pytest.mark.parametrize("typed", ["resolutions", "résolution", '"the resolution is"'])
def test_a_remark_is_found_in_whatever_language_it_is(typed):
    edition = factories.draft(language="ru", title="Реки")
    workflow.remark(edition, "The resolution is older.", by=person("rhea"))
    assert is_found(edition, typed)
    assert is_found(edition, "рекой")


def test_a_mended_name_finds_texts_pictures_and_whoever_it_is():
    edition = factories.draft()
    known = Person.objects.get(names__display="Ada Venn")
    picture = factories.picture()
    picture.people.add(known)
    known.spellings.create(spelling="Ада Венн")
    workflow.note_kept(known, by=person("dara"))
    for stored in (edition, known, picture):
        assert is_found(stored, "ада венн"), stored
    post = Appointment.objects.get(person=known)
    post.titles.create(language="fr", title="Ambassadrice itinérante")
    workflow.note_kept(post, by=person("dara"))
    assert is_found(known, "itinerantes")


def test_who_signs_for_the_first_time_is_found_at_once():
    factories.draft()
    known = Person.objects.get(names__display="Ada Venn")
    for typed in ("Venn", "ambassadors", '"to Tarsenia"'):
        assert is_found(known, typed), typed


def test_who_was_removed_is_found_no_more():
    somebody = Person.objects.create(slug="bo")
    somebody.names.create(language="en", display="Bo Halm")
    workflow.note_kept(somebody, by=person("dara"))
    picture = factories.picture()
    picture.people.add(somebody)
    workflow.note_kept(picture, by=person("dara"))
    assert is_found(picture, "halm")
    workflow.remove_person(somebody, by=person("dara"))
    assert found(Person, "halm") == found(Image, "halm") == []


def test_subjects_and_outlets_find_texts_before_readers_are_told():
    edition = factories.draft()
    topic = Topic.objects.create(slug="fishery")
    topic.names.create(language="fr", name="Pêche")
    factories.do("classify", edition, "dara", topics=[topic], series=None)
    workflow.place(edition, "Kaldar Gazette", by=person("dara"))
    assert is_found(edition, "peche")
    assert is_found(edition, "gazette")
    topic.names.create(language="en", name="Angling")
    workflow.note_kept(topic, by=person("dara"))
    assert is_found(edition, "angling")


def test_pictures_are_found_by_file_words_and_credit_in_each_language():
    picture = factories.described(factories.picture(), credit="L. Orvane")
    factories.described(picture, "ar", alt="نهر في الوادي")
    workflow.note_kept(picture, by=person("dara"))
    for typed in ("valley.png", "rivers", "orvane", "الوادي"):
        assert is_found(picture, typed), typed
    workflow.remove_picture(picture, by=person("dara"))
    assert found(Image, "rivers") == []


def test_attachments_are_found_by_file_title_and_transcript():
    file = factories.attachment("opening-2026.mp3")
    assert is_found(file, "opening 2026")
    file.title, file.transcript = "Ceremony", "Trumpets sound."
    file.save()
    workflow.note_kept(file, by=person("dara"))
    assert is_found(file, "ceremonies trumpet")
    workflow.remove_attachment(file, by=person("dara"))
    assert found(Attachment, "trumpet") == []


def test_pages_are_found_by_what_is_live_and_by_their_draft():
    dara = person("dara")
    page = workflow.begin_page("about", "en", title="About", body="We fish.", by=dara)
    workflow.release_page(page, by=person("petra"), version=0)
    workflow.save_page(page, title="About", body="We sail.", by=dara, version=1)
    assert found(PageText, "fish") == found(PageText, "sailing") == [page]


def test_readers_never_find_what_isnt_live():
    live = factories.released(title="Rivers")
    draft = factories.do("revise", live, "dara")
    words = factories.content(title="Rivers", body="A zephyr.")
    factories.do("save", draft, "dara", content=words)
    workflow.remark(live, "Mention the mistral.", by=person("rhea"))
    factories.draft(title="Sirocco")
    for typed in ("zephyr", "mistral", "sirocco"):
        assert found(Edition, typed), typed
        assert not for_readers(typed), typed
    assert for_readers("rivers") == 1


@pytest.mark.parametrize("made", ["draft", "in_review", "approved", "discarded"])
def test_the_index_of_readers_holds_no_word_of_a_draft(made):
    getattr(factories, made)(title="Zephyr", body="Mistral.")
    assert READERS.is_empty("default")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {READERS.table}")
        assert cursor.fetchone() == (0,)
