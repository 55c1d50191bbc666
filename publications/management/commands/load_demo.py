"""Fill an empty installation with demonstration content: `manage.py load_demo`."""

import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from publications import clock, workflow
from publications.importing import intake
from publications.management import demo
from publications.models import (
    Account,
    Appointment,
    AppointmentTitle,
    Delivery,
    Edition,
    Notice,
    Person,
    PersonName,
    Publication,
    Stage,
    Task,
)
from publications.workflow import Content, Signatory

from .run_site import PASSWORD_FILE

# User name, given and family name, and the role, where there is one.
ACCOUNTS = (
    ("drafter", "Dara", "Oswin", "Drafter"),
    ("translator", "Tomas", "Velk", "Translator"),
    ("reviewer", "Rhea", "Marlin", "Reviewer"),
    ("publisher", "Petra", "Hollin", "Publisher"),
    ("head", "Ada", "Venn", "Head of Mission"),
    ("records", "Orla", "Tamsin", "Records officer"),
    ("admin", "Ivo", "Karrel", None),
)
NOT_EMPTY = (
    "There are accounts or publications in this database already, and demonstration "
    "content is only loaded into an empty one. Nothing was changed."
)
# Letters and digits that nobody takes for one another.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = (
        "Make accounts for every role, people who sign, and texts in all languages and "
        "stages. The password of all accounts is DEMO_PASSWORD or else random; it is "
        "kept in DATA_DIR/demo-password. Refused where there is content already."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        if Account.objects.exists() or Publication.objects.exists():
            raise CommandError(NOT_EMPTY)
        password = os.environ.get("DEMO_PASSWORD") or random_password()
        try:
            accounts = make_accounts(password)
        except IntegrityError as error:  # another load was faster
            raise CommandError(NOT_EMPTY) from error
        texts = Loading(accounts).load()
        # Last, and before the commit: accounts never exist without their password.
        keep(password, settings.DATA_DIR / PASSWORD_FILE)
        self.stdout.write(f"{len(accounts)} accounts and {texts} texts were loaded.")


class Loading:
    """One load: the acts that people would have done, each by whose task it is."""

    def __init__(self, accounts: dict[str, Account]):
        self.drafter = accounts["drafter"]
        self.reviewer = accounts["reviewer"]
        self.publisher = accounts["publisher"]
        self.head = accounts["head"]
        self.translator = accounts["translator"]
        # By file: what others translate.
        self.written: dict[str, Edition] = {}
        self.now = clock.database_now().astimezone(ZoneInfo(settings.TIME_ZONE))

    def load(self) -> int:
        for signer in demo.PEOPLE.values():
            self._introduce(signer)
        self.head.person = Person.objects.get(slug=demo.PEOPLE["venn"].slug)
        self.head.save(update_fields=["person"])
        demo.enter_subjects(by=self.drafter)
        demo.put_up_pages(by=self.drafter, released_by=self.publisher)
        for number, piece in enumerate(demo.RECORDED):
            edition = self._approved(self._written(piece))
            released = self._at(-piece.released, hour=8 + number % 9, minute=30)
            self._do("record_release", edition, self.publisher, released, note="")
            demo.appear(edition, piece.file, released.date(), by=self.drafter)
        for file, corrections in demo.CORRECTIONS.items():
            for correction in corrections:
                self._corrected(file, correction)
        demo.describe_outlets(by=self.drafter)
        # Nobody is sent mail about acts that are told as long past; the worker makes
        # their PDFs once the site runs.
        Delivery.objects.exclude(task=Task.MAKE_PAPER).delete()
        Notice.objects.all().delete()
        for stage, piece in demo.OPEN.items():
            self._bring_to(stage, self._written(piece))
        return len(demo.PIECES)

    def _bring_to(self, stage: str, edition: Edition) -> None:
        if stage == "in_review":
            self._do("submit", edition, self.drafter)
        elif stage == "approved":
            self._approved(edition)
        elif stage == "scheduled":
            moment = self._at(1, hour=10)
            self._do("schedule", self._approved(edition), self.publisher, moment)

    def _approved(self, edition: Edition) -> Edition:
        edition = self._do("submit", edition, self.drafter)
        edition = self._do("approve", edition, self.reviewer)
        if edition.stage != Stage.APPROVED:  # it takes the head of mission, too
            edition = self._do("approve", edition, self.head)
        return edition

    def _corrected(self, file: str, correction: demo.Correction) -> None:
        """Release a new edition of a live text: only first ones are dated back."""
        live = Edition.objects.live(clock.database_now())
        edition = live.get(text=self.written[file].text_id)
        edition = self._do("revise", edition, self.drafter)
        content = workflow.content_of(edition.revision)
        body = content.body.replace(correction.stood, correction.written)
        version = edition.text.version
        saved = workflow.save(
            edition, replace(content, body=body), by=self.drafter, version=version
        )
        told = {"change": correction.change, "public_note": correction.note}
        self._do("release", self._approved(saved.edition), self.publisher, **told)

    def _written(self, piece: demo.Piece) -> Edition:
        """Import the file, then add what it doesn't say, as a drafter would."""
        found = intake.recognise_bytes(
            piece.path.read_bytes(),
            name=piece.path.name,
            markdown=intake.is_markdown(piece.path.name),
        )
        said = intake.Overrides(
            outlet=piece.outlet or None,
            language=piece.language,
            kind=piece.kind,
            written_on=self._day(piece.written),
        )
        found = found.overridden(said)
        if piece.translates:
            return self._translated(found, piece)
        edition = intake.take_in(found, by=self.drafter).edition
        content = workflow.content_of(edition.revision)
        revision = workflow.save(
            edition,
            self._completed(content, piece),
            by=self.drafter,
            version=edition.text.version,
        )
        if piece.released:
            self._date_placement(edition, self._day(piece.released))
        demo.classify(revision.edition, piece.file, by=self.drafter)
        self.written[piece.file] = revision.edition
        return revision.edition

    def _translated(self, found: intake.Found, piece: demo.Piece) -> Edition:
        """A text in another language, under the picture of its original."""
        original = self.written[piece.translates]
        edition = workflow.translate(
            original, piece.language, piece.relation, by=self.translator
        )
        begun = workflow.content_of(edition.revision)
        told = {"title": found.text.title, "body": found.text.body}
        written = replace(begun, **told, slug="")  # the address waits for a title
        completed = replace(self._completed(written, piece), lead=begun.lead)
        return workflow.save(
            edition, completed, by=self.translator, version=edition.text.version
        ).edition

    def _completed(self, content: Content, piece: demo.Piece) -> Content:
        signed = tuple(
            signatory(demo.PEOPLE[name], piece.language, role)
            for name, role in piece.signed
        )
        return replace(
            content,
            subtitle=piece.subtitle,
            summary=piece.summary,
            place=demo.PLACES[piece.language],
            signatories=signed or content.signatories,
            byline="",  # made anew from who signs
            slug=piece.slug or content.slug,
            lead=demo.hang(piece.file, by=self.drafter),
            attachments=demo.piece_of_paper(
                piece.file, piece.language, by=self.drafter
            ),
        )

    def _date_placement(self, edition: Edition, day: date) -> None:
        """Say on which day the outlet carried the text: the day of its release here."""
        for placement in edition.text.publication.placements.select_related("outlet"):
            placement.appeared_on = day
            placement.confirmed = True
            workflow.store_placement(placement, by=self.drafter)

    def _introduce(self, signer: demo.Signer) -> None:
        """Make a person with all names and the post, before texts are signed so."""
        person = Person.objects.create(
            slug=signer.slug,
            approval_email=signer.approval_email,
            portrait=demo.portray(signer.slug, by=self.drafter),
        )
        for language, (honorific, name) in signer.names.items():
            family = signer.families.get(language, "")
            PersonName.objects.create(
                person=person,
                language=language,
                honorific=honorific,
                display=name,
                family=family,
                given=name.removesuffix(family).strip(" ·") if family else "",
                biography=signer.biographies.get(language, ""),
            )
        for spelling in signer.spellings:
            person.spellings.create(spelling=spelling)
        if signer.came is not None:
            self._appoint(person, signer)
        workflow.note_kept(person, by=self.drafter)

    def _appoint(self, person: Person, signer: demo.Signer) -> None:
        appointment = Appointment.objects.create(
            person=person,
            leads=signer.leads,
            rank=signer.rank,
            ordinal=signer.ordinal,
            sending_state="Velmora",
            begins_on=self._day(signer.came),
            arrived_on=self._day(signer.came) if signer.rank else None,
            ends_on=self._day(signer.left),
        )
        for language, title in signer.posts.items():
            AppointmentTitle.objects.create(
                appointment=appointment, language=language, title=title
            )
        if signer.accredited is not None:
            appointment.accreditations.create(
                receiving_state="Tarsenia",
                credentials_on=self._day(signer.came - signer.accredited),
            )

    @staticmethod
    def _do(act: str, edition: Edition, by: Account, *args, **named) -> Edition:
        verb = getattr(workflow, act)
        return verb(edition, *args, by=by, version=edition.text.version, **named)

    def _day(self, ago: int | None) -> date | None:
        return None if ago is None else (self.now - timedelta(days=ago)).date()

    def _at(self, days: int, *, hour: int, minute: int = 0) -> datetime:
        """A moment so many days from today, on the mission's clock."""
        day = self.now + timedelta(days=days)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def make_accounts(password: str) -> dict[str, Account]:
    accounts = {}
    for username, given, family, role in ACCOUNTS:
        account = Account(
            username=username,
            first_name=given,
            last_name=family,
            email=f"{username}@mission.example",
            is_staff=True,
            is_superuser=role is None,
        )
        account.set_password(password)
        account.save()
        if role:
            account.groups.add(Group.objects.get(name=role))
        accounts[username] = account
    return accounts


def signatory(signer: demo.Signer, language: str, role: str) -> Signatory:
    honorific, name = signer.names[language]
    return Signatory(name, honorific, signer.posts.get(language, ""), role)


def random_password() -> str:
    """Four times four letters and digits: 79 random bits that can be typed."""
    return "-".join(get_random_string(4, READABLE) for _group in range(4))


def keep(password: str, path: Path) -> None:
    """Write the password to a new file that only its owner has ever been able to read;
    one that an earlier installation left there is replaced."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{password}\n")
