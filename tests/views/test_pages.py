"""A page of the site as readers find it: what is live, in its language, or nothing."""

import pytest

from tests.workflow.test_pages import begun, do, public

pytestmark = pytest.mark.django_db

ABOUT = "/en/pages/about/"


def test_readers_find_what_is_live_and_no_draft(client, settings):
    text = begun(body="## Who we are\n\nThe **mission**.")
    assert client.get(ABOUT).status_code == 404
    do("release_page", text, "petra")
    answer = client.get(ABOUT)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>About us</h1>" in html and "<strong>mission</strong>" in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}{ABOUT}">' in html
    do("save_page", text, "dara", title="Later", body="A draft.")
    assert client.get(ABOUT).content == answer.content
    do("withdraw_page", text, "hugo")
    assert client.get(ABOUT).status_code == 404


def test_a_page_is_in_the_language_of_its_address_and_names_the_others(client):
    public()
    french = begun(language="fr", by="tomas", title="À propos", body="Qui.")
    assert client.get("/fr/pages/about/").status_code == 404
    assert "hreflang" not in client.get(ABOUT).content.decode().split("<main")[1]
    do("release_page", french, "petra")
    html = client.get(ABOUT).content.decode().split("<main")[1]
    assert '<a href="/fr/pages/about/" hreflang="fr" lang="fr" dir="ltr">À propos' in (
        html
    )
    assert "<h1>À propos</h1>" in client.get("/fr/pages/about/").content.decode()


def test_what_was_typed_as_html_is_shown_as_text(client):
    public(body="<script>alert(1)</script>")
    html = client.get(ABOUT).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_the_foot_of_the_site_leads_to_every_page_of_the_language(client):
    assert 'href="/en/pages/"' in client.get("/en/").content.decode()
    html = client.get("/en/pages/").content.decode()
    assert "Nothing has been published in this language yet." in html
    public(position=2)
    public(slug="contact", title="Contact", position=1)
    begun(slug="later", title="Still a draft")
    html = client.get("/en/pages/").content.decode()
    assert html.index('href="/en/pages/contact/"') < html.index(
        'href="/en/pages/about/"'
    )
    assert "Still a draft" not in html
    assert "Contact" not in client.get("/fr/pages/").content.decode()
