"""Pictures and attachments of a text: frozen with the revision, asked about before a
text goes on."""

import re
from datetime import date, timedelta

import pytest

from publications import clock, workflow, zones
from publications.models import Delivery, ImageWords, Task
from publications.workflow import verify
from tests import factories
from tests.people import person

from .test_media import png, take

pytestmark = pytest.mark.django_db


def body(picture, alt="", more=""):
    return f"The first paragraph.\n\n![{alt}](image:{picture.uuid}){more}"


def uses(edition):
    return list(factories.again(edition).revision.image_uses.all())


def html(edition):
    return factories.again(edition).revision.rendering.html


class TestWords:
    def test_the_library_gives_what_the_text_does_not(self):
        picture = factories.described(
            factories.picture(), caption="The valley in May", credit="L. Orr"
        )
        draft = factories.draft(body=body(picture))
        shown = html(draft)
        assert 'alt="A river in its valley"' in shown
        assert "The valley in May" in shown
        assert 'Photo: <span dir="auto">L. Orr</span>' in shown

    def test_the_text_may_say_it_otherwise(self):
        picture = factories.described(factories.picture())
        assert 'alt="Boats"' in html(factories.draft(body=body(picture, "Boats")))

    def test_words_are_those_of_the_texts_language(self):
        picture = factories.described(factories.picture(), credit="L. Orr")
        factories.described(picture, "fr", alt="Une rivière", credit="L. Orr")
        draft = factories.draft(language="fr", body=body(picture))
        assert 'alt="Une rivière"' in html(draft)
        assert "A river" not in html(draft)

    def test_words_mended_in_the_library_leave_a_text_as_it_is(self):
        picture = factories.described(factories.picture(), caption="Old")
        live = factories.released(body=body(picture))
        digest = live.revision.digest
        factories.described(picture, caption="New")
        assert "Old" in html(live)
        assert factories.again(live).revision.digest == digest
        assert list(verify.faults({})) == []

    def test_a_new_edition_begins_with_the_words_of_the_live_one(self):
        picture = factories.described(factories.picture(), caption="Old")
        recording = factories.attachment(title="As heard")
        live = factories.released(
            body=body(picture),
            lead=str(picture.uuid),
            attachments=(str(recording.uuid),),
        )
        factories.described(picture, caption="New")
        recording.title = "Renamed"
        recording.save()
        draft = factories.do("revise", live, "dara")
        assert {use.caption for use in uses(draft)} == {"Old"}
        assert draft.revision.attachment_uses.get().title == "As heard"
        content = workflow.content_of(draft.revision)
        saved = factories.do("save", draft, "dara", content=content)
        assert saved.number == 1
        assert {use.caption for use in saved.image_uses.all()} == {"New"}
        assert saved.attachment_uses.get().title == "Renamed"
        again = factories.do("save", draft, "dara", content=content)
        assert again.number == 1  # saving what is stored does nothing

    def test_a_digest_covers_the_words(self):
        picture = factories.described(factories.picture(), caption="The valley")
        first = factories.draft(title="One", lead=str(picture.uuid)).revision
        factories.described(picture, caption="The dam")
        second = factories.draft(title="One", lead=str(picture.uuid)).revision
        parts = [r.content(*r.parts())["images"] for r in (first, second)]
        assert parts[0] != parts[1]

    def test_attachments_keep_order_and_words(self):
        speech, annex = factories.attachment(title="Speech"), None
        annex = factories.attachment("annex.mp3", title="Speech")
        assert annex == speech  # the same bytes
        draft = factories.draft(attachments=(str(speech.uuid),))
        told = draft.revision.rendering.attachments
        assert [each["title"] for each in told] == ["Speech"]
        assert told[0]["seconds"] == 3
        assert told[0]["size"] == speech.size

    def test_a_transcript_is_safe_html(self):
        speech = factories.attachment(transcript="*Ladies*, <script>alert(1)</script>")
        draft = factories.draft(attachments=(str(speech.uuid),))
        told = draft.revision.rendering.attachments[0]["transcript"]
        assert "<em>Ladies</em>" in told
        assert "<script" not in told


class TestSizes:
    def test_a_picture_is_offered_in_sizes_and_formats(self):
        picture = factories.described(take(png(size=(2000, 1500))))
        shown = html(factories.draft(body=body(picture)))
        address = f"/media/{picture.uuid}"
        assert f"{address}/640.avif 640w" in shown
        assert f"{address}/1600.webp 1600w" in shown
        assert re.search(f'<img src="{address}/960.(jpg|png)"', shown)
        assert 'width="2000" height="1500"' in shown
        assert 'loading="lazy"' in shown
        assert "1601" not in shown

    def test_a_lead_picture_is_fetched_at_once(self):
        picture = factories.described(factories.picture())
        lead = factories.draft(lead=str(picture.uuid)).revision.rendering.lead
        assert 'loading="eager"' in lead["figure"]
        assert lead["alt"] == "A river in its valley"

    def test_a_print_size_file_is_offered_where_rights_allow(self):
        picture = factories.described(factories.picture(), printable=True)
        assert f"/media/{picture.uuid}/print." in html(
            factories.draft(body=body(picture))
        )
        factories.described(picture, printable=False)
        assert "/print." not in html(factories.draft(body=body(picture)))


class TestBarred:
    def test_a_picture_without_alternative_is_not_submitted(self):
        picture = factories.picture()
        draft = factories.draft(body=body(picture))
        with pytest.raises(workflow.NotPossible, match="no text alternative"):
            factories.do("submit", draft, "dara")

    @pytest.mark.parametrize(
        "words", [{"alt": "A river"}, {"decorative": True, "alt": ""}]
    )
    def test_the_library_may_give_it_later(self, words):
        picture = factories.picture()
        draft = factories.draft(body=body(picture))
        factories.described(picture, **words)
        content = workflow.content_of(draft.revision)
        factories.do("save", draft, "dara", content=content)
        assert factories.do("submit", draft, "dara").stage == "in_review"

    def test_one_reference_without_is_enough(self):
        picture = factories.picture()
        draft = factories.draft(body=body(picture, "Boats") + "\n\n" + body(picture))
        with pytest.raises(workflow.NotPossible, match="no text alternative"):
            factories.do("submit", draft, "dara")

    def test_a_lead_picture_without_is_not_submitted(self):
        draft = factories.draft(lead=str(factories.picture().uuid))
        with pytest.raises(workflow.NotPossible, match="no text alternative"):
            factories.do("submit", draft, "dara")

    def test_a_reviewer_brings_none_in_on_the_way(self):
        edition = factories.in_review()
        changed = factories.content(body=body(factories.picture()))
        factories.do("save", edition, "rhea", content=changed)
        factories.do("approve", edition, "ruben")
        with pytest.raises(workflow.NotPossible, match="no text alternative"):
            factories.do("release", edition, "petra")

    def test_rights_that_have_ended_bar_a_release(self):
        picture = factories.described(factories.picture())
        edition = factories.approved(body=body(picture))
        yesterday = zones.day_of(clock.moment()) - timedelta(days=1)
        factories.described(picture, rights_until=yesterday)
        with pytest.raises(workflow.NotPossible, match="rights to the picture"):
            factories.do("release", edition, "petra")
        factories.described(picture, rights_until=yesterday + timedelta(days=1))
        assert factories.do("release", edition, "petra").live_from

    def test_a_schedule_asks_for_the_day_of_its_moment(self):
        picture = factories.described(
            factories.picture(), rights_until=zones.day_of(clock.moment())
        )
        edition = factories.approved(body=body(picture))
        in_three_days = factories.soon(60 * 24 * 3)
        with pytest.raises(workflow.NotPossible, match="rights to the picture"):
            factories.do("schedule", edition, "petra", moment=in_three_days)

    def test_rights_in_another_language_do_not_matter(self):
        picture = factories.described(factories.picture())
        factories.described(picture, "fr", rights_until=date(2020, 1, 1))
        assert factories.released(body=body(picture)).live_from

    def test_what_the_library_lacks_is_told_beside_its_field(self):
        gone = "00000000-0000-4000-8000-000000000000"
        for wrong, field in (
            ({"body": f"![A](image:{gone})"}, "body"),
            ({"lead": gone}, "lead"),
            ({"lead": "no uuid"}, "lead"),
            ({"attachments": (gone,)}, "attachments"),
        ):
            with pytest.raises(workflow.content.ValidationError) as refusal:
                factories.draft(**wrong)
            assert field in refusal.value.message_dict


def test_alternative_and_decorative_exclude_each_other():
    picture = factories.picture()
    with pytest.raises(Exception, match="a_decorative_picture|CHECK"):
        ImageWords.objects.create(
            image=picture, language="en", alt="A river", decorative=True
        )


def test_an_approved_text_has_its_sizes_made():
    picture = factories.described(factories.picture())
    factories.approved(body=body(picture))
    assert Delivery.objects.filter(task=Task.MAKE_RENDITIONS).count() == 1
    factories.approved(title="Without a picture")
    assert Delivery.objects.filter(task=Task.MAKE_RENDITIONS).count() == 1
    factories.emergency(title="Not approved", body=body(picture))
    assert Delivery.objects.filter(task=Task.MAKE_RENDITIONS).count() == 2


def test_a_translation_begins_with_the_lead_picture_in_its_own_words():
    picture = factories.described(factories.picture())
    factories.described(picture, "fr", alt="Une rivière")
    edition = factories.draft(lead=str(picture.uuid))
    draft = workflow.translate(edition, "fr", "courtesy", by=person("dara"))
    assert draft.revision.rendering.lead["alt"] == "Une rivière"
