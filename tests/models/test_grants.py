"""On PostgreSQL the application has a role of its own: it can do all of its work, and
nothing that the record forbids."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from publications import checks, workflow
from publications.management.owning import as_owner
from publications.models import Account, guards
from publications.models.guards import grants
from publications.syndication.deliveries import deliver_due
from publications.workflow import verify
from tests import factories
from tests.people import person

if connection.vendor != "postgresql":
    pytest.skip("SQLite knows no roles", allow_module_level=True)

ROLE = "embassy_app"


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class TestTheRole:
    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def _granted(self, settings):
        settings.DEMO = not settings.DEMO  # nothing is replayed: that takes an owner
        run(f"CREATE ROLE {ROLE}")
        call_command("grant_application_role", ROLE, stdout=io.StringIO())

    @pytest.fixture
    def as_role(self):
        for name in ("dara", "rhea", "petra", "admin"):
            person(name)
        connection.check_constraints()
        run(f"SET LOCAL ROLE {ROLE}")

    def test_a_text_lives_its_whole_life(self, as_role, client):
        image, recording = factories.picture(), factories.attachment()
        body = f"Words.\n\n![A valley](image:{image.uuid})"
        first = factories.released(body=body, attachments=(str(recording.uuid),))
        second = factories.new_edition(first)
        second = factories.do(
            *("release", second, "petra"), change="correction", public_note="A word."
        )
        factories.do(
            "withdraw", second, "petra", decided=factories.decided("withdrawn")
        )
        waiting = factories.scheduled(title="Later")
        factories.shared(waiting)
        workflow.remark(waiting, "Is this so?", by=person("rhea"))
        factories.do("unschedule", waiting, "petra")
        factories.discarded(title="Never")
        workflow.deactivate(person("rhea"), by=person("admin"))
        deliver_due()
        client.force_login(person("petra"))
        assert client.get(reverse("admin:index")).status_code == 200
        assert client.get(f"/en/{first.text.year}/two-rivers-one-valley/").status_code
        assert list(verify.faults({})) == []

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE publications_auditentry SET note = 'x'",
            "DELETE FROM publications_auditentry",
            "TRUNCATE publications_auditentry",
            "ALTER TABLE publications_auditentry DISABLE TRIGGER ALL",
            "DROP TRIGGER guard_auditentry_is_kept ON publications_auditentry",
            "SET session_replication_role = replica",
            "UPDATE publications_revision SET body = 'x'",
            "DELETE FROM publications_edition",
            "TRUNCATE publications_delivery",
            "DROP TABLE publications_delivery",
            "CREATE TABLE public.publications_more (id int)",
            "CREATE FUNCTION public.clock() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "SELECT setval('publications_auditentry_id_seq', 1)",
            "DELETE FROM django_migrations",
            "UPDATE auth_permission SET codename = 'release'",
        ],
    )
    def test_b01_b02_it_is_refused(self, as_role, statement):
        refused = pytest.raises(ProgrammingError, match="denied|must be owner")
        with refused, transaction.atomic():
            run(statement)

    def test_a_role_with_what_is_due_passes_the_check(self, as_role, settings):
        settings.SITE_URL = "https://press.example"
        assert grants.rights(connection) == (False, [], [])
        assert checks.role_has_what_is_due(None, ["default"]) == []

    def test_more_or_less_than_is_due_is_told(self, settings):
        settings.SITE_URL = "https://press.example"
        run(
            f"GRANT TRUNCATE ON publications_auditentry TO {ROLE}",
            f"SET LOCAL ROLE {ROLE}",
        )
        (told,) = checks.role_has_what_is_due(None, ["default"])
        assert told.id == "publications.W005"
        assert "TRUNCATE publications_auditentry" in told.msg
        settings.SITE_URL = "http://127.0.0.1:8000"  # nobody else's site
        assert checks.role_has_what_is_due(None, ["default"]) == []
        run("RESET ROLE", f"REVOKE INSERT ON publications_text FROM {ROLE}")
        run(f"SET LOCAL ROLE {ROLE}")
        (told,) = checks.role_has_what_is_due(None, ["default"])
        assert told.id == "publications.E003"
        assert "INSERT publications_text" in told.msg

    def test_an_owner_is_told_of_itself(self, settings):
        settings.SITE_URL = "https://press.example"
        (told,) = checks.role_has_what_is_due(None, ["default"])
        assert told.id == "publications.W005" and "owner" in told.msg

    def test_no_grant_is_made_to_whom_it_would_not_bind(self):
        with pytest.raises(CommandError, match="owns the tables"):
            call_command("grant_application_role", connection.settings_dict["USER"])
        with pytest.raises(CommandError, match="There is no role nobody"):
            call_command("grant_application_role", "nobody")

    def test_the_sql_can_be_had_alone(self):
        out = io.StringIO()
        call_command("grant_application_role", ROLE, print=True, stdout=out)
        assert out.getvalue().count(";\n") == len(grants.statements(connection, ROLE))


@pytest.mark.django_db(transaction=True)
def test_migrate_and_rebuild_work_as_the_owner_who_is_named(settings):
    own = connection.settings_dict
    owner = {key: own[key] for key in ("USER", "PASSWORD", "HOST", "PORT")}
    factories.released()
    run(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'only-here'")
    settings.DATABASE_OWNER = owner
    try:
        connection.close()
        own.update(USER=ROLE, PASSWORD="only-here")
        call_command("migrate", verbosity=0)
        call_command("rebuild_index", stdout=io.StringIO())
        assert grants.rights(connection) == (False, [], [])
        assert guards.missing(connection) == []
        assert Account.objects.exists()
        with pytest.raises(ProgrammingError, match="denied"):
            run("SET session_replication_role = replica")
    finally:
        connection.close()
        own.update(owner)
        run(f"DROP OWNED BY {ROLE}", f"DROP ROLE {ROLE}")


@pytest.mark.django_db(transaction=True)
def test_the_owner_goes_the_way_of_its_own_address(settings):
    """Not the application's, which may lead through a pooler, without TLS."""
    own = connection.settings_dict
    before, options = dict(own), {"application_name": "migrating"}
    own["OPTIONS"] = {**own["OPTIONS"], "application_name": "the site"}
    owner = {key: own[key] for key in ("USER", "PASSWORD", "HOST", "PORT")}
    settings.DATABASE_OWNER = {**owner, "NAME": own["NAME"], "OPTIONS": options}
    own["NAME"] = "of_a_pooler"
    try:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_database(), current_setting(%s)", ["application_name"]
            )
            assert cursor.fetchone() == (before["NAME"], "migrating")
        assert own["NAME"] == "of_a_pooler"
        assert own["OPTIONS"]["application_name"] == "the site"
    finally:
        connection.close()
        own.update(before)
