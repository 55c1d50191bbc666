"""Who signs, in Arabic, which has no capitals and often no comma either."""

import re

from .names import BEFORE, Signatory, honorific_and_rest
from .posts import OFFICE, is_post, leads_with_office

WORD = re.compile(r"[\u0620-\u065f\u066e-\u06d3-]+")
NOT_NAMES = re.compile(
    """
      في | من | إلى | على | لدى | عن | مع | هذا | هذه | التي | الذي | بين |
      بعد | قبل | عند | أن | إن | كان | كما | لقد | قد | وزارة | سفارة | حكومة
      | جمهورية | مملكة | دولة | بعنوان | تحت | عنوان
    """,
    re.VERBOSE,
)
MOST_NAME_PARTS = 5

SEPARATOR = re.compile(r"\s*[،,\n]\s*|\s+[–—-]\s+")
AND_ANOTHER = re.compile(
    r"\s*[،,؛]?\s+و(?=(?:السيدة?|سعادة|معالي|السفيرة?|الدكتورة?|د\.)\s)"
)
# After "the ambassador", an adjective of a country: the post goes on.
OF_A_COUNTRY = re.compile(r"ال\w+ية?(?:\s|$)")


def people(text: str) -> tuple[Signatory, ...]:
    """Give everybody whom the text names, or nobody where part of it isn't clear."""
    found = [_one(part) for part in AND_ANOTHER.split(text)]
    return tuple(found) if all(found) else ()


def _one(text: str) -> Signatory | None:
    text = text.strip()
    parts = SEPARATOR.split(text)
    if len(parts) > 1:
        first, last = _named(parts[0]), _named(parts[-1])
        after = text[len(parts[0]) :].lstrip(" ،,\n–—-")
        before = text[: -len(parts[-1])].rstrip(" ،,\n–—-")
        if first and is_post(after):
            return Signatory(*first, after)
        if last and is_post(before):
            return Signatory(*last, before)
        return None
    named = _named(text)
    return Signatory(*named, "") if named else _without_comma(text)


def _without_comma(text: str) -> Signatory | None:
    """Part where the post begins, or where the form of address does."""
    for office in OFFICE.finditer(text, 1):
        # With the article it may be part of the post's own description.
        named = not office[0].startswith("ال") and _named(text[: office.start()])
        if named and is_post(text[office.start() :]):
            return Signatory(*named, text[office.start() :])
    for address in BEFORE.finditer(text, 1):
        named = _named(text[address.start() :])
        post = text[: address.start()].strip()
        if named and named[0] and leads_with_office(post) and is_post(post):
            return Signatory(*named, post)
    return None


def _named(text: str) -> tuple[str, str] | None:
    """Give honorific and name where the text is nothing else."""
    honorific, name = honorific_and_rest(text.strip())
    if honorific.endswith(("السفير", "السفيرة")) and OF_A_COUNTRY.match(name):
        return None
    words = name.split()
    fits = (1 if honorific else 2) <= len(words) <= MOST_NAME_PARTS
    if not fits or OFFICE.search(name):
        return None
    if not all(
        WORD.fullmatch(word) and not NOT_NAMES.fullmatch(word) for word in words
    ):
        return None
    return honorific, name
