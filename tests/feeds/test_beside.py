"""What a feed tells beside the words of a text, as its page does, in every form."""

import pytest

from publications import workflow
from publications.workflow import Signatory
from tests import factories
from tests.people import person
from tests.test_withdrawn import reinstate
from tests.views.test_corrections import changed
from tests.views.test_editions import take_down, text
from tests.workflow.test_following import live, translated

from .readers import FORMS, fetched

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", FORMS)
def test_a_newsroom_learns_what_the_page_tells_beside_the_text(client, form):
    edition = factories.released(
        kind="interview",
        signatories=(
            Signatory("Ada Venn", "", "Envoy", "interviewee"),
            Signatory("Lenna Quist", "", "Tarsenia Today", "interviewer"),
        ),
    )
    workflow.place(edition, "Kaldar Courier", by=person("dara"), confirmed=True)
    [item] = fetched(client, f"/en/feed.{form}").items
    assert "Interviewer: Lenna Quist, Tarsenia Today" in item.html
    assert "First published in: Kaldar Courier" in item.html


@pytest.mark.parametrize("form", FORMS)
def test_every_change_stands_above_the_text_and_none_of_what_was_retracted(
    client, form
):
    second = changed(text(title="Rivers"), title="Rivers", note="First mended.")
    third = changed(second, "update", "Then updated.", title="Rivers")
    [item] = fetched(client, f"/en/feed.{form}").items
    assert item.html.index("Then updated.") < item.html.index("First mended.")
    take_down(third, "retracted")
    reinstate(third, slug="rivers", title="Anew")
    [item] = fetched(client, f"/en/feed.{form}").items
    assert "mended" not in item.html and "updated" not in item.html


def test_a_translation_says_that_it_is_one(client):
    live(translated(factories.released()))
    [item] = fetched(client, "/fr/feed.json").items
    assert "<p>Traduction" in item.html
