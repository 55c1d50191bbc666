"""Each act refused to a signed-in person is on the record, exactly once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from publications import workflow
from publications.models import AuditEntry
from publications.workflow import verify
from tests import factories
from tests.people import person
from tests.workflow.test_roles import ARGUMENTS, UNVERSIONED

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _record(settings):
    settings.EMERGENCY_RELEASE = True
    yield
    assert list(verify.faults({})) == []


def refusals():
    return list(AuditEntry.objects.filter(act="refused"))


def attempt(act, edition, name):
    edition = factories.again(edition)
    arguments = ARGUMENTS.get(act, lambda e: {})(edition)
    if act not in UNVERSIONED:
        arguments["version"] = edition.text.version
    return getattr(workflow, act)(edition, by=person(name), **arguments)


@pytest.mark.parametrize("act", workflow.TRANSITIONS)
def test_every_act_that_a_role_does_not_include(act):
    edition = factories.draft()
    with pytest.raises(workflow.NotPermitted) as refused:
        attempt(act, edition, "orla")
    entry = refusals()[-1]
    assert (entry.actor, entry.edition) == (person("orla").pk, edition.uuid)
    assert f'"refused": "{act}"' in entry.details
    assert entry.note == str(refused.value)
    assert len(refusals()) == 1


@pytest.mark.parametrize("act", workflow.TRANSITIONS)
def test_every_act_that_the_state_does_not_allow(act):
    edition = factories.discarded()
    with pytest.raises(workflow.NotPossible):
        attempt(act, edition, "petra")
    assert len(refusals()) == 1
    assert refusals()[0].actor == person("petra").pk


BESIDE = {
    "create": lambda e, by: workflow.create("op_ed", "en", factories.content(), by=by),
    "translate": lambda e, by: workflow.translate(e, "fr", "courtesy", by=by),
    "place": lambda e, by: workflow.place(e, "Kaldar Courier", by=by),
    "remark": lambda e, by: workflow.remark(e, "Hm.", by=by),
    "limit": lambda e, by: workflow.limit(e, by=by),
    "open": lambda e, by: workflow.open_circle(e, by=by),
    "set_embargo": lambda e, by: workflow.set_embargo(e, factories.soon(), by=by),
    "lift_embargo": lambda e, by: workflow.lift_embargo(
        e, None, by=by, reason="Agreed.", confirmed=True
    ),
    "bundle": lambda e, by: workflow.make_bundle(
        "Visit", [e, factories.draft(title="Another")], by=by
    ),
    "take_out": lambda e, by: workflow.take_out(e, by=by),
    "revoke_link": lambda e, by: workflow.revoke_link(factories.shared(e).link, by=by),
}


@pytest.mark.parametrize("act", BESIDE)
def test_acts_beside_the_table_too(act):
    edition = factories.draft()
    with pytest.raises(workflow.NotPermitted):
        BESIDE[act](edition, person("orla"))
    assert len(refusals()) == 1
    assert refusals()[0].actor == person("orla").pk


def test_acts_on_a_bundle_too():
    editions = [factories.approved(title=title) for title in ("One", "Two")]
    bundle = workflow.make_bundle("Visit", editions, by=person("petra"))
    with pytest.raises(workflow.NotPermitted):
        workflow.release_bundle(bundle, by=person("dara"))
    with pytest.raises(workflow.NotPossible):
        workflow.make_bundle("", editions, by=person("petra"))
    with pytest.raises(workflow.NotPossible):
        workflow.make_bundle("One", [], by=person("petra"))
    workflow.release_bundle(bundle, by=person("petra"))
    with pytest.raises(workflow.NotPossible):
        workflow.release_bundle(bundle, by=person("petra"))
    names = [entry.actor_name.split()[0] for entry in refusals()]
    assert names == ["Dara", "Petra", "Petra", "Petra"]


def test_a_stale_page_is_on_the_record():
    edition = factories.again(factories.draft())
    factories.do("save", edition, "rhea", content=factories.content(body="Newer."))
    with pytest.raises(workflow.Stale):
        version = edition.text.version
        workflow.submit(edition, by=person("dara"), version=version)
    assert len(refusals()) == 1


def test_a_circle_that_leaves_somebody_out_is_on_the_record():
    edition = factories.draft()
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(workflow.NotPermitted):
        factories.do("submit", edition, "rhea")
    assert [entry.actor for entry in refusals()] == [person("rhea").pk]


def test_within_the_callers_transaction_it_is_entered_once_by_the_caller():
    edition = factories.draft(body="")
    try:
        with transaction.atomic():
            factories.do("submit", edition, "dara")
    except workflow.Refused as refusal:
        assert refusals() == []
        workflow.enter_refusal(refusal, by=person("dara"))
        workflow.enter_refusal(refusal, by=person("dara"))
    assert len(refusals()) == 1


def test_a_stranger_leaves_nothing_on_the_record():
    edition = factories.draft()
    before = AuditEntry.objects.count()
    with pytest.raises(workflow.NotPermitted):
        workflow.plan(edition, by=AnonymousUser(), due_on=None)
    assert AuditEntry.objects.count() == before


def test_what_is_refused_leaves_nothing_else():
    edition = factories.draft(body="")
    entries = AuditEntry.objects.count()
    version = factories.again(edition).text.version
    with pytest.raises(workflow.NotPossible):
        factories.do("submit", edition, "dara")
    assert AuditEntry.objects.count() == entries + 1
    assert factories.again(edition).text.version == version


def test_what_is_done_leaves_no_refusal():
    factories.withdrawn()
    assert refusals() == []
