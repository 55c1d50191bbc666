"""Names of newspapers and sites, and the words that stand beside them."""

import re

from . import chinese
from .posts import OFFICE
from .quotation import spans

# "The newspaper X": the word isn't part of the name unless it stands after it.
DESCRIBED = re.compile(
    r"""(?:(?:the|le|la|l['’]|our|local|online|daily|weekly|leading|national|state)\s+)*
    (?:newspaper|daily|weekly|magazine|journal|(?:news\ )?(?:agency|portal|site|website)
      |quotidien|hebdomadaire|magazine|revue|(?:le\ )?site(?:\ d['’]information)?
      |(?:l['’])?agence(?:\ de\ presse)?|portail
      |газета|журнал|(?:информационное\ )?агентство|(?:информационный\ )?портал|сайт
      |издание|(?:صحيفة|جريدة|مجلة|موقع|وكالة|بوابة|منصة)
    )\s+(?=\S)""",
    re.VERBOSE | re.IGNORECASE,
)
AZERBAIJANI_AFTER = re.compile(
    r"\s+(?:qəzeti|jurnalı|portalı|saytı|(?:informasiya |xəbər )?agentliyi|nəşri)$"
)
DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,10}")
JOINING = re.compile(
    "of|the|and|&|de|du|des|la|le|les|d’|et|en|и|на|i|və|for|in", re.IGNORECASE
)
MOST_WORDS = 7

# Whoever speaks in an ordinary sentence; the public bodies that publish for themselves.
NOT_OUTLETS = re.compile(
    r"""\b(?:he|she|it|they|we|i|you|this|that|these|those|who|which|(?-i:today|yesterday)
      |here|my|our|his|her|their|last|recently|earlier|ministry|embassy|government
      |parliament|office|delegation|il|elle|nous|vous|on|ce|cette|hier|aujourd['’]hui
      |ministère|ambassade|gouvernement|parlement|délégation|он|она|оно|мы|вы|я|они
      |это|вчера|сегодня|недавно|министерств\w+|посольств\w+|правительств\w+|парламент
      |o|biz|mən|bu|dünən|bugün|nazirli\w+|səfirli\w+|hökumət\w*
      |وزارة|سفارة|حكومة|برلمان|هذا|هذه|نحن|وقد)\b
      |外交部|大使馆|政府|议会|日前|近日|我|他|她|它|这""",
    re.VERBOSE | re.IGNORECASE,
)
HAN = re.compile("[\u3400-\u9fff]")
CHINESE_MEDIUM = re.compile(r"\S{1,10}(?:报|网|社|刊|杂志|电台|电视台|通讯|在线|新闻)")
ARABIC_WORDS = re.compile(r"[\u0620-\u0652\s]+")


def outlet_named(text: str) -> str:
    """Give the outlet that the text names and nothing else, or nothing."""
    text = text.strip(" \t\xa0\u3000,:،")
    described = DESCRIBED.match(text)
    if described:
        text = text[described.end() :]
    text = AZERBAIJANI_AFTER.sub("", text)
    for start, end in spans(text):
        if (start, end) == (0, len(text)):
            inner = text[1:-1].strip()
            return inner if 0 < len(inner.split()) <= MOST_WORDS else ""
    if not text or NOT_OUTLETS.search(text) or OFFICE.search(text):
        return ""
    words = text.split()
    if len(words) > MOST_WORDS:
        return ""
    if HAN.search(text):
        medium = CHINESE_MEDIUM.fullmatch(text)
        return text if medium and not chinese.OFFICE.search(text) else ""
    if ARABIC_WORDS.fullmatch(text):
        return text if described or len(words) <= 3 else ""
    return text if _is_proper(words) else ""


def _is_proper(words: list[str]) -> bool:
    """Tell "Voice of the Valley" and "valley.example" from the start of a sentence."""
    return any(w[0].isupper() or DOMAIN.fullmatch(w) for w in words) and all(
        w[0].isupper() or w[0].isdigit() or JOINING.fullmatch(w) or DOMAIN.fullmatch(w)
        for w in words
    )
