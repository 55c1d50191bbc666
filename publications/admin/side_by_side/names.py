"""How the people of the original, and their offices, are called in a translation."""

import re
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from publications import clock, zones
from publications.models import Appointment, Person, PersonName, Revision
from publications.rendering.cjk import is_unspaced
from publications.rendering.names import folded
from publications.workflow import title_of

# A name may be declined: of a longer word the last two letters may be others.
_LONG = 5
_ENDING = 2


class Post(NamedTuple):
    """An office: its title in the translation's language, else "" and in another."""

    title: str
    known_as: str
    address: str


class Named(NamedTuple):
    """Somebody whom the original names, and all that is known to print."""

    called: str
    name: str
    posts: list[Post]
    address: str
    # As the original and the translation may write it, folded.
    in_source: frozenset[str]
    in_target: frozenset[str]

    def is_in_source(self, source: str) -> bool:
        text = folded(source)
        return any(_stands_in(name, text) for name in self.in_source)

    def is_missing_in(self, target: str) -> bool:
        """Whether the words use none of the spellings, where any is known."""
        text = folded(target)
        known = self.in_target
        return bool(known) and not any(_is_used(name, text) for name in known)


def people_of(
    source: Revision, languages: tuple[str, str], among: QuerySet[Person]
) -> list[Named]:
    """Who signs the original, then who is named in it, as far as the desk knows them
    and the person at it may."""
    signed = {
        byline.person_id: byline.appointment
        for byline in source.bylines.select_related("appointment")
    }
    text = folded("\n".join([source.title, source.subtitle, source.summary]))
    text = f"{text} {folded(source.body)}"
    names = PersonName.objects.filter(language=languages[0], person__in=among)
    told = names.order_by("folded").values_list("person", "folded")
    mentioned = [pk for pk, name in told if name and _stands_in(name, text)]
    day = source.written_on or zones.day_of(clock.moment())
    found = among.filter(pk__in=[*signed, *mentioned]).prefetch_related(
        "names", "spellings", "appointments__titles"
    )
    known = {person.pk: person for person in found}
    return [
        _named(known[pk], signed.get(pk), languages, day)
        for pk in dict.fromkeys([*signed, *mentioned])
        if pk in known
    ]


def _named(
    person: Person,
    office: Appointment | None,
    languages: tuple[str, str],
    day: date,
) -> Named:
    here = next((n for n in person.names.all() if n.language == languages[1]), None)
    there = next((n for n in person.names.all() if n.language == languages[0]), None)
    held = [post for post in person.appointments.all() if post.is_held_on(day)]
    posts = [post for post in person.appointments.all() if office == post] or held
    spelt = [each.spelling for each in person.spellings.all()] if here else []
    return Named(
        called=there.addressed if there else str(person),
        name=here.addressed if here else "",
        posts=[_post(post, languages) for post in posts],
        address=reverse("admin:publications_person_change", args=[person.pk]),
        in_source=_forms(there, with_family=False),
        in_target=_forms(here, with_family=True) | {folded(each) for each in spelt},
    )


def _post(post: Appointment, languages: tuple[str, str]) -> Post:
    return Post(
        title=title_of(post, languages[1]),
        known_as=title_of(post, languages[0]) or str(post),
        address=reverse("admin:publications_appointment_change", args=[post.pk]),
    )


def _forms(name: PersonName | None, *, with_family: bool) -> frozenset[str]:
    if name is None:
        return frozenset()
    family = name.family if with_family else ""
    forms = (name.display, name.second_mention, family)
    return frozenset(form for each in forms if (form := folded(each)))


def _stands_in(name: str, text: str) -> bool:
    """Whether a text has this name, as words of its own where words are parted."""
    if name not in text:
        return False
    if any(map(is_unspaced, name)):
        return True
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _is_used(name: str, text: str) -> bool:
    """The same where names are declined, or carry a word before them."""
    return all(
        (word[:-_ENDING] if len(word) >= _LONG else word) in text
        for word in name.split()
    )
