"""One picture's page: words, people, focal point, where used, replaced, removed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publications import images, renditions, workflow
from publications.models import AuditEntry, Depicted, Image, Person, Precision
from tests import factories
from tests.people import person

from .test_library import row, somebody
from .test_library_adding import kept, png

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "zh-hans", "az", "ru", "fr", "ar"]


def address(image, page="change"):
    return f"/admin/publications/image/{image.pk}/{page}/"


def typed(image, **changes):
    """What the page sends when nothing else is typed."""
    words = list(image.words.order_by("pk"))
    said = [each.language for each in words]
    order = [*said, *(code for code in LANGUAGES if code not in said)]
    people = list(image.depicted.order_by("pk"))
    data = {
        "name": image.name,
        "event": image.event,
        "taken_on": "",
        "focus_x": image.focus_x,
        "focus_y": image.focus_y,
        "words-TOTAL_FORMS": len(order),
        "words-INITIAL_FORMS": len(words),
        "depicted-TOTAL_FORMS": len(people) + 3,
        "depicted-INITIAL_FORMS": len(people),
    }
    for n, code in enumerate(order):
        data[f"words-{n}-language"] = code
    for n, each in enumerate(words):
        kept_words = {"alt": each.alt, "caption": each.caption, "credit": each.credit}
        data |= {f"words-{n}-{name}": value for name, value in kept_words.items()}
        data[f"words-{n}-id"] = each.pk
    for n, each in enumerate(people):
        data[f"depicted-{n}-id"] = each.pk
        data[f"depicted-{n}-name"] = str(each.person)
    return {**data, **changes}


def press(client, image, **changes):
    return client.post(address(image), typed(image, **changes))


def shown(client, image):
    answer = client.get(address(image))
    assert answer.status_code == 200
    return answer.content.decode()


def again(image):
    return Image.objects.get(pk=image.pk)


@pytest.fixture
def dara(client):
    client.force_login(person("dara"))
    return client


def test_the_page_tells_what_is_known(dara):
    image = row(focus_x=30, focus_y=70)
    html = shown(dara, image)
    for told in (
        image.rendition_url("960", "webp"),
        image.thumb_url,
        image.rendition_url("card", "jpg"),
        "4000 × 3000",
        "Dara",
        "(mission)",
        'name="focus_x" value="30"',
        "Nowhere yet.",
        f"![](image:{image.uuid})",
    ):
        assert told in html, told
    assert " style=" not in html
    assert "<script>" not in html


def test_words_are_kept_by_language_and_the_record_tells_of_them(dara):
    image = row()
    answer = press(
        dara,
        image,
        **{
            "words-0-alt": "A river\r\n in its  valley",
            "words-0-credit": "N. Arden",
            "words-0-rights": "Once, in print",
            "words-0-rights_until": "2027-12-31",
            "words-0-printable": "on",
            "words-5-decorative": "on",
        },
    )
    assert answer.status_code == 302
    english, arabic = again(image).words.order_by("pk")
    assert english.alt == "A river in its valley"
    assert (english.language, str(english.rights_until)) == ("en", "2027-12-31")
    assert english.printable
    assert (arabic.language, arabic.decorative, arabic.alt) == ("ar", True, "")
    entry = AuditEntry.objects.get(act="keep")
    assert "N. Arden" in entry.details
    assert press(dara, image, **{"words-1-id": arabic.pk}).status_code == 302
    assert image.words.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("words-0-decorative", "on", "Either a text alternative or decorative"),
        ("words-0-rights_until", "2027-02-30", "There is no such day."),
        ("words-0-caption", "a\u202eb", "U+202E"),
        ("words-0-alt", "x" * 501, "at most 500 characters"),
        ("name", "", "This field is required."),
        ("event", "a\x0bb", "U+000B"),
        ("taken_on", "2026-13", "There is no 2026-13 in the calendar."),
        ("focus_x", "101", "less than or equal to 100"),
        ("focus_y", "-1", "greater than or equal to 0"),
        ("depicted-0-name", "Nobody Known", "Nobody is known as “Nobody Known”."),
    ],
)
def test_what_cant_be_kept_is_said_at_its_field(dara, field, value, sentence):
    image = row()
    answer = press(dara, image, **{"words-0-alt": "A river", field: value})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not image.words.exists()


@pytest.mark.parametrize(
    ("said", "stored", "precision"),
    [
        ("2026-03-04", "2026-03-04", Precision.DAY),
        ("2026-03", "2026-03-01", Precision.MONTH),
        ("2026", "2026-01-01", Precision.YEAR),
    ],
)
def test_the_day_is_kept_as_exactly_as_it_is_known(dara, said, stored, precision):
    image = row()
    assert press(dara, image, taken_on=said).status_code == 302
    image = again(image)
    assert (str(image.taken_on), image.taken_precision) == (stored, precision)
    assert f'value="{said}"' in shown(dara, image)


# --- People ------------------------------------------------------------------------


def test_people_are_named_as_they_are_known_and_taken_away(dara):
    image = row()
    first, second = somebody("Leyla Əliyeva"), somebody("Nora Arden")
    press(
        dara,
        image,
        **{"depicted-0-name": "leyla əliyeva", "depicted-1-name": "Nora Arden (p-1)"},
    )
    assert set(image.people.all()) == {first, second}
    assert str(first.uuid) in AuditEntry.objects.get(act="keep").details
    html = shown(dara, image)
    assert 'value="Leyla Əliyeva"' in html
    assert '<option value="Nora Arden">' in html
    press(dara, image, **{"depicted-0-DELETE": "on"})
    assert list(image.people.all()) == [second]


def test_of_two_people_of_one_name_one_is_chosen(dara):
    image = row()
    somebody("Lu Mei"), somebody("Lu Mei")
    answer = press(dara, image, **{"depicted-0-name": "Lu Mei"})
    assert "Lu Mei (p-0); Lu Mei (p-1)" in answer.content.decode()
    assert '<option value="Lu Mei (p-1)">' in answer.content.decode()
    press(dara, image, **{"depicted-0-name": "Lu Mei (p-1)"})
    assert image.people.get().slug == "p-1"


def test_nobody_is_in_a_picture_twice_and_a_likely_name_is_asked_about(dara):
    image = row()
    somebody("Lu Mei")
    twice = {"depicted-0-name": "Lu Mei", "depicted-1-name": "lu mei"}
    answer = press(dara, image, **twice)
    assert "stands above already" in answer.content.decode()
    answer = press(dara, image, **{"depicted-0-name": "Lu Mey"})
    assert "much like: Lu Mei (p-0)" in answer.content.decode()
    assert not image.people.exists()


# --- Focal point -------------------------------------------------------------------


def test_a_moved_focal_point_has_the_crops_made_anew(dara):
    image = factories.picture()
    crop = renditions.ready(image, "thumb", "webp")
    whole = renditions.ready(image, "40", "webp")
    press(dara, image, event="National day")
    assert set(image.renditions.all()) == {crop, whole}
    press(dara, image, focus_x="10", focus_y="90")
    assert again(image).focus == (10, 90)
    assert list(image.renditions.all()) == [whole]


# --- Where used --------------------------------------------------------------------


def test_where_it_is_used_as_far_as_the_person_may_see(client):
    image = factories.picture()
    factories.described(image)
    live = factories.released(lead=str(image.uuid), title="A public text")
    body = f"Words.\n\n![A river](image:{image.uuid})"
    former = factories.draft(title="An earlier wording", body=body)
    factories.do("save", former, "dara", content=factories.content(title="Without it"))
    secret = factories.draft(title="A secret", body=body)
    workflow.limit(secret, by=person("dara"))
    client.force_login(person("rhea"))
    html = shown(client, image)
    assert "A public text" in html
    assert f"/admin/publications/edition/{live.pk}/change/" in html
    assert "edition 1" in html
    assert '<span class="state live">' in html
    assert "Without it" in html
    assert html.count("only in an earlier wording") == 1
    assert "A secret" not in html
    assert "And 1 text that you may not see." in html
    client.force_login(person("dara"))
    html = shown(client, image)
    assert "A secret" in html
    assert "you may not see" not in html


def test_portraits_are_uses(dara):
    image = row()
    who = somebody("Nora Arden")
    who.portrait = image
    who.save()
    html = shown(dara, image)
    assert f"/admin/publications/person/{who.pk}/change/" in html
    assert "It is somebody&#x27;s portrait: it stays." in html


# --- Replacing ---------------------------------------------------------------------


def replace(client, image, data, name="better.png"):
    file = SimpleUploadedFile(name, data, "image/png")
    return client.post(address(image, "replace"), {"file": file}, follow=True)


def test_what_is_known_goes_with_the_new_picture_and_each_names_the_other(dara):
    old = factories.picture()
    factories.described(old, caption="On the Halm ridge")
    Image.objects.filter(pk=old.pk).update(event="National day")
    Depicted.objects.create(image=old, person=somebody("Nora Arden"))
    draft = factories.draft(title="In work", lead=str(old.uuid))
    assert "In work" in dara.get(address(old, "replace")).content.decode()
    old.refresh_from_db()
    answer = replace(dara, old, png("green"))
    new = Image.objects.get(replaces=old)
    assert answer.redirect_chain == [(address(new), 302)]
    html = answer.content.decode()
    for told in ("On the Halm ridge", "National day", "Nora Arden"):
        assert told in html
    assert f'<dd><a href="{address(old)}">' in html
    html = shown(dara, old)
    assert f'<dd><a href="{address(new)}">' in html
    assert draft.revision.image_uses.get().image == old  # what was saved stays


def test_the_new_pictures_page_says_what_to_change_for_each_role(dara):
    old = factories.picture()
    body = f"Words.\n\n![A valley](image:{old.uuid})"
    leads = factories.draft(title="It leads", lead=str(old.uuid))
    shows = factories.draft(title="It shows", body=body)
    replace(dara, old, png("green"))
    new = Image.objects.get(replaces=old)
    for page in (new, old):
        html = shown(dara, page).split('class="module care-for-drafts"')[1]
        told = html.split("</section>")[0].split("<li>")[1:]
        lead, shown_in = sorted(told, key=lambda each: "It shows" in each)
        assert f"/edition/{leads.pk}/change/" in lead
        assert "choose “valley.png”" in lead
        assert "image:" not in lead
        assert f"/edition/{shows.pk}/change/" in shown_in
        assert f"image:{old.uuid}</code> → <code" in shown_in
        assert f"image:{new.uuid}</code>" in shown_in
        assert "lead picture" not in shown_in


def test_the_new_picture_has_the_old_name_unless_another_is_given(dara):
    old = factories.picture()
    replace(dara, old, png("green"), "DSC_0041.png")
    assert Image.objects.get(replaces=old).name == "valley.png"
    file = SimpleUploadedFile("DSC_0042.png", png("yellow"), "image/png")
    typed = {"file": file, "name": " The valley at dawn "}
    dara.post(address(factories.picture("pink"), "replace"), typed)
    assert Image.objects.filter(name="The valley at dawn").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"<html>", "This is not a picture"),
        (bytes(images.MAX_BYTES + 1), "larger than 20 MB"),
        (png(), "in the library already, as “valley.png”"),
    ],
)
def test_a_bad_file_replaces_nothing(dara, data, words):
    old = factories.picture()
    before = kept()
    answer = replace(dara, old, data)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Image.objects.get() == old
    assert kept() == before


def test_no_file_is_asked_for(dara):
    answer = dara.post(address(row(), "replace"))
    assert answer.status_code == 400
    assert "Please choose a file first." in answer.content.decode()


def test_what_is_too_long_is_refused_before_it_is_read(dara):
    answer = dara.generic(
        "POST",
        address(row(), "replace"),
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(images.MAX_BYTES + 2**20 + 1),
    )
    assert answer.status_code == 413


# --- Removing ----------------------------------------------------------------------


def test_what_nothing_uses_is_removed_once_that_is_confirmed(
    dara, django_capture_on_commit_callbacks
):
    before = kept()
    image = factories.picture()
    assert "for good" in dara.get(address(image, "delete")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = dara.post(address(image, "delete"), {"post": "yes"})
    assert answer.headers["Location"] == "/admin/publications/image/"
    assert not Image.objects.exists()
    assert kept() == before
    assert AuditEntry.objects.filter(act="remove").exists()


def test_what_was_ever_used_or_replaced_stays_and_it_is_said_why(dara):
    used, portrait, replaced = factories.picture(), row(), row()
    factories.discarded(lead=str(used.uuid))
    somebody()
    Person.objects.update(portrait=portrait)
    row(replaces=replaced)
    for image, why in (
        (used, "A text uses it, or did"),
        (portrait, "somebody&#x27;s portrait"),
        (replaced, "Another took its place"),
    ):
        assert "/delete/" not in shown(dara, image)
        for ask in (dara.get, dara.post):
            answer = ask(address(image, "delete"), {"post": "yes"}, follow=True)
            assert answer.redirect_chain == [(address(image), 302)]
            assert why in answer.content.decode()
    assert Image.objects.count() == 4


@pytest.mark.parametrize("page", ["change", "delete", "replace"])
@pytest.mark.parametrize("name", ["hugo", "orla", "stella", "admin"])
def test_others_change_nothing(client, name, page):
    image = row()
    client.force_login(person(name))
    for ask in (client.get, client.post):
        assert ask(address(image, page), {"post": "yes"}).status_code == 403
    assert Image.objects.get() == image


@pytest.mark.parametrize("page", ["change", "delete"])
def test_what_isnt_there_leads_to_the_index(dara, page):
    answer = dara.get(f"/admin/publications/image/999/{page}/")
    assert answer.headers["Location"] == "/admin/"
    assert dara.get("/admin/publications/image/999/replace/").status_code == 404
