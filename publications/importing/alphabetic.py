"""Who signs, in languages whose names begin with a capital letter."""

import re
from collections.abc import Iterator

from .names import AFTER, BEFORE, Signatory, honorific_and_rest, is_name, name_and_rest
from .posts import LONGEST_POST, OF_SEVERAL, OFFICE, VERB, is_post, leads_with_office

AND = r"(?:and|et|и|və|&)"
SEPARATOR = re.compile(rf"\s*;\s*(?:{AND}\s+)?|,?\s+{AND}\s+|\s*,\s*|\s*\n\s*")
STRONG_SEPARATOR = re.compile(rf"\s*;|,\s+{AND}\s|\s*\n")
BEFORE_POST = re.compile(r"\s*(?:[,\n]|\s[–—-](?=\s)|—)\s*")
# A name that goes on in small letters was none.
AFTER_PERSON = re.compile(
    rf"\s*(?:$|[,;(\n])|\s[–—-]\s|—|,?\s+{AND}\s",
)
POST_IN_BRACKETS = re.compile(r"\s*\(([^()]{3,300})\)")
ARTICLE = re.compile(r"^(?:(?:the|le|la|les)\s+|l['’]\s*)", re.IGNORECASE)

# "в Республике Кестрия": the word doesn't say where the country's name ends.
COUNTRY_WORD = re.compile(
    r"(?:Республик|Королевств|Княжеств|Федераци|Союз|Государств|Штат|Эмират)\w*"
    r"|\w+(?:ой|ом|ем|ей|их|ых|ого|его)$"
)
PATRONYMIC = re.compile(r"\w+(?:вич|вича|вичем|вна|вны|вной|ична|ичны)$")

Person = tuple[str, str, str]


def people(text: str, language: str = "") -> tuple[Signatory, ...]:
    """Give everybody whom the text names, or nobody where part of it isn't clear."""
    found = _people_then_posts(text, language) or _posts_then_people(text, language)
    if any(OF_SEVERAL.match(person.post) for person in found):
        return tuple(Signatory(p.honorific, p.name, "") for p in found)
    return found


def _people_then_posts(text: str, language: str) -> tuple[Signatory, ...]:
    """Read "Ms. A, Ambassador of X to Y, and B, Consul"."""
    found: list[Signatory] = []
    while text:
        person = _person(text, language)
        following = person and _post_and_rest(person[2], language)
        if not following:
            return ()
        post, text = following
        found.append(Signatory(person[0], person[1], _checked(post)))
    return tuple(found)


def _post_and_rest(text: str, language: str) -> tuple[str, str] | None:
    """Read what stands between one person and the next."""
    post = ""
    bracketed = POST_IN_BRACKETS.match(text)
    introduced = BEFORE_POST.match(text)
    rest = text[introduced.end() :] if introduced else ""
    if bracketed:
        post, text = bracketed[1], text[bracketed.end() :]
    elif rest:
        another = _person(rest, language)
        if not another:
            return _post_until_next(rest, language)
        # "A, B and C" are three people; "A, B" may be one and the town she lives in.
        if not another[0] and not re.search(rf"\s{AND}\s", rest):
            return None
    separator = SEPARATOR.match(text)
    if text and not separator:
        return None
    return post, text[separator.end() :] if separator else ""


def _person(text: str, language: str) -> Person | None:
    """Read one person at the beginning: honorific, name and what follows them."""
    honorific, rest = honorific_and_rest(text, language)
    name, rest = name_and_rest(rest, alone=bool(honorific))
    if not name or OFFICE.search(name):
        return None
    after = AFTER.match(rest)
    if after:
        word = re.match(r"[Xx]anım|[Cc]ənab", after[1])[0]
        honorific, rest = f"{honorific} {word}".strip(), rest[after.end() :]
    return (honorific, name, rest) if AFTER_PERSON.match(rest) else None


def _post_until_next(text: str, language: str) -> tuple[str, str] | None:
    """Part a post from the person who follows it.

    Posts have commas and "and" in them too: "Ambassador to Kestria and New Nordhal,
    Permanent Observer to the League". Where it could be either there is no answer.
    """
    for separator in SEPARATOR.finditer(text):
        another = _person(text[separator.end() :], language)
        if not another:
            continue
        post = text[: separator.start()]
        honorific, _, after = another
        introduced = BEFORE_POST.match(after)
        rest = after[introduced.end() :] if introduced else ""
        if not honorific and not leads_with_office(rest):
            continue
        clear = STRONG_SEPARATOR.match(separator[0]) or _same_office(post, rest)
        if not (honorific or clear) or not _is_plausible(post):
            return None
        return post, text[separator.end() :]
    return (text, "") if _is_plausible(text) else None


def _same_office(post: str, other: str) -> bool:
    first, second = OFFICE.search(post), OFFICE.search(other)
    return bool(first and second) and first[0].lower() == second[0].lower()


def _is_plausible(post: str) -> bool:
    """Let "historian of the silk trade" pass, but no half of a sentence."""
    if is_post(post):
        return True
    return len(post) <= 80 and not VERB.search(post) and not re.search(r"[.!?:]", post)


def _checked(post: str) -> str:
    """What isn't surely a post may be a newspaper or a date; it isn't kept as one."""
    return ARTICLE.sub("", post.strip(), count=1) if is_post(post) else ""


def _posts_then_people(text: str, language: str) -> tuple[Signatory, ...]:
    """Read "the Ambassador of X to Y, Ms. A, and the Consul of Z, B"."""
    for separator in re.finditer(rf",?\s+{AND}\s+", text):
        first = _post_then_person(text[: separator.start()], language)
        others = first and _posts_then_people(text[separator.end() :], language)
        if others:
            return (first, *others)
    only = _post_then_person(text, language)
    return (only,) if only else ()


def _post_then_person(text: str, language: str) -> Signatory | None:
    text = ARTICLE.sub("", text, count=1)
    if len(text) > LONGEST_POST or not leads_with_office(text):
        return None
    for split in _splits(text):
        post, rest = text[:split].rstrip(" ,:–—-\n"), text[split:].lstrip(" ,:–—-\n")
        person = _person(rest, language)
        if person and not person[2] and is_post(post) and not _names_somebody(post):
            return Signatory(person[0], person[1], post)
    return _after_unmarked_country(text)


def _splits(text: str) -> Iterator[int]:
    """Give the places where a name may follow a post."""
    comma = max(
        text.rfind(", "), text.rfind("\n"), text.rfind(" — "), text.rfind(" – ")
    )
    if comma > 0:
        yield comma
    for honorific in BEFORE.finditer(text, 1):
        if text[honorific.start() - 1].isspace():
            yield honorific.start()
    for office in OFFICE.finditer(text):
        if is_name(AFTER.sub("", text[office.end() :]).strip()):
            yield office.end()


def _names_somebody(post: str) -> bool:
    return any(
        post[h.start() - 1 : h.start()].isspace()
        and name_and_rest(honorific_and_rest(post[h.start() :])[1], alone=True)[0]
        for h in BEFORE.finditer(post, 1)
    )


def _after_unmarked_country(text: str) -> Signatory | None:
    """Read "Посла Орвании в Кестрии Ады Линд", where only sense parts land and name.

    One country and two names are the rule. A fourth word must show by its form that it
    belongs to the country or is a patronymic; anything else can't be told.
    """
    run = re.search(
        r"(?:[А-ЯЁ][а-яё-]+|[А-ЯЁ]\.)(?:\s+(?:[А-ЯЁ][а-яё-]+|[А-ЯЁ]\.))*$", text
    )
    if not run:
        return None
    words = run[0].split()
    while words and OFFICE.fullmatch(words[0]):
        words.pop(0)
    parts = 3 if len(words) > 2 and PATRONYMIC.match(words[-2]) else 2
    country = words[:-parts]
    if not country or not is_name(" ".join(words[-parts:])):
        return None
    if len(country) > 2 or (len(country) == 2 and not COUNTRY_WORD.match(country[0])):
        return None
    if len(country) == 1 and COUNTRY_WORD.fullmatch(country[0]):
        return None
    name = re.search(r"\s+".join(re.escape(w) for w in words[-parts:]) + "$", text)
    post = text[: name.start()].strip()
    return Signatory("", name[0], post) if is_post(post) else None
