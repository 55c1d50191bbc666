"""The lists of the library: who sees what, what is told of it, and how it is found."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import clock, workflow, zones
from publications.admin.library import pictures
from publications.models import (
    Attachment,
    Depicted,
    Image,
    ImageWords,
    Person,
    PersonName,
    PersonSpelling,
)
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

PICTURES = "/admin/publications/image/"
ATTACHMENTS = "/admin/publications/attachment/"


def row(name="IMG_1.jpg", by="dara", **facts):
    """A picture's row without a file: a list shows none but by its address."""
    digest = uuid.uuid4().hex * 2
    values = {"extension": "jpg", "mime": "image/jpeg", "width": 4000, "height": 3000}
    return Image.objects.create(
        name=name,
        digest=digest,
        original_digest=digest,
        uploaded_at=datetime.now(UTC),
        uploaded_by=person(by),
        **{**values, **facts},
    )


def recording(title="Speech", by="dara", **facts):
    digest = uuid.uuid4().hex * 2
    values = {"extension": "mp3", "mime": "audio/mpeg", "size": 2_516_582}
    values |= {"language": "en", "seconds": 725}
    return Attachment.objects.create(
        title=title,
        name="speech.mp3",
        digest=digest,
        original_digest=digest,
        uploaded_at=datetime.now(UTC),
        uploaded_by=person(by),
        **{**values, **facts},
    )


def somebody(name="Leyla Əliyeva", *spellings):
    who = Person.objects.create(slug=f"p-{Person.objects.count()}")
    PersonName.objects.create(person=who, language="az", display=name)
    for spelling in spellings:
        PersonSpelling.objects.create(person=who, spelling=spelling)
    return who


def today():
    return zones.day_of(clock.moment())


@pytest.fixture
def dara(client):
    client.force_login(person("dara"))
    return client


def shown(client, query="", path=PICTURES):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def names(client, query="", path=PICTURES):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return {getattr(each, "name", "") for each, _badges in answer.context["told"]}


def badges(client, name):
    answer = client.get(PICTURES)
    told = next(b for image, b in answer.context["told"] if image.name == name)
    return {code for code, _words in told}


# --- Pictures ----------------------------------------------------------------------


def test_a_grid_shows_each_picture_with_name_and_size(dara):
    image = row("Valley.jpg")
    html = shown(dara)
    for told in (image.thumb_url, "Valley.jpg", "4000 × 3000", f"/{image.pk}/change/"):
        assert told in html


def test_badges_tell_what_must_be_seen_to(dara):
    row("bare")
    assert badges(dara, "bare") == {"no-alternative", "unused"}
    for days, code in ((-1, "rights-ended"), (30, "rights-ending"), (31, None)):
        image = row(f"{days}")
        until = today() + timedelta(days=days)
        factories.described(image, rights_until=until)
        assert badges(dara, f"{days}") == {"unused"} | ({code} if code else set())
    decorative = row("decorative")
    factories.described(decorative, alt="", decorative=True)
    assert badges(dara, "decorative") == {"unused"}
    factories.described(row("elsewhere"), "fr")
    assert "no-alternative" in badges(dara, "elsewhere")
    row("newer", replaces=decorative)
    assert "replaced-picture" in badges(dara, "decorative")


def test_what_a_text_or_a_person_has_is_used(dara):
    lead = factories.picture()
    factories.draft(lead=str(lead.uuid))
    portrait = row("portrait")
    somebody().pictures.add(portrait)
    assert "unused" in badges(dara, "portrait")  # being in it is no use of it
    Person.objects.update(portrait=portrait)
    assert "unused" not in badges(dara, "portrait")
    assert "unused" not in badges(dara, lead.name)
    assert names(dara, "unused=on") == set()


@pytest.mark.parametrize(
    "asked",
    ["signing", "SIGNING treaty", "Halm", "orvane", "valley", "əliyeva", "ALIYEVA"],
)
def test_words_are_found_wherever_they_are_said(dara, asked):
    image = row("Valley.jpg", event="Signing of the water treaty")
    words = {"caption": "On the Halm ridge", "credit": "L. Orvane"}
    factories.described(image, **words)
    Depicted.objects.create(
        image=image, person=somebody("Leyla Əliyeva", "Leila Aliyeva")
    )
    row("other")
    assert names(dara, f"q={asked}") == {"Valley.jpg"}
    assert names(dara, f"q={asked}+nowhere") == set()


@pytest.mark.parametrize(
    ("precision", "told"),
    [("day", "1 May 2026"), ("month", "· May 2026"), ("year", "· 2026")],
)
def test_a_day_is_told_as_exactly_as_it_is_known(dara, precision, told):
    row(taken_on=date(2026, 5, 1), taken_precision=precision)
    html = dara.get(PICTURES).content.decode()
    assert f"{told}</p>" in html


def test_the_list_is_narrowed_down(dara):
    who = somebody()
    image = row(
        "one", event="National day", taken_on=date(2026, 1, 1), taken_precision="year"
    )
    Depicted.objects.create(image=image, person=who)
    factories.described(image, credit="L. Orvane", rights_until=today())
    row("two", by="rhea", event="Opening", taken_on=date(2027, 3, 4))
    for query in (
        f"person={who.pk}",
        "event=national",
        "year=2026",
        "credit=orvane",
        "rights=on",
        "mine=on",
    ):
        assert names(dara, query) == {"one"}, query
    assert names(dara, "no_alternative=on") == {"two"}
    html = shown(dara)
    for offered in ("National day", "L. Orvane", "Leyla Əliyeva", ">2027<"):
        assert offered in html


@pytest.mark.parametrize(
    "query", ["person=x", "person=999", "year=1", "q=%00", "event=%E2%80%AE"]
)
def test_what_cant_be_asked_is_said_and_finds_nothing(dara, query):
    row()
    answer = dara.get(f"{PICTURES}?{query}")
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()


def test_what_only_a_limited_text_uses_is_nobody_elses(client):
    image = factories.picture()
    factories.described(image)
    edition = factories.draft(lead=str(image.uuid), title="A secret")
    workflow.limit(edition, by=person("dara"))
    for name, seen in (("dara", 1), ("rhea", 0), ("petra", 0)):
        client.force_login(person(name))
        assert len(names(client)) == seen
        answer = client.get(f"{PICTURES}{image.pk}/change/")
        assert answer.status_code == (200 if seen else 302)


@pytest.mark.parametrize("path", [PICTURES, ATTACHMENTS])
@pytest.mark.parametrize("name", ["hugo", "orla", "stella", "admin"])
def test_others_have_no_library(client, name, path):
    client.force_login(person(name))
    for address in ("", "add/"):
        assert client.get(path + address).status_code == 403


@pytest.mark.parametrize("path", [PICTURES, ATTACHMENTS])
def test_a_stranger_is_led_to_the_sign_in(client, path):
    answer = client.get(path)
    assert answer.headers["Location"] == f"/admin/login/?next={path}"


def ten_thousand():
    who, at = person("rhea"), datetime(2027, 1, 1, tzinfo=UTC)
    images = Image.objects.bulk_create(
        Image(
            name=f"IMG_{n}.jpg",
            extension="jpg",
            mime="image/jpeg",
            width=4000,
            height=3000,
            digest=f"{n:064}",
            original_digest=f"{n:064}",
            uploaded_at=at + timedelta(seconds=n),
            uploaded_by=who,
            event=f"Event {n % 90}",
            taken_on=date(2020 + n % 7, 1, 1),
        )
        for n in range(10_000)
    )
    ImageWords.objects.bulk_create(
        ImageWords(image=image, language=language, alt="A hall", credit=f"C {n % 50}")
        for n, image in enumerate(images)
        for language in ("en", "fr")
    )
    people = [somebody(f"Somebody {n}") for n in range(20)]
    Depicted.objects.bulk_create(
        Depicted(image=image, person=people[n % 20]) for n, image in enumerate(images)
    )


def test_ten_thousand_pictures_cost_as_many_queries_as_two(dara):
    row("one")
    factories.described(row("two"))
    dara.get(PICTURES)
    with CaptureQueriesContext(
        connection,
    ) as few:
        dara.get(PICTURES)
    ten_thousand()
    with CaptureQueriesContext(connection) as many:
        answer = dara.get(PICTURES)
    # Session, person, roles; notices and emergencies; years, events, credits, people
    # and their names; how many, the page, its words.
    assert len(many) <= len(few) + 1  # names, where there are people
    assert len(answer.context["told"]) == pictures.PER_PAGE
    assert "Page 1 of 209" in answer.content.decode()
    assert len(names(dara, "q=somebody+hall+7&unused=on&page=2")) > 0


# --- Attachments -------------------------------------------------------------------


def test_attachments_are_told_with_kind_language_size_and_length(dara):
    file = recording()
    html = shown(dara, path=ATTACHMENTS)
    for told in ("Speech", "MP3", "English", "2.4\xa0MB", "12:05", "No transcript"):
        assert told in html
    assert f"{ATTACHMENTS}{file.pk}/change/" in html


def test_attachments_are_found_by_words_and_narrowed_down(dara):
    recording("One", transcript="We met at the Halm.")
    recording("Two", by="rhea", extension="pdf", mime="application/pdf", language="fr")
    for query, found in (
        ("q=halm", "One"),
        ("kind=pdf", "Two"),
        ("language=fr", "Two"),
        ("mine=on", "One"),
    ):
        html = shown(dara, query, ATTACHMENTS)
        assert ("One" in html, "Two" in html) == (found == "One", found == "Two")
    assert "0 attachments" in shown(dara, "no_transcript=on", ATTACHMENTS)
    assert "2 attachments" in shown(dara, "unused=on", ATTACHMENTS)


def test_attachments_cost_a_fixed_number_of_queries(dara):
    recording()
    dara.get(ATTACHMENTS)
    with CaptureQueriesContext(connection) as few:
        dara.get(ATTACHMENTS)
    for n in range(20):
        recording(f"Speech {n}")
    with CaptureQueriesContext(connection) as many:
        dara.get(ATTACHMENTS)
    assert len(many) == len(few)


def test_how_many_texts_offer_an_attachment(dara):
    file = factories.attachment()
    factories.draft(attachments=(str(file.uuid),))
    factories.draft(title="Another", attachments=(str(file.uuid),))
    assert "used in 2 texts" in shown(dara, path=ATTACHMENTS)
    assert "0 attachments" in shown(dara, "unused=on", ATTACHMENTS)
