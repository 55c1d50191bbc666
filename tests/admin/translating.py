"""A translation's page at the desk, as somebody looks at it and sends it."""

from django.urls import reverse

from publications import workflow
from tests import factories
from tests.people import person
from tests.rendering.test_alignment import CHINESE

BODY = "\n\n".join(text for text in CHINESE if "image:" not in text)


def address(edition):
    return reverse("admin:edition_side_by_side", args=[edition.pk])


def text_page(edition):
    return reverse("admin:publications_edition_change", args=[edition.pk])


def begun(original=None, language="en"):
    original = original or factories.draft(
        language="zh-hans", title="一条河", summary="两岸的合作。", body=BODY
    )
    return workflow.translate(original, language, "courtesy", by=person("tomas"))


class Desk:
    """Somebody's page of a translation: looked at, and sent as a browser sends it."""

    def __init__(self, client, edition, by="tomas"):
        self.client, self.edition = client, edition
        client.force_login(person(by))
        self.answer = client.get(address(edition))

    @property
    def html(self):
        return self.answer.content.decode()

    @property
    def form(self):
        return self.answer.context["form"]

    @property
    def rows(self):
        return self.form.rows

    def typed(self):
        sent = {
            name: self.form[name].value() or ""
            for name in ("title", "subtitle", "summary", "version", "source", "heights")
        }
        return sent | {f"target-{row.number}": row.target for row in self.rows}

    def send(self, targets=(), **changes):
        """Save with these in the rows of these numbers."""
        sent = {"follow": "on", **self.typed(), "_save": ""}
        sent |= {f"target-{number}": words for number, words in dict(targets).items()}
        self.answer = self.client.post(address(self.edition), sent | changes)
        return self.answer

    def again(self):
        self.answer = self.client.get(address(self.edition))
        return self

    @property
    def stored(self):
        return factories.again(self.edition).revision
