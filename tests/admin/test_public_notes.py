"""Public notes at the desk: readers of each language are told in their own."""

import re

import pytest
from django.urls import reverse

from publications import workflow
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

NOTES = {"fr": "Une date a été corrigée.", "ar": "صُحّح تاريخ."}


def public_in(language, original):
    """A translation of a public text, public too."""
    edition = workflow.translate(original, language, "courtesy", by=person("tomas"))
    words = factories.content(title=f"As it is in {language}")
    factories.do("save", edition, "tomas", content=words)
    factories.do("submit", edition, "tomas")
    factories.do("approve", edition, "rhea")
    return factories.do("release", edition, "petra")


@pytest.fixture
def versions():
    """One text, public in two languages, by their codes."""
    french = factories.released(language="fr", title="Deux rives")
    return {"fr": french, "ar": public_in("ar", french)}


def field(html, name):
    """What is shown of a field with its label and errors, and its own tag."""
    tag = re.search(rf'<textarea name="{name}".*?</textarea>', html, re.DOTALL)[0]
    start = html.rindex('class="form-row', 0, html.index(tag))
    return html[start : html.index(tag)], tag


class TestBundle:
    @pytest.fixture
    def corrected(self, versions):
        return {
            code: factories.new_edition(edition) for code, edition in versions.items()
        }

    @pytest.fixture
    def path(self, corrected):
        bundle = workflow.make_bundle("Mended", corrected.values(), by=person("petra"))
        return reverse("admin:publications_bundle_change", args=[bundle.pk])

    @pytest.fixture
    def send(self, client, path):
        client.force_login(person("petra"))

        def sent(**typed):
            html = client.get(path).content.decode()
            seen = re.search(r'name="seen" value="([\d: ]*)"', html)[1]
            return client.post(path, {"_act": "release", "seen": seen, **typed})

        return sent

    def test_each_language_is_told_in_its_own(self, client, send, corrected):
        notes = {f"public_note_{corrected[c].pk}": NOTES[c] for c in NOTES}
        assert send(change="correction", **notes).status_code == 302
        client.logout()
        for code, other in (("fr", "ar"), ("ar", "fr")):
            path = factories.again(corrected[code]).get_absolute_url()
            html = client.get(path).content.decode()
            assert NOTES[code] in html
            assert NOTES[other] not in html

    def test_the_note_that_lacks_is_asked_for_at_its_field(self, send, corrected):
        names = {code: f"public_note_{corrected[code].pk}" for code in NOTES}
        answer = send(change="correction", **{names["fr"]: NOTES["fr"]})
        assert answer.status_code == 409
        html = answer.content.decode()
        around, tag = field(html, names["ar"])
        assert "tell readers in the public note" in around
        assert 'lang="ar"' in around
        assert 'lang="ar" dir="rtl"' in tag
        around, tag = field(html, names["fr"])
        assert "errorlist" not in around
        assert NOTES["fr"] in tag
        assert '<option value="correction" selected' in html
        assert factories.again(corrected["fr"]).live_from is None

    def test_the_kind_of_change_is_asked_for_once(self, send):
        html = send().content.decode()
        assert html.count("what kind of change") == 1
        assert send(change="technical").status_code == 302


class TestTakingDown:
    @pytest.fixture
    def send(self, client, versions):
        client.force_login(person("petra"))
        path = reverse("admin:edition_act", args=[versions["fr"].pk, "withdraw"])

        def sent(**typed):
            given = {"outcome": "retracted", "reason": "error", "languages": NOTES}
            return client.post(path, {**given, **typed})

        return sent

    def found(self, client, edition):
        client.logout()
        answer = client.get(edition.get_absolute_url())
        assert answer.status_code == 410
        return answer.content.decode()

    def test_each_language_is_told_in_its_own(self, client, send, versions):
        send(public_note=NOTES["fr"], public_note_ar=NOTES["ar"])
        html = self.found(client, versions["ar"])
        assert NOTES["ar"] in html
        assert NOTES["fr"] not in html

    def test_a_language_without_a_note_is_told_the_reason_alone(
        self, client, send, versions
    ):
        assert send(public_note=NOTES["fr"]).status_code == 302
        html = self.found(client, versions["ar"])
        assert NOTES["fr"] not in html
        assert "كان خاطئًا في مضمونه" in html

    def test_one_note_at_least_is_asked_for_at_its_field(self, send, versions):
        html = send(private_note="The ministry rang.").content.decode()
        around, tag = field(html, "public_note")
        assert "tell readers in the public note" in around
        assert 'lang="fr" dir="ltr"' in tag
        around, tag = field(html, "public_note_ar")
        assert "errorlist" not in around
        assert 'lang="ar" dir="rtl"' in tag
        assert "The ministry rang." in html
        assert not factories.again(versions["fr"]).withdrawals.exists()

    def test_a_note_for_a_language_that_stays_public_is_not_lost(self, send, versions):
        typed = {"public_note": NOTES["fr"], "public_note_ar": NOTES["ar"]}
        html = send(languages=["fr"], **typed).content.decode()
        around, tag = field(html, "public_note_ar")
        assert "not ticked above" in around
        assert NOTES["ar"] in tag
        send(languages=["fr"], public_note=NOTES["fr"])
        assert factories.again(versions["fr"]).withdrawals.exists()
        assert not factories.again(versions["ar"]).withdrawals.exists()
