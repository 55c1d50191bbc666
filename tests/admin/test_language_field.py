"""A language at the desk: those offered, and the one that is stored."""

import pytest
from django import forms
from django.urls import reverse

from publications.admin.language_field import LanguageField
from tests import factories
from tests.people import person


class Form(forms.Form):
    language = LanguageField(empty=True)


@pytest.fixture(autouse=True)
def _offers(settings):
    settings.LANGUAGES = [("en", "English"), ("ru", "Русский")]


def test_what_is_offered_is_to_be_chosen():
    html = str(Form()["language"])
    assert "English" in html and "Русский" in html and "français" not in html


def test_what_is_stored_in_another_stays():
    form = Form({"language": "fr"}, initial={"language": "fr"})
    assert '<option value="fr" selected>français</option>' in str(form["language"])
    assert form.is_valid() and not form.has_changed()
    assert "français" not in str(Form()["language"])


@pytest.mark.parametrize("code", ["xx", "en-xx", "<b>", ""])
def test_what_is_no_language_is_refused(code):
    assert not Form({"language": code}).is_valid()


@pytest.mark.django_db
def test_a_text_in_a_language_no_longer_offered_is_still_edited(client, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "Français")]
    edition = factories.draft(language="fr")
    settings.LANGUAGES = settings.LANGUAGES[:-1]
    client.force_login(person("dara"))
    address = reverse("admin:publications_edition_change", args=[edition.pk])
    html = client.get(address).content.decode()
    assert '<option value="fr" selected>français</option>' in html
