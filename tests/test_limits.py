"""What a form, its rows, its files and what a script sends may hold at most.

tests/test_every_form.py sends each form of each page what is too long; a form, a field
for files or a set of rows that is new and has no bound is found here.
"""

import json

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from publications import attachments, characters, images, rendering, workflow
from publications.admin import keeping
from publications.admin.signatory_form import SignatoryFormSet
from publications.identity.passwords import MOST_SIGNS, GuessedFirst
from publications.importing import intake
from publications.models import Account
from tests import factories
from tests.admin.test_editions import sign_in
from tests.people import person
from tests.test_every_form import of_the_product

# What each field for files takes, and who refuses more; tests beside them.
FILES = {
    ("ImportForm", "file"): intake.MAX_FILE,
    ("ReplaceForm", "file"): images.MAX_BYTES,
    ("MediaFields", "new_lead"): images.MAX_BYTES,
    ("MediaFields", "new_pictures"): images.MAX_BYTES,
    ("MediaFields", "new_attachments"): attachments.MAX_AUDIO,
    ("PersonForm", "new_portrait"): images.MAX_BYTES,
    ("PlacementForm", "copy"): workflow.MAX_COPY,
}


class Words(characters.Form):
    holds = {"long": 6000}

    plain = forms.CharField(required=False)
    hidden = forms.CharField(required=False, widget=forms.HiddenInput)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    long = forms.CharField(required=False, widget=forms.Textarea)
    short = forms.CharField(required=False, max_length=9)


def test_a_field_without_a_bound_of_its_own_has_one():
    names = Words.base_fields
    full = Words(dict.fromkeys(names, "x" * 5001))
    assert set(full.errors) == {"plain", "hidden", "secret", "short"}
    assert "5001" in full.errors["plain"][0] and "5000" in full.errors["plain"][0]
    assert set(Words(dict.fromkeys(names, "x" * 6001)).errors) == set(names)
    assert Words({"plain": "x" * 5000, "long": "x" * 6000, "short": "x" * 9}).is_valid()


def test_what_holds_more_than_a_note_fits_into_a_request():
    """And is a field that there is."""
    for form in of_the_product():
        for name, most in form.holds.items():
            assert name in form.base_fields, form
            assert most <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2


def test_every_field_for_files_has_a_bound():
    found = {
        (form.__name__, name)
        for form in of_the_product()
        for name, field in form.declared_fields.items()
        if isinstance(field, forms.FileField)
    }
    # The writing page inherits them.
    assert {each for each in found if each[0] != "EditionForm"} == set(FILES)
    assert max(FILES.values()) < 210 * 1024 * 1024  # bodies.MOST


@pytest.mark.django_db
def test_a_number_that_no_database_counts_is_nothing():
    """As a form's choice of several, and Django's own field that looks up a choice."""
    known = person("dara")
    beyond = [10**40, -(10**40), 2**63]
    assert list(Account.objects.filter(pk__in=[*beyond, known.pk])) == [known]
    assert not Account.objects.filter(pk__in=beyond).exists()
    assert Account.objects.exclude(pk__in=beyond).exists()
    assert list(Account.objects.filter(pk__in=Account.objects.values("pk"))) == [known]


@pytest.mark.django_db
def test_every_set_of_rows_has_a_bound(rf, admin_user):
    request = rf.get("/admin/")
    request.user = admin_user
    made = [SignatoryFormSet]
    for each in admin.site._registry.values():
        for inline in each.get_inline_instances(request):
            if inline.get_max_num(request) != 0:  # none can be added
                made.append(inline.get_formset(request))
    assert len(made) > 7
    for rows in made:
        assert rows.validate_max and rows.max_num <= 100, rows
        # A short request can't have a thousand of them made.
        assert rows.absolute_max == rows.max_num + 1, rows


def test_too_many_signatories_are_refused_in_words():
    told = {"form-TOTAL_FORMS": "9" * 40, "form-INITIAL_FORMS": "0"}
    rows = SignatoryFormSet(
        told, form_kwargs={"people": None, "language": "en", "day": None}
    )
    rows.forms = []  # none of which is looked at
    assert not rows.is_valid()
    assert "50" in rows.non_form_errors()[0]


def test_what_a_request_may_hold_is_said():
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 5 * 1024 * 1024
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 1000
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == 100


def test_a_password_of_a_million_signs_is_refused_at_once():
    """The part that repeats is looked for: it took hours."""
    with pytest.raises(forms.ValidationError, match=str(MOST_SIGNS)):
        GuessedFirst().validate("a" * 1_000_000 + "bcdefg")


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"typed":' * 100_000, b"9" * 9999])
def test_what_is_nested_for_ever_is_nothing(body):
    assert keeping.read(body) == {}


@pytest.mark.django_db
def test_what_a_script_sends_is_bounded_in_words(client):
    edition = factories.draft()
    sign_in(client, "dara")
    for name in ("admin:edition_keep", "admin:edition_checks"):
        too_much = json.dumps({"typed": {"body": ["x" * workflow.MAX_BYTES]}})
        answer = client.post(
            reverse(name, args=[edition.pk]), too_much, content_type="application/json"
        )
        assert answer.status_code == 413 and b"2" in answer.content
    long = "x" * (rendering.MAX_CHARACTERS + 1)
    answer = client.post(reverse("markdownx_markdownify"), {"content": long})
    assert answer.status_code < 500 and str(rendering.MAX_CHARACTERS) in answer.text


@pytest.mark.django_db
def test_too_many_fields_or_files_of_a_form_are_refused_in_words(client):
    sign_in(client, "dara")
    address = reverse("admin:publications_edition_add")
    answer = client.post(address, {f"f{number}": "" for number in range(1001)})
    assert answer.status_code == 400 and "too many fields" in answer.text
