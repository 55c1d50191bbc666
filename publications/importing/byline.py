"""Lines that say who signs: "By …", a signature at the end, a note on the author."""

import re
from dataclasses import dataclass

from . import alphabetic, arabic, chinese
from .kinds import kind_of
from .names import Signatory
from .posts import OFFICE, is_post

LONGEST = 600
HAN = re.compile("[\u3400-\u9fff]")
ARABIC = re.compile("[\u0620-\u064a]")
SENTENCE_END = re.compile(r"[.!?。！？؟]$")
# "to the U.S.", "Ph.D.": the full stop belongs to the word.
ABBREVIATED = re.compile(r"(?:\b\w|\bPh|\bSt)\.$")

KIND = (
    r"(?P<kind>op-?\s?ed|opinion|article|commentary|column|essay|speech|remarks"
    r"|statement)"
)
KIND_FR = (
    r"(?P<kind>tribune|article|opinion|point de vue|discours|allocution|déclaration)"
)
KIND_RU = r"(?P<kind>статья|колонка|мнение|выступление|речь|заявление)"
# "By" may begin anything, so what follows must be people and nothing else.
OPENINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:an?\s+)?{KIND}\s+)?(?:written\s+|signed\s+)?by\s*:?\s+",
        rf"(?:(?:une?\s+)?{KIND_FR}\s+)?(?:signée?\s+|écrite?\s+)?par\s*:?\s+",
        rf"(?:une?\s+)?{KIND_FR}\s+d(?:e\s+|['’]\s*|u\s+(?=\w))",
        r"(?P<kind>مقال(?:\s+رأي)?|كلمة)\s+(?=بقلم)",
    )
)
# "Статья Посла …": the person follows in the genitive.
RUSSIAN_OPENING = re.compile(rf"{KIND_RU}\s+(?=\S)", re.IGNORECASE)
OPENINGS = (*OPENINGS, RUSSIAN_OPENING)
# These announce an author, whoever it may be.
LABELS = re.compile(
    r"(?:(?:authors?|auteure?s?|автор(?:ы)?|müəllif(?:lər)?|yazar|الكاتبة?|كتب)\s*[:：]"
    r"|(?P<kind>مقال(?:\s+رأي)?|كلمة)?\s*بقلم\s*:?"
    r"|(?:本文)?作者\s*[:：]|(?:撰?文|署名)\s*[:：/／|｜])\s*",
    re.IGNORECASE,
)
DASH = re.compile(r"[-–—―]+\s*")

NOTES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:The )?(?:author|writer) is (?:the |an? )?(?P<post>.+)",
        r"L['’]auteure? est (?:l['’]|le |la )?(?P<post>.+)",
        r"Автор(?:\s+является|\s*[—–-])\s+(?P<post>.+)",
        r"(?:本文)?作者(?P<name>[^，,：:系为是]{2,20})?(?:系|为|是|[:：])(?P<post>.+)",
        r"(?P<name>[^,!?]{3,60}?) is (?:the |an? )?(?P<post>.+)",
        r"(?P<name>[^,!?]{3,60}?) est (?:l['’]|le |la )?(?P<post>.+)",
    )
)


@dataclass(frozen=True)
class Byline:
    """What a line says about who signs; nobody where it is too unclear."""

    people: tuple[Signatory, ...]
    kind: str = ""
    # "Author:" stands before it, not "By", which may begin a title or a sentence.
    is_announced: bool = False
    # The forms of Russian and Azerbaijani names in it aren't those of a dictionary.
    inflected: bool = False

    @property
    def is_bare(self) -> bool:
        """Only names: as such a title might look."""
        return not any(p.post or p.honorific for p in self.people)

    @property
    def has_posts(self) -> bool:
        return bool(self.people) and all(p.post for p in self.people)


def signatories(text: str, language: str = "") -> tuple[Signatory, ...]:
    """Give the people whom the text names; nobody unless all of it is clear."""
    text = text.strip(" \t\xa0\u3000,;،")
    if not text or len(text) > LONGEST:
        return ()
    if text.endswith(".") and not ABBREVIATED.search(text):
        text = text[:-1].rstrip()
    if HAN.search(text):
        return chinese.people(text)
    if ARABIC.search(text):
        return arabic.people(text)
    return alphabetic.people(text, language)


def labelled(text: str, language: str = "") -> Byline | None:
    """Read a line that says it is a byline: "By …", "Автор: …", "作者：…"."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    label = LABELS.match(text)
    if label:
        kind = kind_of(label["kind"] or "")
        people = signatories(text[label.end() :], language)
        short = len(text) <= 200 and not SENTENCE_END.search(text)
        return Byline(people, kind, is_announced=True) if people or short else None
    for opening in OPENINGS:
        found = opening.match(text)
        people = signatories(text[found.end() :], language) if found else ()
        if not people:
            continue
        ends_like_sentence = SENTENCE_END.search(text) and not ABBREVIATED.search(text)
        if ends_like_sentence and not all(p.post for p in people):
            return None
        return Byline(
            people,
            kind_of(found.groupdict().get("kind") or ""),
            inflected=opening is RUSSIAN_OPENING,
        )
    return None


def unlabelled(text: str, language: str = "") -> Byline | None:
    """Read a signature: it counts only with a post beside each name."""
    text = text.strip()
    if LABELS.match(text) or any(opening.match(text) for opening in OPENINGS):
        return None
    dash = DASH.match(text)
    people = signatories(text[dash.end() :] if dash else text, language)
    return Byline(people) if people and all(p.post for p in people) else None


def note(text: str, language: str = "") -> Signatory | None:
    """Read "The author is Ambassador of X to Y."; the name may be empty."""
    text = text.strip().strip("()（）[]").strip()
    if len(text) > LONGEST:
        return None
    if text.endswith((".", "。")) and not ABBREVIATED.search(text):
        text = text[:-1]
    for form in NOTES:
        found = form.fullmatch(text)
        if not found:
            continue
        post = found["post"].strip()
        known = chinese.is_post(post) if HAN.search(post) else is_post(post)
        name = found.groupdict().get("name") or ""
        people = signatories(name, language) if name else (Signatory("", "", ""),)
        if known and len(people) == 1 and not OFFICE.search(name):
            return Signatory(people[0].honorific, people[0].name, post)
    return None
