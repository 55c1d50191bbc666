"""Acts that reach further than one text, at the same instant: whichever comes first,
what must hold of the two holds, and nobody waits for ever."""

import threading
import time
from contextlib import contextmanager, suppress

from django.db import connections

from publications import clock, workflow
from publications.models import Bundle, Edition, Person
from tests import factories
from tests.people import person

from .racing import (
    ROUNDS,
    at_once,
    entries,
    ready,
    states,
    the_loser,
    was_refused,
    whole,
)

DOWN = factories.decided("withdrawn")
SOON = factories.soon(600)


def link_for(edition):
    """A link mailed to the signatory, as its token finds it."""
    who = factories.signatory_of(edition)
    edition = factories.do("send_for_approval", edition, "rhea", person=who)
    return edition.approval_links.last()


def mended(placement):
    """A placement as somebody confirms it at the desk."""
    placement.confirmed, placement.url = True, "https://courier.example/valley"
    return lambda: workflow.store_placement(placement, by=person("dara"))


def bundled(*editions):
    return workflow.make_bundle("The summit", editions, by=person("petra"))


def two_new_editions():
    """Two live texts, and an approved new edition of each."""
    titles = ("The first text", "The second text")
    return [factories.new_edition(factories.released(title=t)) for t in titles]


def text_of(edition):
    return factories.again(edition).text


def in_french(edition):
    """An approved translation."""
    draft = workflow.translate(edition, "fr", "courtesy", by=person("dara"))
    factories.do("save", draft, "dara", content=factories.content())
    return factories.do("approve", factories.do("submit", draft, "dara"), "rhea")


def test_nothing_is_scheduled_before_an_embargo_that_comes_at_the_same_instant():
    for _round in range(ROUNDS):
        edition = factories.approved()
        results = at_once(
            ready("set_embargo", edition, "petra", until=factories.soon(900)),
            ready("schedule", edition, "petra", moment=SOON),
        )
        assert not was_refused(results[0])
        assert states(edition) == "approved"
        told = "embargo" in str(results[1])
        assert told or entries(edition)[-3:] == [
            "schedule",
            "unschedule",
            "set_embargo",
        ]
    assert whole()


def test_what_waits_for_its_outlet_goes_out_or_is_taken_back():
    for _round in range(ROUNDS):
        edition = factories.waiting()
        went_out, taken_back = at_once(
            mended(edition.awaits), ready("unschedule", edition, "petra")
        )
        assert states(edition) == ("live" if went_out else "approved")
        assert was_refused(taken_back) == bool(went_out)
    assert whole()


def test_a_bundle_is_taken_back_whole_however_many_do_so():
    for _round in range(ROUNDS):
        texts = two_new_editions()
        workflow.schedule_bundle(
            bundled(*texts), SOON, by=person("petra"), change="technical"
        )
        results = at_once(*[ready("unschedule", each, "petra") for each in texts])
        the_loser(results, "was faster")
        assert {states(each) for each in texts} == {"live approved"}
    assert whole()


def test_nobody_releases_with_a_bundle_what_is_taken_down_at_the_same_instant():
    for _round in range(ROUNDS):
        texts = two_new_editions()
        bundle = bundled(*texts)
        # As the page showed them: who releases later hasn't seen that a text is down.
        seen = {text.pk: text.version for text in map(text_of, texts)}
        results = at_once(
            lambda b=bundle, seen=seen: workflow.release_bundle(
                b, by=person("petra"), seen=seen, change="technical"
            ),
            ready("withdraw", texts[0].begun_from, "hugo", decided=DOWN),
        )
        if the_loser(results, "was faster") == 0:
            assert states(texts[0]) == "withdrawn approved"
            assert states(texts[1]) == "live approved"
        else:
            assert {states(each) for each in texts} == {"superseded live"}
    assert whole()


def test_bundles_over_the_same_publications_never_wait_for_each_other():
    for _round in range(ROUNDS):
        texts = two_new_editions()
        other = [in_french(text) for text in reversed(texts)]
        bundles = [bundled(*texts), bundled(*other)]
        results = at_once(
            *[
                lambda b=bundle: workflow.schedule_bundle(
                    b, SOON, by=person("petra"), change="technical"
                )
                for bundle in bundles
            ]
        )
        assert not any(map(was_refused, results))
        assert {states(each) for each in other} == {"scheduled"}
    assert whole()


def test_a_text_is_in_one_bundle_whoever_gathers_it():
    person("petra")
    for _round in range(ROUNDS):
        texts = [factories.draft(title=f"Text {n}") for n in range(3)]
        pages = [list(map(factories.again, texts)) for _person in range(2)]
        results = at_once(*[lambda p=page: bundled(*p) for page in pages])
        the_loser(results, "in another bundle")
        bundles = Edition.objects.filter(pk__in=[t.pk for t in texts]).values("bundle")
        assert Bundle.objects.filter(pk__in=bundles).count() == 1
    assert Bundle.objects.count() == ROUNDS
    assert whole()


def test_a_link_is_used_once_however_often_it_is_sent_off():
    for _round in range(ROUNDS):
        link = link_for(factories.in_review())
        again = workflow.principal.ApprovalLink.objects.get(pk=link.pk)
        results = at_once(
            *[
                lambda one=one: workflow.approve_by_link(one, network_address="::1")
                for one in (link, again)
            ]
        )
        the_loser(results, "")
        assert link.edition.approvals.count() == 1
        assert states(link.edition) == "approved"
    assert whole()


def test_an_account_closed_at_the_instant_of_a_release():
    """Released before, the text stays out with its approval; closed before, it is in
    review again."""
    for number in range(ROUNDS):
        edition = factories.in_review()
        reviewer = person(f"reviewer {number}")
        reviewer.groups.set(person("rhea").groups.all())
        factories.do("approve", edition, reviewer.username)
        closed, released = at_once(
            lambda r=reviewer: workflow.deactivate(r, by=person("admin")),
            ready("release", edition, "petra"),
        )
        reviewer.refresh_from_db()
        assert not was_refused(closed)
        assert not reviewer.is_active
        voided = edition.approvals.filter(voided_at=None).count() == 0
        assert voided == was_refused(released)
        assert states(edition) == ("in_review" if voided else "live")
    assert whole()


def test_withdrawing_succeeds_at_the_first_try_while_somebody_saves_and_saves():
    edition = factories.do("revise", factories.released(), "dara")
    live = edition.begun_from
    for outcome in ("withdrawn", "replaced", "retracted"):
        with somebody_saving(edition) as saved:
            before = len(saved)
            done = workflow.withdraw(live, decided_on(outcome), by=person("hugo"))
        assert done.state(clock.database_now())[0] == outcome
        assert len(saved) > before  # the draft is nobody's obstacle, nor lost
    assert whole()


def decided_on(outcome):
    if outcome != "replaced":
        return factories.decided(outcome)
    other = factories.released(title="What takes its place")
    return factories.decided("replaced", replacement=other.text)


@contextmanager
def somebody_saving(edition):
    """Somebody saves without a pause meanwhile; yield the list of what is saved."""
    saved, stop = [], threading.Event()

    def keep_saving():
        try:
            while not stop.is_set():
                newer = factories.content(body=f"Number {len(saved)}: {stop}.")
                with suppress(workflow.Stale):  # and looks anew, as people do
                    saved.append(factories.do("save", edition, "dara", content=newer))
        finally:
            connections.close_all()

    saving = threading.Thread(target=keep_saving)
    saving.start()
    try:
        wait_for_more(saved)
        yield saved
        wait_for_more(saved)
    finally:
        stop.set()
        saving.join(60)


def wait_for_more(saved):
    known, ends = len(saved), time.monotonic() + 30
    while len(saved) == known and time.monotonic() < ends:
        time.sleep(0.01)
    assert len(saved) > known


def test_outlets_made_while_the_publication_is_held():
    """Whoever makes an outlet holds the record's end: it must wait for nothing else."""
    for number in range(2 * ROUNDS):
        edition = factories.released()
        results = at_once(
            lambda e=edition, n=number: workflow.place(
                e, f"Courier {n}", by=person("dara")
            ),
            ready("withdraw", edition, "petra", decided=DOWN),
        )
        assert not any(map(was_refused, results))
    assert whole()


def test_two_texts_of_one_title_have_two_addresses():
    person("dara")
    results = at_once(*[lambda: factories.draft()] * 2)
    slugs = {edition.revision.address.slug for edition in results}
    assert slugs == {"two-rivers-one-valley", "two-rivers-one-valley-2"}
    assert whole()


def test_entries_of_many_are_one_chain():
    for name in ("dara", "rhea", "petra"):
        person(name)
    at_once(*[lambda n=n: factories.draft(title=f"Text {n}") for n in range(8)])
    assert Edition.objects.count() == 8
    assert Person.objects.count() == 1
    assert whole()
