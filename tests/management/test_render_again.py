"""Older renderings are made anew; what was said, and its digest, stay."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from publications.management.commands import render_again as command
from publications.models import Account, Rendering, guards
from publications.rendering import RENDERER_VERSION
from publications.workflow import storing, verify
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    """Two texts as an older renderer left them, one with picture and recording."""
    image = factories.described(factories.picture())
    recording = factories.attachment()
    editions = [
        factories.released(title="Plain"),
        factories.released(
            title="With media",
            body=f"Words.\n\n![](image:{image.uuid})\n\nMore.",
            lead=str(image.uuid),
            attachments=(str(recording.uuid),),
        ),
    ]
    older = {"html": "<p>Old.</p>", "text": "Old.", "words": 1, "lead": {}}
    with guards.lifted(connection):
        Rendering.objects.update(renderer=RENDERER_VERSION - 1, **older)
    return [edition.revision for edition in editions]


def run():
    out = io.StringIO()
    call_command("render_again", stdout=out)
    return out.getvalue()


def test_what_an_older_renderer_made_is_made_anew(client, old):
    assert "2 of 2 rendered again." in run()
    plain, with_media = (Rendering.objects.get(revision=r) for r in old)
    assert "The first paragraph." in plain.html and plain.words == 6
    assert plain.beginning.startswith("The first paragraph.")
    assert "<figure" in with_media.html and with_media.lead["figure"]
    assert with_media.attachments
    assert {plain.renderer, with_media.renderer} == {RENDERER_VERSION}
    assert list(verify.faults({})) == []
    for revision in old:
        assert client.get(revision.edition.get_absolute_url()).status_code == 200
    assert "0 of 0 rendered again." in run()


def test_one_that_cannot_be_rendered_stays_and_holds_up_no_other(old, monkeypatch):
    rendered = storing.render_again

    def render_again(revision):
        if revision == old[0]:
            raise ValueError("no such mark")
        rendered(revision)

    monkeypatch.setattr(storing, "render_again", render_again)
    told = io.StringIO()
    with pytest.raises(CommandError, match="1 could not be rendered"):
        call_command("render_again", stdout=io.StringIO(), stderr=told)
    assert f"Edition {old[0].edition.uuid}, revision 1: no such mark" in told.getvalue()
    assert Rendering.objects.get(revision=old[0]).html == "<p>Old.</p>"
    assert Rendering.objects.get(revision=old[1]).renderer == RENDERER_VERSION


def test_it_goes_on_where_it_was_interrupted(old, monkeypatch):
    rendered = storing.render_again

    def render_again(revision):
        if revision == old[1]:
            raise KeyboardInterrupt
        rendered(revision)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(storing, "render_again", render_again)
        run()
    assert "1 of 1 rendered again." in run()


@pytest.mark.django_db(transaction=True)
def test_the_site_may_save_meanwhile(old, monkeypatch):
    """Each batch is read to its end before anything is written."""
    monkeypatch.setattr(command, "AT_ONCE", 1)
    rendered, seen = storing.render_again, []

    def render_again(revision):
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(save_elsewhere).result()
        rendered(revision)
        seen.append(revision)

    monkeypatch.setattr(storing, "render_again", render_again)
    assert "2 of 2 rendered again." in run()
    assert seen == old


def save_elsewhere():
    try:
        Account.objects.update(last_name="Saved meanwhile")
    finally:
        connection.close()
