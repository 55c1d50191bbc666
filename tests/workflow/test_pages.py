"""Pages of the site: a draft beside what is live, four eyes, all on the record."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from publications import workflow
from publications.models import PageRevision, PageText
from publications.workflow import verify
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def _faulty():
    """For tests that damage what is stored."""


@pytest.fixture(autouse=True)
def _record_fits(request):
    yield
    if "_faulty" not in request.fixturenames:
        assert list(verify.faults({})) == []


def begun(slug="about", language="en", by="dara", **said):
    said = {"title": "About us", "body": "Who we are.", **said}
    return workflow.begin_page(slug, language, by=person(by), **said)


def again(text):
    return PageText.objects.get(pk=text.pk)


def do(act, text, by, **said):
    text = again(text)
    return getattr(workflow, act)(text, by=person(by), version=text.version, **said)


def public(**said):
    return do("release_page", begun(**said), "petra")


def test_a_page_is_written_by_one_and_released_by_another():
    text = begun()
    assert text.live is None
    do("save_page", text, "dara", title="About us", body="Who we are here.")
    text = do("release_page", text, "petra")
    assert text.live.body == "Who we are here." and text.live.number == 2
    acts = [entry.act for entry in workflow.page_history(text)]
    assert acts == ["release_page", "save_page", "begin_page"]
    do("save_page", text, "ruben", title="About us", body="Another draft.")
    assert again(text).live.body == "Who we are here."
    do("withdraw_page", text, "hugo")
    assert again(text).live is None


def test_saving_the_same_again_does_nothing():
    text = begun()
    do("save_page", text, "dara", title="About us ", body="Who we are.\r\n")
    assert text.revisions.count() == 1 and again(text).version == 0


def test_whoever_wrote_in_it_does_not_release_it():
    text = begun()
    do("save_page", text, "petra", title="About us", body="Petra's words.")
    with pytest.raises(workflow.NotPossible, match="somebody else"):
        do("release_page", text, "petra")
    with pytest.raises(workflow.NotPermitted):
        do("release_page", text, "rhea")
    assert again(text).live is None


def test_who_wrote_what_is_live_may_release_what_others_wrote_since():
    text = begun(by="petra")
    other = person("second")
    other.groups.add(*person("petra").groups.all())
    do("release_page", text, "second")
    do("save_page", text, "dara", title="About us", body="New words.")
    assert do("release_page", text, "petra").live.body == "New words."


@pytest.mark.parametrize("act", ["release_page", "withdraw_page"])
def test_nothing_is_let_out_or_taken_back_twice(act):
    text = public()
    if act == "withdraw_page":
        do(act, text, "petra")
    with pytest.raises(workflow.NotPossible):
        do(act, text, "petra")


def test_a_stale_form_changes_nothing():
    text = begun()
    stale = again(text)
    do("save_page", text, "rhea", title="About us", body="Faster.")
    for act, by, said in (
        ("save_page", "dara", {"title": "T", "body": "Slower."}),
        ("release_page", "petra", {}),
    ):
        with pytest.raises(workflow.Stale):
            getattr(workflow, act)(stale, by=person(by), version=0, **said)
    assert again(text).latest.body == "Faster."


def test_translators_write_every_language_but_the_first():
    text = begun()
    french = begun(language="fr", by="tomas", title="À propos", body="Qui nous sommes.")
    assert french.page == text.page
    do("save_page", french, "tomas", title="À propos", body="Autre chose.")
    with pytest.raises(workflow.NotPermitted):
        do("save_page", text, "tomas", title="T", body="B")
    with pytest.raises(workflow.NotPermitted):
        begun(slug="contact", by="tomas")
    with pytest.raises(workflow.NotPossible, match="already"):
        begun(language="fr", by="dara")


@pytest.mark.parametrize("name", ["orla", "stella", "admin"])
def test_nobody_else_writes_pages(name):
    text = begun()
    assert not workflow.writes_page(text, person(name))
    with pytest.raises(workflow.NotPermitted):
        begun(slug="contact", by=name)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "x" * 151}),
        ("title", {"title": "About\u202eus"}),
        ("body", {"body": ""}),
        ("body", {"body": "x" * 50_001}),
        ("body", {"body": "A lone \ud800 surrogate"}),
        ("body", {"body": "![A river](image:0f2c)"}),
        ("slug", {"slug": "12"}),
        ("slug", {"slug": "Über uns"}),
    ],
)
def test_what_cannot_be_a_page_is_told_at_its_field(field, said):
    with pytest.raises(ValidationError) as refused:
        begun(**said)
    assert list(refused.value.message_dict) == [field]
    assert not PageText.objects.exists()


def test_the_database_keeps_the_promises_too():
    text = begun()
    other = begun(slug="contact")
    petra = person("petra")
    live = {"live_since": text.latest.saved_at, "released_by": person("dara")}
    for row, changes in (
        (text, {**live, "live": text.latest}),  # by whoever wrote it
        (text, {**live, "live": other.latest, "released_by": petra}),
        (text, {"live": text.latest}),
        (text, {"language": "fr"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            PageText.objects.filter(pk=row.pk).update(**changes)
    for change in (
        lambda: PageRevision.objects.update(body="Silently altered."),
        lambda: PageRevision.objects.all().delete(),
        lambda: PageText.objects.filter(pk=text.pk)._raw_delete("default"),
        lambda: type(text.page).objects.filter(pk=text.page_id).update(slug="new"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_record_tells_of_what_was_altered_behind_its_back(_faulty):
    from django.db import connection  # noqa: PLC0415 - for this one test

    from publications.models import guards  # noqa: PLC0415

    text, hidden = public(), begun(slug="contact")
    with guards.lifted(connection):
        PageRevision.objects.filter(text=text).update(body="Silently altered.")
        PageText.objects.filter(pk=hidden.pk).update(
            live=hidden.latest,
            live_since=hidden.latest.saved_at,
            released_by=person("petra"),
        )
    told = " ".join(verify.faults({}))
    assert "was changed after it was saved" in told
    assert "is public otherwise than the record tells" in told
