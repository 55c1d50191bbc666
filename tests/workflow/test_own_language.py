"""What is stored of a text doesn't depend on the language in which its editor works."""

import pytest
from django.utils import translation

from publications.models import Rendering
from publications.workflow import verify
from tests import factories

pytestmark = pytest.mark.django_db

BODY = """## Heading

A note[^1], and a table.

| River | Depth |
| --- | --- |
| Venn | 4 m |

[^1]: What it says.
"""


def written(language: str) -> list[tuple[str, str]]:
    """What readers get of a text and its correction, by editors of this language."""
    last = Rendering.objects.order_by("pk").last()
    with translation.override(language):
        first = factories.released(body=BODY, title=f"Rivers, by {language}")
        second = factories.new_edition(first, body=f"{BODY}\n\nMore.")
        factories.do(
            "release", second, "petra", change="correction", public_note="More."
        )
    new = Rendering.objects.filter(pk__gt=last.pk if last else 0).order_by("pk")
    return list(new.values_list("html", "text"))


def test_what_readers_get_is_the_same_whoever_wrote_it():
    english = written("en")
    assert len(english) >= 2 and "footnote" in english[0][0]
    assert written("ar") == written("zh-hans") == english
    assert list(verify.faults({})) == []
