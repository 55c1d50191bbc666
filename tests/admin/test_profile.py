"""One's own account: the desk speaks the language chosen, and tells one's own clock."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from publications.models import Account
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

PROFILE = "/admin/profile/"


@pytest.fixture
def dara(client):
    client.force_login(person("dara"))
    return client


def choose(client, **changes):
    return client.post(PROFILE, {"language": "", "zone": "", **changes})


def test_the_page_says_who_one_is_and_is_reached_from_everywhere(dara):
    html = dara.get(PROFILE).content.decode()
    assert "Drafter" in html and reverse("desk-security") in html
    assert f'href="{PROFILE}"' in dara.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("language", "word", "direction"),
    [
        ("fr", "Déconnexion", "ltr"),
        ("zh-hans", "注销", "ltr"),
        ("az", "Çıx", "ltr"),
        ("ru", "Выйти", "ltr"),
        ("ar", "خروج", "rtl"),
    ],
)
def test_the_desk_speaks_the_language_chosen(dara, language, word, direction):
    assert choose(dara, language=language).status_code == 302
    answer = dara.get("/admin/", headers={"Accept-Language": "en"})
    html = answer.content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in html and word in html
    assert ("rtl.css" in html) == (direction == "rtl")
    # Of nothing that readers see.
    assert b'lang="en"' in dara.get("/en/").content


def test_moments_are_told_by_ones_own_clock_beside_the_missions(dara):
    edition = factories.scheduled(datetime(2030, 7, 1, 9, 0, tzinfo=UTC))
    page = reverse("admin:publications_edition_change", args=[edition.pk])
    assert "(yours)" not in dara.get(page).content.decode()
    choose(dara, zone="Asia/Tokyo")
    html = dara.get(page).content.decode()
    assert "18:00" in html and "Asia/Tokyo (yours)" in html
    client = type(dara)()
    client.force_login(person("petra"))
    assert "(yours)" not in client.get(page).content.decode()


def test_days_and_times_that_are_called_the_missions_stay_so(dara, settings):
    """In the calendar, in the list's words and by its days: Tokyo is a day ahead."""
    settings.TIME_ZONE = "UTC"
    public = datetime(2026, 1, 31, 20, 30, tzinfo=UTC)
    factories.recorded(public)
    choose(dara, zone="Asia/Tokyo")
    calendar = dara.get("/admin/calendar/?month=2026-01").content.decode()
    cell = calendar.split('datetime="2026-01-31"')[1].split("</td>")[0]
    assert ">20:30<" in cell
    texts = reverse("admin:publications_edition_changelist")
    day = {"since": "2026-01-31", "until": "2026-01-31"}
    assert "Live since 31 Jan 2026" in dara.get(texts, day).content.decode()
    after = {"since": "2026-02-01", "until": "2026-02-01"}
    assert "Live since" not in dara.get(texts, after).content.decode()


def test_what_is_no_zone_is_refused_in_words(dara):
    for zone in ("Mars/Base", "../../etc/passwd", "asia/tokyo/"):
        answer = choose(dara, zone=zone)
        assert answer.status_code == 200
        assert "There is no such time zone" in answer.content.decode()
    assert not Account.objects.exclude(zone="").exists()


def test_nothing_else_of_an_account_is_ones_own_to_change(dara):
    choose(dara, language="fr", is_superuser="on", first_name="Hugo", groups="1")
    account = Account.objects.get(username="dara")
    assert (account.language, account.is_superuser) == ("fr", False)
    assert account.first_name == person("dara").first_name != "Hugo"


def test_what_is_not_open_says_so_in_ones_own_language(dara):
    Account.objects.filter(username="dara").update(language="ar")
    answer = dara.get("/admin/publications/account/")
    assert answer.status_code == 403
    assert '<html lang="ar" dir="rtl">' in answer.text and "غير متاح لكم" in answer.text
    assert 'href="/admin/"' in answer.text
