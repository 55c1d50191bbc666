"""A list answers what its page offers, whatever the query string asks (I03)."""

import time

import pytest
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from publications.models import Account, Attachment, Image, Placement
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

LISTS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# The library's lists are forms of their own: they say what can't be asked.
LIBRARY = (Image, Attachment)
TEXT = (models.CharField, models.TextField, models.UUIDField, models.JSONField)
LOOKUPS = ("", "__exact", "__startswith", "__regex", "__contains", "__in", "__gt")
ODD = [
    "a",
    "...",
    "& | ! : * ( )",
    '"rivers',
    "\0rivers",
    "\u202erivers\u2066",
    "rivers " * 1500,
    "a" * 10_000,
]


@pytest.fixture(params=LISTS, ids=lambda model: model._meta.label)
def model(request):
    return request.param


def asker(model):
    is_of_accounts = model in (Account, Account._meta.get_field("groups").related_model)
    return person("admin" if is_of_accounts else "petra")


def address(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def columns(model, prefix=""):
    """Of its own and, one step on, of whatever it is related to either way."""
    for field in model._meta.get_fields():
        if isinstance(field, TEXT):
            yield prefix + field.name
        elif field.is_relation and field.related_model and not prefix:
            yield from columns(field.related_model, f"{field.name}__")


def test_no_column_can_be_asked_letter_by_letter(model):
    """Not even one that a link of the filters asks as a whole."""
    request = RequestFactory().get(address(model))
    request.user = asker(model)
    model_admin = admin.site.get_model_admin(model)
    asked = list(columns(model))
    assert asked
    for column in asked:
        for lookup in LOOKUPS[2:]:
            path = column + lookup
            assert not model_admin.lookup_allowed(path, "a", request), path
    offered = {
        getattr(each, "parameter_name", each)
        for each in model_admin.get_list_filter(request)
    }
    for column in set(asked) - offered:
        assert not model_admin.lookup_allowed(column, "a", request), column


def test_a_look_up_is_refused_or_without_effect(client, model):
    factories.released()
    client.force_login(asker(model))
    for asked in (columns(model), ("pk", "id", "nonsense")):
        column = next(iter(asked))
        answer = client.get(address(model), {f"{column}__regex": "^nothing"})
        if model in LIBRARY:
            assert answer.status_code == 200
            assert len(answer.context["page"]) == model.objects.count()
        else:
            assert answer.status_code == 400


def test_pop_ups_and_orders_tell_no_more(client, model):
    factories.released()
    client.force_login(asker(model))
    for order in ("99", "-1", "x", "1.-2.3", "password"):
        assert client.get(address(model), {"o": order}).status_code == 200, order
    if model in LIBRARY:
        return
    assert client.get(address(model), {"_popup": "1"}).status_code == 200
    for column in (field.name for field in model._meta.fields):
        answer = client.get(address(model), {"_to_field": column})
        # Another row of the database may name it by this column.
        is_key = model._meta.get_field(column).unique
        assert answer.status_code == 400 or is_key, column


def test_whatever_is_typed_is_answered_within_a_second(client, model):
    factories.released()
    client.force_login(asker(model))
    for typed in ODD:
        begun = time.process_time()
        answer = client.get(address(model), {"q": typed})
        assert time.process_time() - begun < 1, typed[:20]
        told = (200, 400) if model in LIBRARY else (200,)
        assert answer.status_code in told, typed[:20]


def test_offering_people_and_outlets_while_typing_asks_names_alone(client):
    """And tells nothing of a field that isn't a choice of the page."""
    factories.placed(factories.released())
    client.force_login(person("petra"))
    asked = {"app_label": "publications", "model_name": "placement", "term": "kal"}
    told = client.get("/admin/autocomplete/", {**asked, "field_name": "outlet"})
    assert len(told.json()["results"]) == Placement.objects.count() == 1
    for field in ("publication", "url", "nothing"):
        more = client.get("/admin/autocomplete/", {**asked, "field_name": field})
        assert more.status_code == 403, field


def test_filters_that_are_shown_still_filter(client):
    client.force_login(person("petra"))
    edition = factories.draft()
    html = client.get("/admin/publications/edition/?state=live").content.decode()
    assert edition.title not in html
    client.force_login(person("admin"))
    accounts = address(Account)
    group = person("petra").groups.get()
    for asked in (f"groups__id__exact={group.pk}", "is_active__exact=1"):
        html = client.get(f"{accounts}?{asked}").content.decode()
        assert "petra" in html, asked
    client.force_login(person("petra"))
    record = "/admin/publications/auditentry/?act=create"
    assert '?act=create">begun</a>' in client.get(record).content.decode()
