"""The sentence in which an outlet presents a text: its voice, not the author's.

A sentence counts only when it is understood from its first word to its last. So a
first sentence that merely mentions an article and quotes its title stays in the body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .byline import signatories
from .kinds import kind_of
from .names import Signatory
from .outlets import outlet_named
from .posts import OCCASION, is_post
from .presenting_forms import (
    AZERBAIJANI,
    AZERBAIJANI_COLON,
    CHINESE,
    CHINESE_END,
    FORMS,
    TITLE,
    Form,
)
from .quotation import spans

LONGEST = 1_000
SENTENCE_END = re.compile(r"[.:。：…\s]+$")
HAN = re.compile("[\u3400-\u9fff]")
# "titled The Road Home by Ms. …", without quotation marks.
UNQUOTED_TITLE = re.compile(
    r"[\s,]*(?:en)?titled:?\s+(?P<title>[^,]{3,150}),?\s+(?P<author>by\s.+)", re.DOTALL
)


@dataclass(frozen=True)
class Presenting:
    """What the sentence says; parts that it doesn't say are empty."""

    title: str = ""
    outlet: str = ""
    people: tuple[Signatory, ...] = ()
    kind: str = ""
    # Names and posts stand in the case that the sentence asks for.
    inflected: bool = False


def presenting(text: str, language: str = "") -> Presenting | None:
    """Read a presenting sentence; anything else is none."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    text = SENTENCE_END.sub("", text)
    for sentence, title in _with_title_set_aside(text):
        for read in (_chinese,) if HAN.search(sentence) else (_by_forms, _azerbaijani):
            found = read(sentence, title, language)
            if found and found.outlet and (found.title or found.people):
                return found
    return None


def _with_title_set_aside(text: str) -> Iterator[tuple[str, str]]:
    """Give the sentence once for each quotation that may be the title, and as it is."""
    for start, end in spans(text):
        title = text[start + 1 : end - 1].strip()
        # American usage: the sentence's own comma or full stop stands within.
        if title.endswith(",") or (end == len(text) and re.search(r"[^.]\.$", title)):
            title = title[:-1]
        yield text[:start] + TITLE + text[end:], title
    yield text, ""


def _by_forms(sentence: str, title: str, language: str) -> Presenting | None:
    for form in FORMS:
        found = form.sentence.fullmatch(sentence)
        outlet = outlet_named(found["outlet"]) if found else ""
        if outlet:
            read = _title_and_author(form, found["rest"], title, language)
            if read:
                title, people = read
                kind = _kind(found["noun"], people)
                return Presenting(title, outlet, people, kind, form.inflected)
    return None


def _title_and_author(
    form: Form, rest: str, title: str, language: str
) -> tuple[str, tuple[Signatory, ...]] | None:
    if TITLE in rest:
        before, _, after = rest.partition(TITLE)
        led = form.before_title.search(before)
        if not led:
            return None
        before, after = before[: led.start()].strip(" ,،"), after.strip(" ,،")
        if before and after:
            return None
        author = before or after
    else:
        unquoted_title = UNQUOTED_TITLE.fullmatch(rest)
        title = unquoted_title["title"] if unquoted_title else ""
        author = unquoted_title["author"] if unquoted_title else rest.strip(" ,،")
    if not author:
        return title, ()
    led = form.before_author.match(author)
    if not led:
        return None
    author = OCCASION.sub("", author[led.end() :])
    people = signatories(author, form.language or language)
    if TITLE not in rest and not any(person.post for person in people):
        return None
    # A post without a separable name still makes it a presenting sentence.
    return (title, people) if people or is_post(author) else None


def _kind(noun: str, people: tuple[Signatory, ...]) -> str:
    """What a newspaper calls an article and somebody in office signs is an op-ed."""
    kind = kind_of(noun)
    signed = any(person.post for person in people)
    return "op_ed" if kind == "article" and signed else kind


def _azerbaijani(sentence: str, title: str, language: str) -> Presenting | None:
    found = AZERBAIJANI.fullmatch(sentence)
    if found and bool(found["title"]) == bool(title):
        people = signatories(found["author"], "az")
        if found["author"] and not people:
            return None
        outlet = outlet_named(found["outlet"])
        kind = _kind(found["noun"], people)
        return Presenting(title, outlet, people, kind, inflected=True)
    found = AZERBAIJANI_COLON.fullmatch(sentence)
    if found and TITLE in found["rest"]:
        people = signatories(found["rest"].replace(TITLE, "").strip(" .,–—-"), "az")
        return (
            Presenting(title, outlet_named(found["outlet"]), people) if people else None
        )
    return None


def _chinese(sentence: str, title: str, language: str) -> Presenting | None:
    # A subtitle below a headline begins with its dash.
    sentence = CHINESE_END.sub("", sentence.lstrip("—"), count=1)
    sentence = SENTENCE_END.sub("", sentence)
    for form in CHINESE:
        found = form.fullmatch(sentence)
        if not found:
            continue
        parts = found.groupdict()
        if bool(title) != bool(parts["title"] or parts["title_last"]):
            continue
        author = parts.get("signer") or parts["author"] or ""
        people = signatories(author, "zh-hans") if author else ()
        outlet = outlet_named(parts["outlet"])
        if author and not people or not outlet:
            continue
        return Presenting(title, outlet, people, _kind(parts["noun"], people))
    return None
