"""Names of people, and the forms of address before or after them."""

import re
from dataclasses import dataclass

# As written in one piece before a name, longest first; several may follow one another.
BEFORE = re.compile(
    r"""(?:
        (?:His|Her|Their)\ Excellenc(?:y|ies) | H\.\ ?E\.? | HE(?=\ [A-Z])
      | (?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Amb|Hon)\b\.? | Professor | Ambassador | Madam
      | (?:The\ )?(?:Rt\.?\ |Right\ )?Hon(?:ou?rable)?\b\.? | Sir | Dame | Lord | Lady
      | (?:Son|Leurs?)\ Excellences?,? | S\.\ ?E\.(?:\ ?M\.|\ ?Mme)? | S\.\ ?Exc\.
      | Mme\b\.? | Mlle\b\.? | MM\. | Monsieur | Madame | Mademoiselle
      | (?:Me|Pr)(?=\ [A-Z])
      | [Гг]-н[ау]?\b | [Гг]-ж[аиу]\b | [Гг]осподин[ау]?\b | [Гг]оспож[аиу]\b
      | (?:[Ее]го|[Её]ё|[Ее]е)\ Превосходительств[оа] | Е\.\ ?П\.
      | [Дд]октор[а]?\b | [Пп]рофессор[а]?\b | [Дд]-р[а]?\b
      | [Cc]ənab\b | [Xx]anım\b | [Zz]ati-aliləri | [Dd]oktor\b | [Pp]rofessor\b
      | (?:صاحب(?:ة)?\ )?السعادة | سعادة | معالي | سمو | فخامة | دولة
      | السيدة? | السفيرة? | الدكتورة? | الأستاذة? | د\.
    )""",
    re.VERBOSE,
)
# An initial in most languages, an honorific in French only.
BEFORE_IN_FRENCH = re.compile(r"MM?\.(?=\s)")

AFTER = re.compile(r"\s+((?:[Xx]anım|[Cc]ənab)(?:ın|ları|larının)?)(?=[\s,;.]|$)")
PARTICLES = re.compile(
    """
      de | la | le | les | du | des | da | das | do | dos | di | della | del |
      van | von | der | den | ter | ten | zu | zur | af | av | bin | bint |
      ibn | ben | al | el | abu | y | e | i | oğlu | qızı | oglu | ogly | kyzy
      | uulu | оглы | кызы | фон | де | ла | ван | дер | аль | эль | бин | ибн
    """,
    re.VERBOSE,
)
MAY_STAND_LAST = re.compile(
    """
      oğlu | qızı | oglu | ogly | kyzy | uulu | оглы | кызы
    """,
    re.VERBOSE,
)
PREFIXED = re.compile(
    r"(?:al|el|ad|as|ar|d|l|o|аль|эль|ад|ас|ар)[-'’ʼ](?=\w)", re.IGNORECASE
)
INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}$")

# Capitalised in titles, posts and at the start of sentences, never a name.
NOT_NAMES = re.compile(
    """
      the | a | an | of | and | or | to | in | on | at | for | with | from |
      by | as | our | my | your | his | her | their | its | we | i | you | he
      | she | they | it | this | that | these | those | all | some | many | no
      | not | if | when | while | where | why | how | what | who | which |
      there | here | now | then | today | tomorrow | yesterday | new | across
      | between | through | towards | toward | beyond | into | over | under |
      after | before | since | during | against | among | around | about |
      without | within | until | january | february | march | april | june |
      july | august | september | october | november | december | monday |
      tuesday | wednesday | thursday | friday | saturday | sunday |
      extraordinary | plenipotentiary | designate | general | permanent |
      deputy | acting | honorary | embassy | ministry | government | republic
      | kingdom | state | states | union | press | service | staff |
      correspondent | reporter | editor | editorial | agency | team | news |
      times | daily | post | herald | world | year | years | office |
      department | people | peoples | friends | le | la | les | un | une | des
      | du | au | aux | et | ou | dans | pour | avec | sur | sous | par | ce |
      cette | ces | notre | nos | votre | vos | leur | leurs | nous | vous |
      il | elle | ils | elles | ambassade | ministère | gouvernement |
      république | royaume | rédaction | extraordinaire | plénipotentiaire | и
      | в | во | на | с | со | к | по | из | от | до | для | при | о | об | за
      | над | под | это | этот | эта | наш | наша | наши | мы | вы | он | она
      | они | посольство | министерство | правительство | республика |
      редакция | чрезвычайный | чрезвычайного | полномочный | полномочного |
      və | ilə | üçün | bu | bizim | mən | biz | səfirlik | nazirlik | hökumət
      | respublika | respublikası | fövqəladə | səlahiyyətli
    """,
    re.VERBOSE | re.IGNORECASE,
)

MOST_NAME_PARTS = 6


@dataclass(frozen=True)
class Signatory:
    """Someone who signs, in the words of the text; parts it doesn't say are empty."""

    honorific: str
    name: str
    post: str


def honorific_and_rest(text: str, language: str = "") -> tuple[str, str]:
    """Part "H.E. Mr." from what follows it."""
    end = 0
    while True:
        found = BEFORE.match(text, end)
        if not found and language == "fr":
            found = BEFORE_IN_FRENCH.match(text, end)
        if not found or not re.match(r"[\s,]", text[found.end() :] or " "):
            break
        end = found.end()
        end += len(text[end:]) - len(text[end:].lstrip())
    return text[:end].strip(), text[end:]


def name_and_rest(text: str, *, alone: bool) -> tuple[str, str]:
    """Part a name in letters with capitals from what follows it.

    A single word (`alone`) is a name only where a form of address announces it.
    Where there is none the first part is empty.
    """
    end, proper = 0, 0
    for count, word in enumerate(re.finditer(r"[^\s,;:()\n]+", text)):
        # Words of one name have a space between them and nothing else.
        apart = text[end : word.start()].strip(" \t\xa0")
        if apart or not _is_name_part(word[0]):
            break
        if count == MOST_NAME_PARTS:
            return "", text
        proper += not PARTICLES.fullmatch(word[0])
        end = word.end()
    name = text[:end].strip()
    last = name.rpartition(" ")[2]
    if PARTICLES.fullmatch(last) and not MAY_STAND_LAST.fullmatch(last):
        return "", text
    if proper < (1 if alone else 2):
        return "", text
    return name, text[end:]


def is_name(text: str, *, alone: bool = False) -> bool:
    name, rest = name_and_rest(text, alone=alone)
    return bool(name) and not rest.strip()


def _is_name_part(word: str) -> bool:
    if PARTICLES.fullmatch(word):
        return True
    if INITIALS.match(word):
        return word[0].isupper()
    word = PREFIXED.sub("", word, count=1) if PREFIXED.match(word) else word
    return (
        word[0].isupper()
        and not NOT_NAMES.fullmatch(word)
        and all(c.isalpha() or c in "-‑'’ʼ." for c in word)
    )
