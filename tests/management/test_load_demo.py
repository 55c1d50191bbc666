"""Demonstration content: whole, varied, loaded once, released by the rules."""

import re
import stat
import tempfile
from collections import Counter
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import translation

from publications import clock, workflow
from publications.importing import intake
from publications.management import demo
from publications.management.commands.load_demo import ACCOUNTS, NOT_EMPTY, Loading
from publications.models import (
    Account,
    AuditEntry,
    Byline,
    Delivery,
    Edition,
    Kind,
    Outlet,
    Person,
    Placement,
    PlacementRole,
    Publication,
    Series,
    SignatoryRole,
    Stage,
    Text,
    Topic,
)

ORIGINALS = sum(1 for piece in demo.PIECES if not piece.translates)
SPEECH = "a-night-a-river-and-a-timetable"
LANGUAGES = [code for code, _name in configured.LANGUAGES]


def load():
    call_command("load_demo", stdout=StringIO())


def counts():
    models = (Account, Publication, Edition, Person, Outlet, AuditEntry, Delivery)
    return [model.objects.count() for model in models]


def password_in(folder):
    return (folder / "demo-password").read_text(encoding="utf-8").strip()


class LoadedTest(TestCase):
    """What one load has made."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.enterClassContext(override_settings(DATA_DIR=cls.folder))
        without = pytest.MonkeyPatch.context()
        cls.enterClassContext(without).delenv("DEMO_PASSWORD", raising=False)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        load()
        cls.password = password_in(cls.folder)
        cls.now = clock.moment()

    # --- Accounts and their password

    def test_every_account_can_sign_in_with_the_password(self):
        for username, *_rest in ACCOUNTS:
            assert self.client.login(username=username, password=self.password)

    def test_each_account_has_its_role_and_a_readable_name(self):
        for username, given, family, role in ACCOUNTS:
            account = Account.objects.get(username=username)
            assert account.is_staff and account.is_active
            assert account.get_full_name() == f"{given} {family}"
            assert account.email == f"{username}@mission.example"
            roles = list(account.groups.values_list("name", flat=True))
            assert roles == ([role] if role else [])
        assert {role for *_rest, role in ACCOUNTS} - {None} == set(workflow.ROLES)

    def test_only_admin_is_a_superuser_and_may_not_release(self):
        admin = Account.objects.get(is_superuser=True)
        assert admin.username == "admin"
        edition = Edition.objects.get(stage=Stage.APPROVED)
        with pytest.raises(workflow.NotPermitted):
            workflow.release(edition, by=admin, version=edition.text.version)

    def test_no_two_accounts_share_a_salt(self):
        stored = set(Account.objects.values_list("password", flat=True))
        assert len(stored) == len(ACCOUNTS)

    def test_the_password_is_random_and_for_its_owner_only(self):
        path = self.folder / "demo-password"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert len(self.password.replace("-", "")) == 16
        assert list(self.folder.iterdir()) == [path]

    # --- The texts and how they stand

    def test_each_file_of_the_folder_is_loaded_once(self):
        files = [path for path in demo.TEXTS.rglob("*") if path.is_file()]
        assert Text.objects.count() == len(files) == len(demo.PIECES)
        assert Publication.objects.count() == ORIGINALS

    def test_one_publication_is_live_in_every_language_one_right_to_left(self):
        live = Edition.objects.live(self.now)
        publication = live.get(revision__address__slug=SPEECH).text.publication
        texts = live.filter(text__publication=publication)
        assert set(texts.values_list("language", flat=True)) == set(LANGUAGES)
        for edition in texts.to_read():
            [byline] = edition.revision.bylines.all()
            names = demo.PEOPLE["venn"].names
            assert byline.name == names[edition.language][1]
            assert byline.post == demo.PEOPLE["venn"].posts[edition.language]
            assert edition.revision.rendering.lead["alt"]
            assert edition.revision.address.slug != "text"

    def test_every_language_and_every_kind_has_live_texts(self):
        live = Edition.objects.live(self.now)
        by_language = Counter(live.values_list("language", flat=True))
        assert set(by_language) == set(LANGUAGES)
        assert min(by_language.values()) >= 2
        assert set(live.values_list("kind", flat=True)) == set(Kind.values)

    def test_one_text_waits_at_each_stage(self):
        states = Counter(
            edition.state(self.now)[0] for edition in Edition.objects.all()
        )
        waiting = dict.fromkeys(("draft", "in_review", "approved", "scheduled"), 1)
        earlier = sum(map(len, demo.CORRECTIONS.values()))
        assert states == {
            "live": len(demo.RECORDED),
            "superseded": earlier,
            **waiting,
        }

    def test_one_text_is_released_tomorrow_at_a_whole_minute(self):
        moment = Edition.objects.get(live_from__gt=self.now).live_from
        assert timedelta(0) < moment - self.now < timedelta(days=2)
        assert (moment.second, moment.microsecond) == (0, 0)

    def test_past_releases_lie_in_the_last_fourteen_months_and_say_so(self):
        past = Edition.objects.filter(number=1, live_from__lte=self.now)
        assert all(edition.recorded for edition in past)
        assert not past.filter(live_from__lt=self.now - timedelta(days=426)).exists()
        assert len(set(past.values_list("live_from", flat=True))) == len(past)

    def test_every_live_text_is_complete(self):
        for edition in Edition.objects.live(self.now).to_read():
            revision = edition.revision
            assert revision.title and revision.rendering.words > 60
            assert revision.place == demo.PLACES[edition.language]
            assert revision.written_on <= edition.live_from.date()

    def test_who_signs_is_one_of_the_people_with_the_post_they_held(self):
        assert Person.objects.count() == len(demo.PEOPLE)
        for byline in Byline.objects.exclude(role=SignatoryRole.INTERVIEWER):
            assert byline.appointment, byline

    def test_texts_that_a_newspaper_carried_say_where_and_when(self):
        assert Placement.objects.count() >= 8
        for placement in Placement.objects.filter(role=PlacementRole.FIRST):
            released = placement.publication.texts.get().first_released_at
            assert placement.confirmed
            assert abs(placement.appeared_on - released.date()) <= timedelta(days=1)

    def test_every_role_of_an_outlet_is_shown_and_outlets_are_known(self):
        placements = Placement.objects.filter(confirmed=True)
        roles = set(placements.values_list("role", flat=True))
        assert roles == set(PlacementRole.values)
        for name, house in demo.OUTLETS.items():
            outlet = Outlet.objects.get(name=name)
            assert (outlet.country, outlet.url) == (house.country, house.url)

    def test_nobody_is_sent_mail_about_the_past(self):
        live = Edition.objects.live(self.now)
        titles = live.values_list("revision__title", flat=True)
        for delivery in Delivery.objects.all():
            assert not any(title in delivery.subject for title in titles)

    def test_the_record_is_whole(self):
        told = StringIO()
        call_command("verify_record", stdout=told)
        corrections = sum(map(len, demo.CORRECTIONS.values()))
        assert f"{len(demo.RECORDED) + corrections + 1} releases" in told.getvalue()

    def test_each_correction_changes_what_its_note_says(self):
        for file, corrections in demo.CORRECTIONS.items():
            title = file.partition("/")[2].partition(".")[0]
            editions = Edition.objects.filter(revision__address__slug=title)
            bodies = [e.revision.body for e in editions.order_by("number")]
            assert len(bodies) == len(corrections) + 1
            for body, correction in zip(bodies[1:], corrections, strict=True):
                assert correction.written in body

    # --- The public site

    def test_each_home_page_shows_the_texts_of_its_language(self):
        for language in LANGUAGES:
            with translation.override(language):
                home = reverse("home")
            page = self.client.get(home).content.decode()
            if older := re.search(r'href="(\?before=[^"]+)" rel="next"', page):
                page += self.client.get(f"{home}{older[1]}").content.decode()
            mine = Edition.objects.listed(self.now).filter(language=language)
            for edition in mine[:20]:
                assert edition.get_absolute_url() in page

    def test_every_live_text_can_be_read_and_no_other(self):
        for edition in Edition.objects.live(self.now):
            answer = self.client.get(edition.get_absolute_url())
            assert answer.status_code == 200
            assert f'<html lang="{edition.language}' in answer.content.decode().lower()
        hidden = Edition.objects.get(live_from__gt=self.now)
        assert self.client.get(hidden.get_absolute_url()).status_code == 404

    def test_everybody_who_signed_a_live_text_has_a_page(self):
        for person in Person.objects.all():
            assert self.client.get(person.get_absolute_url()).status_code == 200

    def test_every_topic_and_series_has_a_page_in_each_language_that_has_texts(self):
        live = Edition.objects.listed(self.now)
        for model, subjects in ((Topic, demo.TOPICS), (Series, demo.SERIES)):
            for slug, subject in subjects.items():
                assert set(subject.names) == set(LANGUAGES), slug
                made = model.objects.get(slug=slug)
                texts = live.filter(text__publication__in=made.publications.all())
                there = set(texts.values_list("language", flat=True))
                assert there, slug
                for language in LANGUAGES:
                    with translation.override(language):
                        answer = self.client.get(made.get_absolute_url())
                    status = 200 if language in there else 404
                    assert answer.status_code == status, (slug, language)

    def test_plain_text_that_looks_like_markdown_is_shown_as_it_was_written(self):
        edition = Edition.objects.get(revision__title__startswith="Applying")
        written = (demo.TEXTS / "en/visa-questions.txt").read_text(encoding="utf-8")
        for passage in (
            "surname_given_name_passport.pdf",
            "shown as [NAME MISSING](1)?",
            "3 * 40 = 120 crowns",
            "#VISA 20417 & #FAMILY",
            "“status ~~pending~~ under review”",
            "(---)",
        ):
            assert passage in written
            assert passage in edition.revision.rendering.text
        for tag in ("<em>", "<ol", "<ul", "<del>", "<code>", "<a "):
            assert tag not in edition.revision.rendering.html

    def test_the_long_text_has_what_markdown_offers(self):
        edition = Edition.objects.get(revision__title__startswith="A Hundred")
        for tag in ("h2", "table", "blockquote", "ol", "ul", "sup", "strong", "em"):
            assert f"<{tag}" in edition.revision.rendering.html

    # --- Only once

    def test_loading_again_is_refused_and_changes_nothing(self):
        before = counts()
        with pytest.raises(CommandError) as refusal:
            load()
        assert str(refusal.value) == NOT_EMPTY
        assert counts() == before
        assert password_in(self.folder) == self.password


def test_what_a_newspaper_presents_is_recognised_whole():
    for piece in demo.PIECES:
        markdown = intake.is_markdown(piece.path.name)
        found = intake.recognise_bytes(piece.path.read_bytes(), markdown=markdown)
        assert found.text.title, piece.file
        assert found.language == piece.language, piece.file
        if piece.kind == Kind.OP_ED and not piece.signed:
            assert found.kind == Kind.OP_ED, piece.file
            assert found.text.outlet and found.text.presenting_sentence, piece.file
            assert len(found.text.paragraphs) == 7, piece.file
            assert len(found.text.signatories) == 1, piece.file


# --- Its own folder, all or nothing, and only into an empty installation


@pytest.fixture
def folder(settings, monkeypatch, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    return tmp_path


@pytest.fixture
def without_texts(monkeypatch):
    """Only the accounts are made: what is asked of them needs no more."""
    monkeypatch.setattr(Loading, "load", lambda self: 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("without_texts")
def test_a_password_from_the_environment_replaces_what_was_kept(
    folder, monkeypatch, client
):
    kept = folder / "demo-password"
    kept.write_text("of an earlier installation\n", encoding="utf-8")
    kept.chmod(0o644)
    monkeypatch.setenv("DEMO_PASSWORD", "a password of mine")
    load()
    assert client.login(username="publisher", password="a password of mine")
    assert password_in(folder) == "a password of mine"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        lambda: Account.objects.create(username="somebody"),
        lambda: Publication.objects.create(kind=Kind.OP_ED),
    ],
    ids=["account", "publication"],
)
def test_an_installation_in_use_is_left_alone(make, folder):
    make()
    before = counts()
    with pytest.raises(CommandError) as refusal:
        load()
    assert str(refusal.value) == NOT_EMPTY
    assert counts() == before
    assert not list(folder.iterdir())


@pytest.mark.django_db
def test_a_failure_in_the_middle_leaves_nothing(folder, monkeypatch):
    def broken(*args, **named):
        assert 0 not in counts()[:3]  # accounts, publications, editions
        raise RuntimeError("the power went out")

    with monkeypatch.context() as then:
        then.setattr(workflow, "record_release", broken)
        with pytest.raises(RuntimeError):
            load()
    assert counts() == [0] * len(counts())
    assert not list(folder.iterdir())
    monkeypatch.setattr(Loading, "load", lambda self: 0)
    load()  # it isn't refused
    assert Account.objects.count() == len(ACCOUNTS)
