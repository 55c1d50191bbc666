"""What isn't there, or no longer, is said in each language, with ways on."""

import html5lib
import pytest
from django.conf import settings

from publications.rendering import direction_of
from publications.rendering.languages import language_tag
from tests import factories
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(params=["never", "retracted"])
def missing(request):
    """An address of the language at which there is nothing to read, and its status."""

    def in_language(language):
        if request.param == "never":
            return f"/{language}/2026/no-such-text/", 404
        edition = factories.released(language=language)
        take_down(edition, "retracted")
        return edition.get_absolute_url(), 410

    return in_language


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_valid_in_its_language_and_leads_on(client, missing, language):
    address, status = missing(language)
    answer = client.get(address)
    assert answer.status_code == status
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document = parser.parse(answer.content.decode().strip())
    assert document.attrib == {
        "lang": language_tag(language),
        "dir": direction_of(language),
    }
    inside = document.find(".//main")
    ways = [link.get("href") for link in inside.iter("a")]
    assert {f"/{language}/", f"/{language}/pages/"} <= set(ways)
    for way in ways:
        assert client.get(way).status_code == 200
    if language != "en":
        assert "See the latest texts" not in answer.content.decode()
