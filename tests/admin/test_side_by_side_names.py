"""Translating side by side: how people and offices are called."""

import pytest
from django.urls import reverse

from publications import workflow
from publications.models import Person
from tests import factories
from tests.people import person

from .translating import Desk, begun

pytestmark = pytest.mark.django_db


def test_names_and_titles_in_the_other_language_stand_by(client):
    original = factories.draft(body="Ada Venn spoke.\n\nNobody else did.")
    who = Person.objects.get(names__display="Ada Venn")
    desk = Desk(client, begun(original, "fr"))
    assert "no name in French yet" in desk.html
    assert "no title in French yet" in desk.html
    assert reverse("admin:publications_person_change", args=[who.pk]) in desk.html
    who.names.create(language="fr", honorific="Mme", display="Ada Venn", family="Venn")
    who.appointments.get().titles.create(language="fr", title="Ambassadrice")
    html = desk.again().html
    assert "Mme Ada Venn" in html and "Ambassadrice" in html
    assert "no name in" not in html and "no title in" not in html


def test_somebody_who_is_named_is_told_of_too_and_a_hidden_one_never(client):
    lu = Person.objects.create(slug="lu-mei")
    lu.names.create(language="en", display="Lu Mei")
    li = Person.objects.create(slug="bo-li")
    li.names.create(language="en", display="Bo Li")
    hidden = factories.draft(signatories=(workflow.Signatory("Bo Quist", "", "Envoy"),))
    workflow.limit(hidden, by=person("dara"))
    body = "Lu Mei and Bo Quist met. Bo Lindt was not there."
    desk = Desk(client, begun(factories.draft(body=body, signatories=()), "fr"))
    assert [each.called for each in desk.answer.context["people"]] == ["Lu Mei"]


@pytest.mark.parametrize(
    ("target", "is_told"),
    [
        ("Ада Лопатина говорила.", False),
        ("Это слова Ады Лопатиной.", False),
        ("Посол Лопатина говорила.", False),
        ("Говорила Ада.", True),
        ("", False),
    ],
)
def test_a_paragraph_without_any_spelling_of_a_name_is_told(client, target, is_told):
    original = factories.draft(body="Ada Venn spoke.\n\nNobody else did.")
    who = Person.objects.get(names__display="Ada Venn")
    name = {"honorific": "г-жа", "display": "Ада Лопатина", "family": "Лопатина"}
    who.names.create(language="ru", **name)
    desk = Desk(client, begun(original, "ru"))
    desk.send({1: target, 2: "Больше никто."})
    told = "No known spelling of “г-жа Ада Лопатина”" in desk.again().html
    assert told is is_told


def test_a_chinese_name_is_found_within_its_sentence(client):
    original = factories.draft(language="zh-hans", body="昨天阿达·文恩大使说话了。")
    who = Person.objects.get(names__display="Ada Venn")
    who.names.update(language="zh-hans", display="阿达·文恩")
    who.names.get().save()
    who.names.create(language="en", display="Ada Venn")
    desk = Desk(client, begun(original))
    desk.send({1: "Yesterday the Ambassador spoke."})
    assert "No known spelling of “Ada Venn”" in desk.again().html
