"""Beside each field of the desk stands, in a sentence, what it is for, what form it
takes or what happens; but for the few that say so themselves."""

import re

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory

from publications.admin.profile import ProfileForm
from tests.people import person

pytestmark = pytest.mark.django_db

# What only asks for a list to be shortened: its label is what it does.
ASKING = {"Asked", "AskedOfPictures", "AskedOfAttachments", "ReportForm"}
# Not filled in by anybody, or by forms of their own.
READ = {"AuditEntryAdmin", "NoticeAdmin", "ArchiveBatchAdmin"}
READ |= {"BundleAdmin", "PageAdmin"}
SELF_EXPLAINING = {
    # Search words, beside their button.
    *("EditionForm.find", "MediaFields.find", "EditionAdmin.find"),
    # Each file of the list is a field of its own, with its place.
    *("EditionForm.attachments", "MediaFields.attachments", "EditionAdmin.attachments"),
    # The words of the original stand beside them.
    *("SideBySideForm.title", "SideBySideForm.subtitle", "SideBySideForm.summary"),
    # The page says above it what it is for.
    "Forgotten.name",
    # Says of each text which language governs now.
    "Relate.governs",
    # What an inline belongs to is never shown.
    *("AppointmentTitleInline.appointment", "PersonLinkInline.person"),
    *("SpellingInline.outlet", "TopicNameInline.topic", "SeriesNameInline.series"),
}


def made():
    """Each class of forms that the desk has, by name, with its fields."""
    classes = [forms.BaseForm]
    for each in classes:
        classes += each.__subclasses__()
        is_of_a_model = issubclass(each, forms.ModelForm) and each is not ProfileForm
        if each.__module__.startswith("publications.admin") and not is_of_a_model:
            yield each.__name__, getattr(each, "base_fields", {})


def of_the_admin():
    """What the admin makes of models: with the help that their columns have."""
    request = RequestFactory().get("/")
    request.user = person("admin")
    request.desk_permissions = frozenset()
    for model, page in admin.site._registry.items():
        if not model.__module__.startswith("publications"):
            continue
        yield type(page).__name__, page.get_form(request).base_fields
        for inline in (each(model, admin.site) for each in page.inlines):
            fields = inline.get_formset(request).form.base_fields
            yield type(inline).__name__, fields


def without_help(forms_made):
    return {
        f"{name}.{field}"
        for name, fields in forms_made
        if name not in ASKING | READ
        for field, asked in fields.items()
        if not isinstance(asked.widget, forms.HiddenInput) and not asked.help_text
    }


def test_each_field_has_a_word_of_help():
    lacking = without_help(made()) | without_help(of_the_admin())
    assert lacking <= SELF_EXPLAINING, sorted(lacking - SELF_EXPLAINING)


def test_the_help_is_read_with_its_field(client):
    client.force_login(person("dara"))
    html = client.get("/admin/publications/edition/add/").content.decode()
    for name in ("title", "kind", "language", "place", "signatory-0-name"):
        assert f'aria-describedby="id_{name}_helptext"' in html
        assert html.count(f'id="id_{name}_helptext"') == 1


@pytest.mark.parametrize("model", ["person", "outlet", "topic", "appointment"])
def test_what_belongs_to_a_fact_shows_its_help_too(client, model):
    client.force_login(person("petra"))
    html = client.get(f"/admin/publications/{model}/add/").content.decode()
    assert "help-tooltip" not in html
    ids = set(re.findall(r' id="([^"]+)"', html))
    told = re.findall(r'aria-describedby="([^"]+)"', html)
    assert any("-0-" in each for each in told)
    assert [each for named in told for each in named.split() if each not in ids] == []
