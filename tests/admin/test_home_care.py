"""What the home of the desk says needs care, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from publications import workflow
from publications.syndication import links
from tests import factories
from tests.people import person
from tests.workflow.test_circle import limit

from .test_home import sections, titled

pytestmark = pytest.mark.django_db


class TestWhatNeedsCare:
    def test_an_emergency_that_nobody_approved(self, client, settings):
        settings.EMERGENCY_RELEASE = True
        edition = factories.emergency(**titled("The dam"))
        assert "The dam" in sections(client, "orla")["emergencies"]
        factories.do("approve_afterwards", edition, "ruben")
        assert "emergencies" not in sections(client, "orla")

    def test_what_is_past_its_due_date(self, client):
        late = factories.draft(**titled("Late"))
        yesterday = datetime.now(UTC).date() - timedelta(days=2)
        factories.do("plan", late, "dara", due_on=yesterday)
        assert "Late" in sections(client, "petra")["overdue"]

    def test_a_picture_that_says_nothing(self, client):
        picture = factories.picture()
        html = sections(client, "dara")["pictures"]
        assert f"/admin/publications/image/{picture.pk}/change/" in html
        assert "?no_alternative=on" in html
        factories.described(picture)
        assert "pictures" not in sections(client, "dara")
        assert "pictures" not in sections(client, "orla")

    def test_a_public_text_that_leads_to_one_taken_down(self, client):
        target = factories.released(**titled("The target"))
        body = f"See [it]({target.get_absolute_url()})."
        factories.released(**titled("Leading there"), body=body)
        factories.released(**titled("Leading nowhere"))
        assert "links" not in sections(client, "dara")
        decided = factories.decided("withdrawn")
        down = factories.do("withdraw", target, "petra", decided=decided)
        html = sections(client, "dara")["links"]
        assert "Leading there" in html and "leads to “The target”" in html
        assert "Leading nowhere" not in html
        assert "links" not in sections(client, "orla")
        # What is public again is no care of anybody's.
        again = factories.new_edition(down)
        factories.do(
            "release", again, "petra", change="update", public_note="It is back."
        )
        assert "links" not in sections(client, "dara")

    def test_a_link_that_led_nowhere_until_it_answers_or_is_gone(
        self, client, monkeypatch
    ):
        answers = {}

        def ask(address):
            return links.Answer(address, answers.get(address, False), "")

        monkeypatch.setattr(links, "ask", ask)
        gone, back = "https://a.example/gone_1", "https://b.example/back"
        body = f"[a]({gone}) and <{back}>, [c](https://c.example/)"
        edition = factories.released(**titled("Leading out"), body=body)
        answers["https://c.example/"] = True
        client.force_login(person("dara"))
        page = client.get(f"/admin/publications/edition/{edition.pk}/change/")
        assert f"?edition={edition.pk}" in page.content.decode()
        where = f"{reverse('admin:edition_links')}?edition={edition.pk}"
        asked = client.post(where)
        assert b"first page, until it answers" in asked.content
        html = sections(client, "dara")["silent"]
        assert "Leading out" in html and "Live" in html
        assert "a.example/gone_1" in html and "b.example/back" in html
        assert "c.example" not in html
        answers[back] = True
        client.post(where)
        assert "b.example" not in sections(client, "dara")["silent"]
        # The draft of the next edition has it no longer; readers still find it.
        newer = workflow.revise(
            edition, by=person("dara"), version=factories.again(edition).text.version
        )
        words = factories.content(**titled("Mended"), body="No link.")
        factories.do("save", newer, "dara", content=words)
        html = sections(client, "dara")["silent"]
        assert "Leading out" in html and "Mended" not in html
        for act, by in (("submit", "dara"), ("approve", "rhea")):
            newer = factories.do(act, newer, by)
        factories.do(
            "release", newer, "petra", change="update", public_note="A dead link."
        )
        assert "silent" not in sections(client, "dara")
        secret = factories.draft(**titled("Secret"), body=body)
        limit(secret)
        client.force_login(person("rhea"))
        answer = client.post(f"{where.partition('?')[0]}?edition={secret.pk}")
        assert answer.status_code == 404
