"""What readers are told of a text's other languages: relation, which governs, and that
a translation is behind its original."""

import re
from datetime import timedelta

import pytest

from publications import clock, workflow
from tests import factories
from tests.people import person
from tests.workflow.test_following import changed, live, translated, written

pytestmark = pytest.mark.django_db


def page(client, edition, status=200):
    answer = client.get(factories.again(edition).get_absolute_url())
    assert answer.status_code == status
    return answer.content.decode()


def relate(edition, relation, governs):
    by = person("petra")
    workflow.relate(factories.again(edition), relation, governs=governs, by=by)


def told(html):
    """Relation, the original's link, and what governs, as the facts tell them."""
    facts = html.split('<aside class="facts">')[1].split("</aside>")[0]
    found = [
        re.search(rf'<p class="{name}">(.*?)</p>', facts, re.S)
        for name in ("relation", "original", "governing")
    ]
    return [match and " ".join(match[1].split()) for match in found]


def test_a_courtesy_translation_says_so_and_that_the_original_governs(client):
    original = factories.released()
    relate(original, "original", governs=True)  # of one language alone
    assert told(page(client, original)) == [None, None, None]
    relate(original, "original", governs=False)
    french = live(translated(original))
    relation, link, governing = told(page(client, french))
    assert relation
    for said in (link, governing):
        assert 'href="/en/2026/two-rivers-one-valley/" hreflang="en"' in said
    assert told(page(client, original)) == [None, None, None]


def test_official_versions_are_equal_until_one_governs(client):
    original = factories.released()
    french = live(translated(original, relation="official"))
    relation, link, governing = told(page(client, french))
    assert relation and "/en/2026/" in link and governing is None
    assert 'class="equal"' in page(client, french)
    relate(french, "official", governs=True)
    html = page(client, french)
    assert "href" not in told(html)[2] and 'class="equal"' not in html
    _relation, _link, governing = told(page(client, original))
    assert 'href="/fr/2026/text/" hreflang="fr">French</a>' in governing


def test_a_language_that_is_still_to_come_is_named_nowhere(client):
    original = factories.released()
    french = translated(original, relation="official")
    relate(french, "official", governs=True)
    html = page(client, original)
    factories.do("submit", french, "tomas")
    factories.do("approve", french, "ruben")
    factories.do("schedule", french, "petra", moment=factories.soon())
    assert page(client, original) == html
    assert told(html) == [None, None, None]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("correction", "corrected"),
        ("clarification", "clarified"),
        ("update", "updated"),
    ],
)
def test_readers_see_that_a_translation_is_behind(client, change, word):
    original = factories.released(language="fr")
    english = live(translated(original, "en"))
    assert "behind" not in page(client, english)
    second = changed(original, change)
    html = page(client, english).split('class="notice behind"')[1].split("</aside>")[0]
    assert "follows edition 1 of <time" in html and f"was {word} on <time" in html
    followed, now = original.live_from, second.live_from
    for moment in (followed, now):
        assert f'datetime="{moment:%Y-%m-%dT%H:%M:%SZ}"' in html
    assert f'href="{second.get_absolute_url()}"' in html and 'lang="fr"' in html
    assert "behind" not in page(client, second)
    mended = factories.do("revise", english, "tomas")
    mended = written(mended, "Mended.", follows=second.revision.reference)
    mended = factories.do("approve", factories.do("submit", mended, "tomas"), "ruben")
    note = {"change": "correction", "public_note": "Why."}
    factories.do("release", mended, "petra", **note)
    assert "behind" not in page(client, english)


def test_no_reader_is_told_before_the_originals_new_edition_is_public(
    client, monkeypatch
):
    original = factories.released()
    french = live(translated(original))
    changed_now = changed(original, "technical")
    before = page(client, french)
    assert "behind" not in before
    second = factories.do("revise", changed_now, "dara")
    factories.do("save", second, "dara", content=factories.content(body="Third."))
    second = factories.do("approve", factories.do("submit", second, "dara"), "rhea")
    moment = factories.soon()
    said = {"change": "correction", "public_note": "Why."}
    factories.do("schedule", second, "petra", moment=moment, **said)
    monkeypatch.setattr(clock, "moment", lambda: moment - timedelta(seconds=1))
    assert page(client, french) == before
    monkeypatch.setattr(clock, "moment", lambda: moment)
    assert "behind" in page(client, french)


def test_a_withdrawn_original_says_nothing_on_its_translation(client):
    original = factories.released()
    french = live(translated(original))
    second = changed(original)
    assert "behind" in page(client, french)
    decided = factories.decided("withdrawn", languages=("en",))
    factories.do("withdraw", second, "petra", decided=decided)
    assert "behind" not in page(client, french)
