"""Lines above a text: its title, what kind of text it is, and what only looks so."""

import re

from .kinds import kind_of
from .paragraphs import LIST_ITEM
from .quotation import unquoted

LONGEST = 200
MOST_WORDS = 28
MOST_CHINESE = 40

LABEL = re.compile(
    r"(?:title|headline|titre|заголовок|название|başlıq|sərlövhə|العنوان|عنوان|标题|题目)"
    r"\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
HAN = re.compile("[\u3400-\u9fff]")
# After a title stands nothing; an exclamation is more often an address or a wish.
UNFINISHED = re.compile(r"[.:;,!。：；，、！،؛…–—-][\"'’”»›)\]」』》]*$")
SECOND_SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]\s+\S|[。！？؟].")
PROSE_END = re.compile(r"[.!?…。！？؟:：][\"'’”»›)\]」』》）]*\s*$")
ADDRESS = re.compile(r"\S+@\S+|\w+://|www\.", re.IGNORECASE)
SALUTATION = re.compile(
    r"""(?:your\ |their\ )?excellenc(?:y|ies)\b | dear\b | ladies\b | distinguished\b
      | honou?rable\b | esteemed\b | friends\b | colleagues\b
      | m(?:r|adam)\.?\ president
      | good\ (?:morning|afternoon|evening|day)\b | thank\ you\b | welcome\b
      | mesdames | messieurs | chère?s?\b | cher\b | son\ excellence\b
      | madame\ la\b | monsieur\ le\b | excellences\b | bonjour\b | bonsoir\b
      | здравствуйте\b | добр(?:ый|ое)\ (?:день|вечер|утро)\b
      | уважаем | дорог(?:ие|ой|ая)\b | дамы\b | господа\b
      | ваш[еи]\ превосходительств
      | salam\b | sabahınız\b | axşamınız\b | hörmətli | əziz\b | xanımlar\b
      | cənablar\b | möhtərəm
      | صباح\ | مساء\ | السلام\ عليكم | السيدات | السادة | أصحاب | أيها | أيتها
      | حضرات | سعادة
      | 尊敬的 | 女士们 | 各位 | 先生们 | 朋友们 | 亲爱的 | 大家好 | 你们好""",
    re.VERBOSE | re.IGNORECASE,
)
# The sender's name as printed at the top of its paper.
LETTERHEAD = re.compile(
    r"""(?:the\ )?(?:embassy|consulate(?:-|\ )?(?:general)?|(?:permanent\ )?mission
        |ministry|(?:press\ )?office|press\ service|permanent\ delegation)
      \ (?:of|to)\ (?:(?:[A-Z][\w’'-]*|of|the|to|in|and|for)(?:\ |,\ |$))+
    | (?:l['’])?(?:ambassade|consulat(?:\ général)?)\ (?:d['’]|de\ |du\ ).{3,80}
    | (?:посольство|генеральное\ консульство|министерство|пресс-служба)\ .{3,80}
    | .{3,80}(?:səfirliyi|konsulluğu|nazirliyi)
    | (?:سفارة|قنصلية|وزارة)\ .{3,80}
    | .{2,40}(?:大使馆|总领事馆|外交部)""",
    re.VERBOSE | re.IGNORECASE,
)
MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avr|mai|juin"
    r"|juil|août|sept|déc|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр"
    r"|ноябр|декабр|yanvar|fevral|mart|aprel|iyun|iyul|avqust|sentyabr|oktyabr|noyabr"
    r"|dekabr|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)"
)
DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er)?\s+(?:of\s+)?{MONTH}\w*\.?|\b{MONTH}\w*\.?\s+\d{{1,2}}\b"
    r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\d{4}年\d{1,2}月",
    re.IGNORECASE,
)
LONGEST_DATE_LINE = 60

# "Speech by …", "Statement of …": only with the word that shows it is a label.
TITLE_KINDS = (
    re.compile(
        r"(?P<kind>(?:joint )?statement|press release|speech|remarks|keynote|interview)"
        r"(?:\s+(?:by|of|at|on|with|delivered|address)\b|\s*[:–—])",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<kind>discours|allocution|déclaration|entretien|interview|communiqué)"
        r"(?:\s+(?:de|du|des|d['’]|avec|prononcé\w*|conjointe?|à)|\s*:)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<kind>выступление|речь|заявление|интервью|пресс-релиз)\b", re.IGNORECASE
    ),
    re.compile(r"(?P<kind>كلمة|خطاب|بيان صحفي|بيان|مقابلة|حوار)\s"),
    re.compile(r".*(?P<kind>讲话|致辞|演讲|声明|专访|答记者问|新闻稿)$"),
    re.compile(r".*\b(?P<kind>çıxışı|nitqi|bəyanatı|müsahibəsi)$", re.IGNORECASE),
)


def title_in(line: str) -> str:
    """Give the title without what only marks it as one."""
    label = LABEL.match(line)
    return unquoted(line[label.end() :] if label else line)


def is_labelled(line: str) -> bool:
    return len(line) <= LONGEST and bool(LABEL.match(line))


def may_be_title(line: str) -> bool:
    """Tell by its form alone; what follows has to speak for it too."""
    if not 2 <= len(line) <= LONGEST or not _has_length_of_title(line):
        return False
    inner = unquoted(line)
    looks_otherwise = (
        UNFINISHED.search(inner)
        or SECOND_SENTENCE.search(inner)
        or SALUTATION.match(inner)
        or LIST_ITEM.match(line)
        or ADDRESS.search(line)
        or is_date(line)
        or is_letterhead(line)
    )
    starts_well = re.match(r"[\"'“„«‹‘‚《「『〈(（\[¿]*[^\W_]", line)
    return bool(starts_well) and not looks_otherwise and not inner[0].islower()


def _has_length_of_title(line: str) -> bool:
    chinese = len(HAN.findall(line))
    return chinese <= MOST_CHINESE and len(line.split()) <= MOST_WORDS


def is_date(line: str) -> bool:
    """Tell a line with a date, and perhaps a place, and nothing else."""
    return (
        len(line) <= LONGEST_DATE_LINE
        and bool(DATE.search(line))
        and len(DATE.sub("", line).split()) <= 4
    )


def is_letterhead(line: str) -> bool:
    return len(line) <= LONGEST and bool(LETTERHEAD.fullmatch(line))


def is_short(line: str) -> bool:
    """Tell a line of a heading from running text."""
    return len(line) <= LONGEST and not PROSE_END.search(line)


def is_prose(line: str) -> bool:
    return bool(PROSE_END.search(line[-20:]))


def kind_by_title(title: str) -> str:
    for form in TITLE_KINDS:
        found = form.match(title)
        if found:
            return kind_of(found["kind"])
    return ""
