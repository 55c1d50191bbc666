"""Older renderings are made anew; what was said, and its digest, stay."""

import io

import pytest
from django.core.management import CommandError, call_command

from publications.models import Rendering
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
    Rendering.objects.update(renderer=RENDERER_VERSION - 1)
    Rendering.objects.update(html="<p>Old.</p>", text="Old.", words=1, lead={})
    return [edition.revision for edition in editions]


def run():
    out = io.StringIO()
    call_command("render_again", stdout=out, stderr=out)
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
            raise OSError("no such file")
        rendered(revision)

    monkeypatch.setattr(storing, "render_again", render_again)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 could not be rendered"):
        call_command("render_again", stdout=out, stderr=out)
    assert f"Edition {old[0].edition.uuid}, revision 1: no such file" in out.getvalue()
    assert Rendering.objects.get(revision=old[0]).html == "<p>Old.</p>"
    assert Rendering.objects.get(revision=old[1]).renderer == RENDERER_VERSION
