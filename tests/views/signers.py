"""Somebody who signs, with all that is known of her, and pages as readers get them."""

import json
import re
from datetime import UTC, date, datetime

from publications.models import Person, PersonName
from publications.workflow import Signatory

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
TITLE = "Ambassador of Velmora to Tarsenia"


def somebody() -> Person:
    person = Person.objects.create(slug="lu-mei")
    PersonName.objects.create(
        person=person,
        language="en",
        honorific="Ms.",
        display="Lu Mei",
        family="Lu",
        given="Mei",
        family_first=True,
    )
    post = person.appointments.create(
        rank="ambassador",
        ordinal=10,
        sending_state="Velmora",
        begins_on=date(2026, 2, 1),
        begins_precision="month",
        arrived_on=date(2026, 4, 15),
    )
    post.titles.create(language="en", title=TITLE)
    post.accreditations.create(
        receiving_state="Tarsenia", credentials_on=date(2026, 4, 18)
    )
    return person


def page(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def blocks_of(html: str) -> list[dict]:
    """What machines read of a page, block by block."""
    block = r'<script type="application/ld\+json">(.*?)</script>'
    return [json.loads(found) for found in re.findall(block, html)]


def data_of(html: str) -> dict:
    return blocks_of(html)[0]


def by_lu(role: str = "author", **more) -> tuple[Signatory, ...]:
    return (Signatory("Lu Mei", role=role, **more),)
