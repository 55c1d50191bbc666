"""Installations of every earlier state are migrated with all that they hold."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from publications import clock, renditions, search, workflow
from publications.backups.tables import go_on_after, put
from publications.models import (
    Account,
    Approval,
    AttachmentUse,
    Delivery,
    Edition,
    ImageUse,
    Outlet,
    Paper,
    Person,
    Placement,
    Publication,
    Rendition,
    guards,
)
from publications.rendering.searching import read
from publications.workflow import verify
from tests import factories
from tests.conftest import as_set_up
from tests.copies import once
from tests.people import NAMES
from tests.workflow.test_following import live, translated
from tests.workflow.test_pages import public

pytestmark = pytest.mark.django_db(transaction=True)

# Before the workflow; and the last state that was released.
FIRST = ("publications", "0001_initial")
LAST = ("publications", "0010_search")
FIRST_ROWS = Path(__file__).parent / "first_schema.json"
PAST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
# Guards that stood already, and name tables that the migration changes.
STOOD = (
    "guard_revision_is_written_once",
    "guard_edition_is_born_a_draft",
    "guard_byline_joins_no_finished_revision",
    "guard_approval_is_of_the_revision_that_counts",
    "guard_edition_periods_never_overlap",
)


def migrate_back(before):
    """To the tables as they were then, guarded; return the models of then."""
    guards.lift(connection)
    executor = MigrationExecutor(connection)
    executor.migrate([before])
    known = guards._vendor(connection).guards()
    with connection.cursor() as cursor:
        for name in STOOD:
            for statement in known[name].create:
                cursor.execute(statement)
        if before == LAST:
            # The index of then had another form, and is not to be kept.
            cursor.execute("CREATE TABLE publications_searchwords (edition_id bigint)")
    return MigrationExecutor(connection).loader.project_state([before]).apps


class Migrated(NamedTuple):
    """What an installation of then held, now that it is migrated to today."""

    models: list[type[Model]]
    rows: dict[str, list[tuple]]
    lacked: list[str]  # guards


@pytest.fixture(params=[FIRST, LAST], ids=["first", "last"])
def migrated(request, transactional_db):
    return once(an_installation, request.param)


@pytest.fixture
def _of_no_act(transactional_db):
    once(rows_of_no_act)


@pytest.fixture
def _last(transactional_db):
    once(an_installation, LAST)


def an_installation(before) -> Migrated:
    """Texts in several stages made by acts, and what only the models of then could
    hold: all migrated."""
    factories.placed(factories.released(body="Out."), url="https://courier.example/1")
    factories.superseded(title="Superseded")
    factories.in_review(title="In review")
    factories.discarded(title="Discarded")
    factories.picture()
    factories.scheduled(title="Scheduled")
    if before == LAST:
        _what_the_first_state_did_not_know()
    known = migrate_back(before)
    models = list(known.get_app_config("publications").get_models())
    rows = {model._meta.db_table: _rows(model) for model in models}
    lacked = guards.missing(connection)
    call_command("migrate", verbosity=0)
    return Migrated(models, rows, lacked)


def _what_the_first_state_did_not_know():
    picture = factories.described(factories.picture("teal"))
    factories.described(picture, "fr", alt="Une rivière")
    renditions.ready(picture, "thumb", "webp")
    recording = factories.attachment()
    original = factories.released(
        title="With a picture",
        lead=str(picture.uuid),
        attachments=(str(recording.uuid),),
    )
    live(translated(original))
    public()


def rows_of_no_act():
    """What an installation may hold that no act of today makes: migrated."""
    factories.picture()
    factories.in_review(title="With a picture")
    get = migrate_back(FIRST).get_model
    account = get("publications", "Account").objects.create(username="olga")
    publication = get("publications", "Publication").objects.create(kind="speech")
    text = get("publications", "Text").objects.create(
        publication=publication, language="az"
    )
    address = get("publications", "Address").objects.create(
        language="az", slug="cay", text=text
    )
    edition = get("publications", "Edition").objects.create(
        text=text, begun_at=PAST, begun_by=account
    )
    revision = get("publications", "Revision").objects.create(
        edition=edition,
        number=1,
        title="Çay",
        body="Su.",
        address=address,
        digest=hashlib.sha256(b"x").hexdigest(),
        saved_at=PAST,
        saved_by=account,
    )
    get("publications", "Edition").objects.filter(pk=edition.pk).update(
        revision=revision, stage="in_review"
    )
    approver = get("publications", "Account").objects.create(username="omar")
    get("publications", "Approval").objects.create(
        edition=edition,
        revision=revision,
        approver=approver,
        capacity="reviewer",
        approved_at=PAST,
    )
    get("publications", "Delivery").objects.create(
        recipient="olga@mission.example",
        subject="Returned",
        body="Please.",
        created_at=PAST,
        due_at=PAST,
    )
    person = get("publications", "Person").objects.create(slug="olga-marr")
    get("publications", "Appointment").objects.create(person=person)
    in_review = get("publications", "Edition").objects.get(
        revision__title="With a picture"
    )
    get("publications", "ImageUse").objects.create(
        revision_id=in_review.revision_id,
        image=get("publications", "Image").objects.get(),
    )
    call_command("migrate", verbosity=0)


def _rows(model) -> list[tuple]:
    columns = [field.attname for field in model._meta.concrete_fields]
    return sorted(model._default_manager.values_list(*columns), key=str)


def test_everything_is_there_afterwards_and_the_record_fits(migrated):
    assert all(
        migrated.rows[f"publications_{name}"]
        for name in (
            *("account", "address", "approval", "auditentry", "byline", "edition"),
            *("image", "outlet", "person", "placement", "publication", "revision"),
            *("rendering", "text"),
        )
    )
    for model in migrated.models:
        # The tables of today, read by the columns of then.
        assert _rows(model) == migrated.rows[model._meta.db_table], model
    assert list(verify.faults({})) == []


def test_the_guards_are_in_place_afterwards_and_keep_what_was_stored_before(
    migrated,
):
    assert migrated.lacked != []
    assert guards.missing(connection) == []
    for sql in (
        "DELETE FROM publications_edition",
        "UPDATE publications_revision SET title = 'x'",
        "UPDATE publications_approval SET capacity = 'principal'",
        "UPDATE publications_publication SET embargo_until = '2099-01-01 00:00:00Z'",
    ):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.usefixtures("_of_no_act")
def test_what_was_stored_by_the_first_schema_means_the_same():
    """Rows that no act of today made, through the models of then."""
    stored = Edition.objects.get(revision__title="Çay")
    assert (stored.emergency, stored.awaits, stored.bundle) == (False, None, None)
    assert (stored.wall_time, stored.priority, stored.due_on) == ("", 0, None)
    given = Approval.objects.get(edition=stored)
    assert (given.afterwards, given.signatory, given.by_name) == (False, None, "omar")
    work = Delivery.objects.get(subject="Returned")
    assert (work.task, work.html, work.secret, work.key) == ("mail", "", False, "")
    assert not Publication.objects.exclude(embargo_until=None, limited=False).exists()
    assert not Person.objects.exclude(approval_email="").exists()
    assert Account.objects.get(username="olga").person is None
    # Nobody leads the mission until somebody says so: no text waits for a head.
    assert not stored.text.publication.limited
    assert workflow.possible(
        factories.again(stored), by=factories.person("rhea"), at=PAST
    )


@pytest.mark.usefixtures("_of_no_act")
def test_a_picture_of_before_is_looked_at_anew():
    """Nobody had asked for its text alternative when it was saved."""
    use = ImageUse.objects.get()
    assert (use.role, use.alt, use.lacks_alternative) == ("body", None, False)
    edition = use.revision.edition
    assert not [fault for fault in verify.faults({}) if str(edition.uuid) in fault]
    draft = factories.do("return_to_author", edition, "rhea", note="Look.")
    with pytest.raises(workflow.NotPossible, match="save the text once more"):
        factories.do("submit", draft, "dara")


@pytest.mark.usefixtures("_last")
def test_media_translations_and_pages_are_shown_as_before(client):
    french = Edition.objects.get(language="fr")
    html = client.get(french.get_absolute_url()).content.decode()
    assert french.revision.follows.title == "With a picture"
    assert "With a picture" in client.get("/en/").content.decode()
    assert "hreflang" in html
    rendition = Rendition.objects.get()
    address = rendition.image.rendition_url("thumb", "webp")
    assert client.get(address).status_code == 200
    recording = AttachmentUse.objects.first().attachment
    assert client.get(recording.get_absolute_url()).status_code == 200
    assert client.get("/en/pages/about/").status_code == 200
    # Nothing was made of it yet; the command does, for whoever wants PDFs of it.
    assert not Paper.objects.exists()


@pytest.mark.usefixtures("migrated")
def test_who_and_what_was_known_is_found_by_name_and_spelling():
    person = Person.objects.get(slug="ada-venn")
    assert Person.objects.called("ADA VENN").get() == person
    outlet = Placement.objects.earliest("pk").outlet
    assert Outlet.objects.called(outlet.name.upper()).get() == outlet
    # A digest of before covers what it covered then: nothing came to it.
    assert list(verify.faults({})) == []
    byline = person.bylines.first()
    assert (byline.capacity, byline.reason, byline.family) == ("official", "", "")


@pytest.mark.usefixtures("migrated")
def test_every_text_is_found_once_the_index_is_built_anew():
    call_command("rebuild_index", verbosity=0, stdout=StringIO())
    found = search.Search(clock.moment(), "en", read("river"))
    titles = {result.edition.title for result in found.page(1)}
    assert titles == {"Two Rivers, One Valley"}


@pytest.mark.usefixtures("migrated")
def test_work_goes_on_where_it_was_left():
    for title, act, by in (
        ("In review", "approve", "rhea"),
        ("In review", "release", "petra"),
        ("Scheduled", "unschedule", "petra"),
        ("Scheduled", "release", "petra"),
    ):
        edition = Edition.objects.get(revision__title=title)
        factories.do(act, edition, by)
    live = Edition.objects.live(datetime.now(UTC)).filter(
        revision__title__in=("In review", "Scheduled")
    )
    assert live.count() == 2
    assert Placement.objects.earliest("pk").url == "https://courier.example/1"
    assert list(verify.faults({})) == []


@pytest.mark.usefixtures("migrated")
def test_a_second_migrate_changes_nothing():
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []


def test_rows_that_the_first_program_wrote_are_migrated(transactional_db, settings):
    """`first_schema.json` was written by that program: at least a row of every table
    that its schema had, and the files that they name. No act of today made it."""
    told = json.loads(FIRST_ROWS.read_text(encoding="utf-8"))
    once(as_set_up)
    models = migrate_back(FIRST)
    guards.lift(connection)
    known = {m._meta.label_lower: m for m in models.get_models()}
    with transaction.atomic():
        for name, table in told["tables"].items():
            assert table["rows"], name
            put(known[name], table["columns"], table["rows"])
    for name, data in told["media"].items():
        default_storage.save(name, ContentFile(base64.b64decode(data)))
    of_then = {
        name for name, model in known.items() if model._meta.app_label == "publications"
    }
    assert of_then == set(told["tables"])
    call_command("migrate", verbosity=0)
    go_on_after({})  # PostgreSQL counts no row that came with a number
    for name, table in told["tables"].items():
        now = apps.get_model(name)._base_manager.order_by("pk")
        rows = list(now.values_list(*table["columns"]))
        assert len(rows) == len(table["rows"]), name
    assert list(verify.faults({})) == []
    assert guards.missing(connection) == []
    call_command("rebuild_index", verbosity=0, stdout=StringIO())
    found = search.Search(clock.moment(), "en", read("river"))
    assert {hit.edition.title for hit in found.page(1)} == {"Two Rivers, One Valley"}
    for name in ("dara", "rhea", "petra"):
        account = Account.objects.get(username=name)
        account.groups.add(Group.objects.get(name=NAMES[name]))
    live = Edition.objects.get(revision__title="Two Rivers, One Valley")
    second = factories.new_edition(live)
    factories.do("release", second, "petra", change="technical")
