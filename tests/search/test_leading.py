"""Which of our own addresses texts lead to is kept with their period."""

import pytest

from publications import search
from publications.models import LinkWithin
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return factories.released(title="The target")


def linking(target, **changes):
    address = target.get_absolute_url()
    body = f"See [it]({address}), [again]({address}#h-x), [all](/en/op-eds/)."
    return factories.scheduled(title="Linking", body=body, **changes)


def kept(edition):
    links = LinkWithin.objects.filter(edition=edition)
    return list(links.values_list("language", "slug"))


def test_a_text_with_a_period_is_known_to_lead_there_once(target):
    edition = linking(target)
    assert kept(edition) == [("en", "the-target")]
    factories.do("reschedule", edition, "petra", moment=factories.soon(200))
    assert len(kept(edition)) == 1
    factories.do("unschedule", edition, "petra")
    assert kept(edition) == []


def test_what_is_lacking_is_made_again(target):
    edition = linking(target)
    LinkWithin.objects.all().delete()
    assert search.rebuild_links() == 1
    assert search.rebuild_links() == 1
    assert kept(edition) == [("en", "the-target")]


def test_addresses_of_others_and_of_no_text_are_none_of_ours(settings):
    settings.SITE_URL = "https://mission.example"
    body = "[a](https://other.example/en/2026/a/) [b](/en/about) [c](//[)"
    assert kept(factories.scheduled(body=body)) == []
