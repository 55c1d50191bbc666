"""The posts that people hold who sign an embassy's texts."""

import re

OFFICE = re.compile(
    r"""(?<![^\W_])(?:
        ambassadors? | (?:vice-)?consuls?(?:[-\ ]general)?
      | charg[ée]e?s?\ d['’]affaires
      | (?:prime\ |vice-)?ministers? | (?:permanent\ |high\ |special\ )?representatives?
      | (?:permanent\ )?observers? | heads?\ of | (?:special\ )?envoys? | attach[ée]e?s?
      | counsell?ors? | (?:first\ |second\ |third\ )?secretar(?:y|ies)(?:[-\ ]general)?
      | directors?(?:[-\ ]general)? | (?:vice-)?presidents? | chair(?:man|woman|person)?
      | spokes(?:man|woman|person) | commissioners? | governors? | mayors? | nuncio
      | chief\ of | deputy\ head | coordinators? | professors? | rector | dean | judge
      | senator | member\ of | adviser | advisor | historian | economist | journalist
      | professeure? | historienn?e? | économiste
      | ambassad(?:eurs?|rices?) | consule?s? | ministres? | représentante?s?
      | chargée?s?\ d['’]affaires | conseill(?:er|ère)s? | secrétaires?
      | direct(?:eur|rice)s?
      | présidente?s? | chef(?:fe)?\ d | envoyée?s? | porte-parole | gouverneure?
      | maire
      | посол | посл[аыу] | послом | послов
      | (?:генеральн\w+\ )?консул\w{0,2}
      | министр\w{0,2}
      | представител\w{1,2} | поверенн\w{2,3} | советник\w{0,2} | атташе
      | секретар\w{1,2} | директор\w{0,2} | президент\w{0,2} | председател\w{1,2}
      | глав[аыу] | посланник\w{0,2} | заместител\w{1,2}
      | (?:baş\ )?(?:səfir|konsul|nazir|nümayəndə|müşavir|attaşe|katib|direktor
          |prezident|sədr|rəhbər|müavin|vəkil)\w{0,6} | başçısı\w{0,3}
      | (?:ال)?(?:سفيرة?|قنصل|وزيرة?|ممثلة?|مندوبة?|مستشارة?|ملحق|سكرتيرة?|مديرة?
          |رئيسة?|نائبة?|مبعوثة?|متحدثة?|أمينة?)
      | القائمة?\ بالأعمال
    )(?![^\W_])""",
    re.VERBOSE | re.IGNORECASE,
)
# For several people at once: whose is whose can't be told.
OF_SEVERAL = re.compile(
    r"\W*(?:the |les )?(?:\w+ )?(?:ambassadors|consuls|ministers|representatives|heads"
    r"|ambassadeurs|ambassadrices|consuls|ministres|послы|послов|səfirləri\w*)\b",
    re.IGNORECASE,
)

# A post has none; a sentence about an ambassador does.
VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should|shall|says?"
    r"|said|does|did|met|visited|told|we|you|he|she|they|it|who|which|when"
    r"|visits|meets|opens|signs|receives|attends|hosts|presents|delivers|welcomes"
    r"|congratulates|thanks|addresses|arrives|speaks|talks|writes|warns|urges|hails"
    r"|praises|holds|pays|leads|marks|celebrates|discusses|inaugurates|launches|joins"
    r"|gives|takes|makes|goes|comes|leaves|calls|wants|sees|tells|promises"
    r"|reçoit|rencontre|inaugure|participe|salue|посетил[аи]?|встретил\w*|принял[аи]?"
    r"|выступил[аи]?|est|sont|était|étaient|ont|sera|seront|peut|doit|fait|nous|vous|je|qui|que"
    r"|является|был[аои]?|будет|будут|может|могут|должен|должна|должны|который|которая"
    r"|мы|я|вы|что|bu|mən|biz|edir|edib|olub|olacaq)\b",
    re.IGNORECASE,
)
# "She opened a bridge": a post has participles only of a few verbs.
PAST = re.compile(r"\b(?!accredited|appointed|retired|united|combined)[a-z]+ed\b")
# What a newspaper adds behind a post.
OCCASION = re.compile(
    r",?\s+(?:on\s+the\s+(?:occasion|eve)\s+of|to\s+mark|marking|ahead\s+of|dedicated\s+to"
    r"|devoted\s+to|à\s+l['’]occasion|à\s+la\s+veille|по\s+случаю|посвящ[её]нн\w+"
    r"|приуроченн\w+|بمناسبة)\s.*",
    re.IGNORECASE | re.DOTALL,
)
# Small words that may stand before the office: "the former", "ancien".
LEADING = re.compile(
    """
      the | a | an | former | current | new | incoming | outgoing | deputy |
      acting | permanent | honorary | political | cultural | press | economic
      | commercial | military | defence | defense | first | second | third |
      senior | chief | high | special | s | l | le | la | un | une | ancien |
      ancienne | nouvel | nouvelle | premier | première | haut | haute | və |
      временный | временного | чрезвычайный | чрезвычайного | и | полномочный
      | полномочного | бывший | бывшего | генеральный | генерального |
      постоянный | постоянного | первый | первого | and | et | extraordinary |
      plenipotentiary
    """,
    re.VERBOSE | re.IGNORECASE,
)
NOT_IN_POST = re.compile(r"[.!?。؟]\s+\S{3}|[:“”«»]|\s[–—-]\s")
LONGEST_POST = 300


# "… Xalq Respublikasının … Respublikasındakı Fövqəladə və Səlahiyyətli Səfiri": where
# the office comes last, both states and its rank stand before it.
WORDS_BEFORE_OFFICE = 10


def leads_with_office(text: str) -> bool:
    """Tell whether the text begins by naming an office: "the Swiss Ambassador to …"."""
    office = OFFICE.search(text, 0, LONGEST_POST)
    if not office:
        return False
    words = re.findall(r"[^\W\d_]+", text[: office.start()])
    separated = re.search(r"[,;:.!?،。\n\d]", text[: office.start()])
    return (
        len(words) <= WORDS_BEFORE_OFFICE
        and not separated
        and all(LEADING.fullmatch(word) or word[0].isupper() for word in words)
    )


def is_post(text: str) -> bool:
    """Tell whether all of the text is the name of a post and no sentence about one."""
    return (
        len(text) <= LONGEST_POST
        and leads_with_office(text)
        and not any(words.search(text) for words in (VERB, PAST, OCCASION, NOT_IN_POST))
    )
