"""Translating side by side: what the original says otherwise by now."""

import pytest
from django.urls import reverse

from tests import factories
from tests.people import person
from tests.workflow.test_following import changed, live, translated, written

from .translating import Desk, address, begun, text_page

pytestmark = pytest.mark.django_db


ORIGINAL = "First words.\n\nThe river rose by nine metres.\n\nLast words."
NEWER = "First words.\n\nThe river rose by six metres.\n\nLast words."


@pytest.fixture
def behind(client):
    original = factories.released(body=ORIGINAL)
    french = written(translated(original), "Un.\n\nLe fleuve.\n\nFin.")
    changed(original, body=NEWER)
    return Desk(client, french)


def test_what_changed_in_the_original_stands_beside_its_translation(behind):
    assert [bool(row.change) for row in behind.rows] == [False, True, False]
    assert [row.target for row in behind.rows] == ["Un.", "Le fleuve.", "Fin."]
    assert "<del>nine</del>" in behind.html and "<ins>six</ins>" in behind.html
    assert "[taken out:]" in behind.html and "[put in:]" in behind.html
    assert "follows another wording of the original" in behind.html
    assert "(edition 1)" in behind.html and "(edition 2)" in behind.html
    assert '<a href="#row-2">2. Paragraph</a>' in behind.html


def test_saving_says_that_the_translation_follows_now(behind):
    shown = behind.form.beside
    behind.send()
    assert behind.stored.follows == shown
    assert "[taken out:]" not in behind.again().html
    assert "Follows the wording of the original shown here" in behind.html


def test_unless_the_translator_says_otherwise(behind):
    followed = behind.stored.follows
    behind.send({2: "Le fleuve est monté."}, follow=[])
    assert behind.stored.body == "Un.\n\nLe fleuve est monté.\n\nFin."
    assert behind.stored.follows == followed
    assert "<ins>six</ins>" in behind.again().html


def test_what_is_followed_is_what_the_page_showed(client):
    original = factories.draft(body=ORIGINAL)
    desk = Desk(client, begun(original, "fr"))
    shown = factories.again(original).revision
    factories.do("save", original, "dara", content=factories.content(body=NEWER))
    desk.send({2: "Le fleuve."})
    assert desk.stored.follows == shown
    assert "<ins>six</ins>" in desk.again().html


def test_another_texts_wording_is_never_shown(client):
    secret = factories.draft(title="Secret", body="Of another text.")
    desk = Desk(client, begun())
    reference = factories.again(secret).revision.reference
    desk.send({1: "Mine."}, source=reference, title="\u202e")
    assert "Of another text." not in desk.html
    assert desk.form.beside.edition.text.publication == desk.edition.text.publication


def test_what_was_taken_out_of_the_original_is_told_where_it_stood(client):
    original = factories.released(body=ORIGINAL)
    french = written(translated(original), "Un.\n\nLe fleuve.\n\nFin.")
    changed(original, body="First words.\n\nLast words.")
    desk = Desk(client, french)
    told = [row for row in desk.rows if "The river rose" in row.change]
    assert [row.source for row in told] == ["Last words."]


def test_the_text_page_leads_there_from_a_translation_alone(client):
    original = factories.draft()
    french = begun(original, "fr")
    client.force_login(person("dara"))
    assert address(french) in client.get(text_page(french)).content.decode()
    assert "side-by-side" not in client.get(text_page(original)).content.decode()
    client.force_login(person("orla"))
    assert address(french) not in client.get(text_page(french)).content.decode()


def test_the_notice_leads_to_the_translation_that_needs_work(client, behind):
    other = translated(factories.released(title="Another"), "ru")
    client.force_login(person("tomas"))
    notices = reverse("admin:publications_notice_changelist")
    html = client.get(notices).content.decode()
    row = html[html.index("The original has changed") :].split("</tr>")[0]
    assert f'Side by side in French: <a href="{address(behind.edition)}">' in row
    assert address(other) not in html
    behind.send()
    assert address(behind.edition) not in client.get(notices).content.decode()


def test_of_a_public_translation_it_leads_to_its_page(client):
    original = factories.released(body=ORIGINAL)
    french = live(written(translated(original), "Un."))
    changed(original, body=NEWER)
    client.force_login(person("tomas"))
    html = client.get(reverse("admin:publications_notice_changelist")).content.decode()
    assert f'To be mended in French: <a href="{text_page(french)}">' in html


def test_the_list_tells_and_filters_what_is_behind(client, behind):
    translated(factories.released(title="Another"), "ru")
    listed = reverse("admin:publications_edition_changelist")
    html = client.get(listed).content.decode()
    assert html.count('<span class="care behind">Behind its original</span>') == 1
    answer = client.get(listed, {"care": "behind"})
    assert list(answer.context["cl"].result_list) == [behind.edition]


def test_it_asks_as_often_for_many_paragraphs_as_for_few(
    client, django_assert_max_num_queries
):
    original = factories.draft(body="\n\n".join(f"Words {n}." for n in range(60)))
    desk = Desk(client, begun(original, "fr"))
    # Session, account, roles, both texts, what is possible, names, titles, notices.
    with django_assert_max_num_queries(40):
        desk.again()
