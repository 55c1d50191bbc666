"""How the newspapers of each language say that they present a text."""

import re
from dataclasses import dataclass

from .chinese import HAN

# Stands for the quoted title while the rest of the sentence is read.
TITLE = "\ufffc"


@dataclass(frozen=True)
class Form:
    """Subject, verb and object, then title and author in either order.

    `sentence` has the groups outlet, noun and rest; the rest is title and author, each
    with the words that lead to it.
    """

    sentence: re.Pattern[str]
    before_title: re.Pattern[str]
    before_author: re.Pattern[str]
    language: str = ""
    # Names and posts stand in the case that the verb asks for.
    inflected: bool = False


ENGLISH = Form(
    re.compile(
        r"""(?P<outlet>.{2,120}?)\s+
        (?:(?:is|are)\s+(?:pleased|proud|honou?red)\s+to\s+|(?:has|have|is)\s+|(?-i:today)\s+)?
        (?:presents?|publish(?:es|ed|ing)?|carr(?:y|ies|ied)|features?|featured|runs?|ran
          |posts|posted|shares|offers|brings\s+(?:you|its\s+readers)|introduces)\s+
        (?:(?:an?|the|this|its|following|exclusive|special|new|guest|signed|bylined
          |full\s+text\s+of|text\s+of|keynote|joint)\s+)*
        (?P<noun>op-?\s?ed|opinion|article|column|commentary|comment|essay|piece|letter
          |message|editorial|speech|address|remarks|statement|press\s+release|interview)
        (?:\s+(?:article|piece|column|essay))?
        (?P<rest>(?:[\s,:].*)?)""",
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?:,|^|\s)\s*(?:(?:is\s+|was\s+)?(?:en)?titled|headlined|called"
        r"|(?:under|with)\s+the\s+(?:title|headline)(?:\s+of)?|on)?\s*[,:]?\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"[\s,]*(?:(?:written|authored|penned|contributed|signed|delivered|given|made)\s+)?"
        r"(?:by|with|from)\s*:?\s+",
        re.IGNORECASE,
    ),
)
FRENCH = Form(
    re.compile(
        r"""(?P<outlet>.{2,120}?)\s+(?:a\s+)?
        (?:publie|publié|présente|présenté|propose|diffuse|diffusé|reproduit)\s+
        (?:(?:à\s+ses\s+lecteurs|ci-dessous|ici|aujourd['’]hui)\s+)?
        (?:une?\s+|la\s+|le\s+|l['’]|cette\s+|cet\s+|ce\s+)?(?:nouvel(?:le)?\s+)?
        (?P<noun>tribune|article|point\sde\svue|opinion|éditorial|discours|allocution
          |déclaration|entretien|interview|communiqué|lettre|chronique)
        (?:\s+(?:libre|exclusive|exclusif))?(?P<rest>(?:[\s,:].*)?)""",
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?:,|^|\s)\s*(?:(?:intitulé|titré)e?|sous\s+le\s+titre|ayant\s+pour\s+titre)?"
        r"(?:\s+de)?\s*[,:]?\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"[\s,]*(?:(?:signé|écrit|rédigé|prononcé)e?\s+)?"
        r"(?:par\s+|de\s+(?=l['’]|la\s)|de\s+|d['’]|du\s+|avec\s+)",
        re.IGNORECASE,
    ),
    "fr",
)
RUSSIAN = Form(
    re.compile(
        r"""(?P<outlet>.{2,120}?)\s+
        (?:представля[ею]т|представил[аои]?|публику[ею]т|опубликовал[аои]?|размеща[ею]т
          |разместил[аои]?|печата[ею]т|напечатал[аои]?|предлага[ею]т)\s+
        (?:вниманию\s+(?:своих\s+)?читателей\s+)?
        (?:(?:авторскую|эксклюзивную|эксклюзивное|новую|новое|полный\s+текст|текст)\s+)*
        (?P<noun>стать[юи]|колонк[уи]|мнение|эссе|комментарий|интервью|речь|речи
          |выступлени[ея]|заявлени[ея]|обращени[ея])(?P<rest>(?:[\s,:].*)?)""",
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?:,|^|\s)\s*(?:под\s+(?:названием|заголовком)|озаглавленн\w+|на\s+тему)?"
        r"\s*[,:–—-]?\s*$",
        re.IGNORECASE,
    ),
    re.compile(r"[\s,]*(?:с\s+|со\s+)?(?=\S)"),
    "ru",
    inflected=True,
)
ARABIC_VERB = r"(?:و?[تين]نشر|و?نشرت?|و?[تي]قد[ّ]?م|و?قد[ّ]?مت?|و?[تي]عرض)"
ARABIC_NOUN = (
    r"(?P<noun>مقال(?:ا|اً|ًا|ة|ةً)?(?:\s+رأي)?|كلمة|خطاب[اًا]*|بيان[اًا]*|حوار[اًا]*|مقابلة)"
)
ARABIC_BEFORE_TITLE = re.compile(
    r"(?:[،,]|^|\s)\s*(?:بعنوان|تحت\s+عنوان|عنوانه|معنون[اًا]*\s+ب|حمل\s+عنوان)?\s*[:،,]?\s*$"
)
ARABIC_BEFORE_AUTHOR = re.compile(
    r"[\s،,]*(?:(?:حصري[اًا]*|خاص[اًا]*|جديد[اًا]*)\s+)?(?:بقلم|كتبه|كتبته|مع)\s*:?\s*"
)
ARABIC = tuple(
    Form(
        re.compile(order + r"(?P<rest>(?:[\s،,:].*)?)", re.DOTALL),
        ARABIC_BEFORE_TITLE,
        ARABIC_BEFORE_AUTHOR,
        "ar",
    )
    for order in (
        rf"{ARABIC_VERB}\s+(?P<outlet>.{{2,100}}?)\s+{ARABIC_NOUN}",
        rf"(?P<outlet>.{{2,100}}?)\s+{ARABIC_VERB}\s+{ARABIC_NOUN}",
    )
)
FORMS = (ENGLISH, FRENCH, RUSSIAN, *ARABIC)

AZERBAIJANI_OUTLET = (
    r"(?P<outlet>(?:[\w-]+\.)+[^\W\d_]{2,10}(?:\s+(?:portalı|saytı|agentliyi))?"
    r"|[“\"«][^“”\"«»]{2,60}[”\"»](?:\s+(?:qəzeti|jurnalı|portalı|saytı|nəşri))?"
    r"|.{2,60}?\s(?:qəzeti|jurnalı|portalı|saytı|nəşri|(?:\w+\s)?agentliyi))"
)
# The verb stands last, the author in the genitive before the title.
AZERBAIJANI = re.compile(
    rf"""{AZERBAIJANI_OUTLET}[\s,]+(?P<author>.*?)\s*
    (?:(?P<title>{TITLE})\s*(?:adlı|başlıqlı|sərlövhəli|mövzusunda)?\s*)?
    (?P<noun>(?:müəllif\s+)?məqalə\w*|yazı\w*|müsahibə\w*|çıxış\w*|bəyanat\w*)\s+
    (?:təqdim|dərc|çap)\s+(?:edir|edib|etmişdir|etdi)|yayımlay(?:ır|ıb)""",
    re.VERBOSE | re.DOTALL,
)
AZERBAIJANI_COLON = re.compile(
    rf"{AZERBAIJANI_OUTLET}\s+(?:təqdim|dərc)\s+edir\s*:\s*(?P<rest>.+)", re.DOTALL
)

CHINESE_DATE = r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|近日|日前|今日|今天)[，,]?\s*"
CHINESE_OUTLET = rf"(?P<outlet>《[^《》]{{2,30}}》|[{HAN}\w.]{{2,20}}?)"
CHINESE_SITE = r"(?:报?网站|官网|网络版|客户端|报纸|上|等媒体)*"
CHINESE_WHAT = rf"""
    (?:发表|刊发|刊登|刊载|登载|转载|推出|发布)了?
    (?P<author>[^{TITLE}，。；]*?)(?:撰写)?的?
    (?:题为|题目为|以)?(?P<title>{TITLE})?(?:为题)?的?
    (?P<noun>署名文章|(?:评论|专栏)?文章|专访|采访|讲话|致辞|演讲|声明)
    (?P<title_last>[：:]?{TITLE})?
"""
CHINESE = (
    re.compile(
        rf"(?:{CHINESE_DATE})?{CHINESE_OUTLET}{CHINESE_SITE}{CHINESE_WHAT}", re.VERBOSE
    ),
    re.compile(
        rf"(?:{CHINESE_DATE})?(?P<signer>[^{TITLE}，。；《》在]{{4,80}}?)在"
        rf"(?:[{HAN}]{{0,16}}(?:媒体|报纸|大报|刊物|网站))?"
        rf"{CHINESE_OUTLET}{CHINESE_SITE}{CHINESE_WHAT}",
        re.VERBOSE,
    ),
)
CHINESE_END = re.compile(
    r"[，。；,\s]*(?:现将?)?(?:(?:文章|全文|原文|内容)+(?:刊发|刊登|转载|摘编)?如下)?$"
)
