"""PDFs are the worker's: asked for in the act, made once the edition is public."""

from datetime import timedelta

import pytest

from publications import clock, paper, papers
from publications.models import Delivery, Paper, Task
from publications.syndication.deliveries import TASKS, deliver_due
from publications.syndication.papers import TRIES
from tests import factories
from tests.views.test_editions import take_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_papers")]


@pytest.fixture(autouse=True)
def sheets(monkeypatch):
    """What was to be laid out, done in no time."""
    laid_out = []

    def made(html, *_rest):
        laid_out.append(html)
        return b"%PDF-1.7 a sheet"

    monkeypatch.setattr(paper, "lacking", lambda: "")
    monkeypatch.setattr(papers.paper, "made", made)
    return laid_out


@pytest.fixture
def passes(monkeypatch):
    """Let time go by."""

    def until(moment):
        monkeypatch.setattr(clock, "database_now", lambda: moment)

    return until


def asked():
    return Delivery.objects.filter(task=Task.MAKE_PAPER).order_by("pk")


def test_of_a_released_text_there_is_one():
    edition = factories.released()
    deliver_due()
    assert Paper.objects.get().edition == edition
    assert asked().get().delivered_at is not None


def test_of_a_scheduled_one_not_before_its_moment(passes):
    edition = factories.scheduled()
    assert asked().get().due_at == edition.live_from
    deliver_due()
    assert not Paper.objects.exists()
    passes(edition.live_from)
    deliver_due()
    assert Paper.objects.get().digest


def test_whoever_puts_a_release_off_puts_its_paper_off(passes):
    edition = factories.scheduled()
    first, later = edition.live_from, edition.live_from + timedelta(hours=2)
    factories.do("reschedule", edition, "petra", moment=later)
    passes(first)
    deliver_due()
    assert asked().first().delivered_at and not Paper.objects.exists()
    passes(later)
    deliver_due()
    assert Paper.objects.get().digest


def test_what_is_taken_back_is_never_made(passes):
    edition = factories.scheduled()
    moment = edition.live_from
    factories.do("unschedule", edition, "petra")
    passes(moment + timedelta(days=1))
    deliver_due()
    assert not Paper.objects.exists()


def test_a_retracted_text_is_not_made_anew():
    edition = factories.released()
    take_down(edition, "retracted")
    TASKS[Task.MAKE_PAPER](asked().first())
    assert asked().count() == 1 and not Paper.objects.exists()


def test_once_taken_down_and_once_reinstated_every_sheet_says_what_is_so():
    first = factories.released()
    told = {"change": "correction", "public_note": "A year."}
    second = factories.do("release", factories.new_edition(first), "petra", **told)
    deliver_due()
    take_down(second)
    deliver_due()
    withdrawal = second.withdrawals.get()
    assert [p.withdrawal for p in Paper.objects.all()] == [withdrawal] * 2
    factories.do("release", factories.new_edition(second), "petra", **told)
    deliver_due()
    assert [p.withdrawal for p in Paper.objects.all()] == [None] * 3


def test_a_failure_is_tried_some_times_and_told(monkeypatch, caplog):
    def fails(*_page):
        raise paper.Failed("not done within 90 seconds")

    monkeypatch.setattr(papers.paper, "made", fails)
    factories.released()
    deliver_due()
    piece = asked().get()
    assert piece.delivered_at is None and "not done within" in piece.error
    piece.attempts = TRIES
    TASKS[Task.MAKE_PAPER](piece)
    assert "given up: not done within" in caplog.text
    assert not Paper.objects.exclude(digest="").exists()


def test_where_none_can_be_made_the_worker_says_so_and_goes_on(monkeypatch, caplog):
    factories.released()
    monkeypatch.setattr(paper, "lacking", lambda: "libpango")
    deliver_due()
    assert asked().get().delivered_at is not None
    assert "libpango is missing" in caplog.text


def test_and_nothing_waits_for_it(monkeypatch):
    lacks = lambda: "WeasyPrint"  # noqa: E731
    monkeypatch.setattr("publications.workflow.papers.paper.lacking", lacks)
    factories.released()
    assert not asked().exists()


def test_a_worker_that_is_to_end_begins_no_other():
    """Thirty sheets wait after a first start: it ends after the one under way."""
    for number in range(3):
        factories.released(title=f"A text {number}")
    deliver_due(lambda: Paper.objects.exists())
    assert Paper.objects.count() == 1
    deliver_due()
    assert Paper.objects.count() == 3


def test_one_that_fails_holds_up_no_other_of_its_text(monkeypatch):
    first = factories.released()
    factories.do("release", factories.new_edition(first), "petra", change="technical")

    def made(html, *_rest):
        if "Corrected." in html:
            raise paper.Failed("too much")
        return b"%PDF-1.7 a sheet"

    monkeypatch.setattr(papers.paper, "made", made)
    deliver_due()
    assert Paper.objects.exclude(digest="").get().edition == first
    assert not asked().filter(delivered_at=None, error="").exists()


def test_a_first_publication_that_is_entered_later_is_told(sheets):
    edition = factories.released()
    deliver_due()
    assert "Kaldar Courier" not in sheets[-1]
    factories.placed(edition, confirmed=True)
    deliver_due()
    assert "Kaldar Courier" in sheets[-1] and len(sheets) == 2
    assert Paper.objects.get().renderer == papers.VERSION
