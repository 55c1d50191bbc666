"""The demonstration's texts: one row for each file, oldest first."""

from publications.models import Kind, SignatoryRole

from .in_languages import TIMETABLES
from .piece import Piece

SPEAKER, INTERVIEWEE = SignatoryRole.SPEAKER, SignatoryRole.INTERVIEWEE

# The town where all was written, as each language writes it.
PLACES = {
    "en": "Kaldar",
    "fr": "Kaldar",
    "ru": "Калдар",
    "az": "Kaldar",
    "ar": "كالدار",
    "zh-hans": "卡尔达尔",
}

RECORDED = (
    Piece(
        "en/what-i-will-carry-home.txt",
        Kind.OP_ED,
        released=412,
        written=414,
        summary="After five years the Ambassador takes his leave: of a tunnel, two "
        "hundred nurses and a long argument about milk.",
    ),
    Piece(
        "en/ambassador-presents-credentials.md",
        Kind.PRESS_RELEASE,
        released=377,
        written=377,
    ),
    Piece(
        "en/one-river-two-shores.txt",
        Kind.OP_ED,
        released=371,
        written=373,
        summary="The new Ambassador on forty-one gauges, a brass rod, and what a river "
        "teaches about cooperation.",
    ),
    Piece(
        "ar/ala-difaf-nahr-wahid.txt",
        Kind.OP_ED,
        released=346,
        written=348,
        summary="السفيرة آدا فين عن نهر يجمع بلدين، وعن الثقة التي تُقاس بذراع واحدة.",
        slug="ala-difaf-nahr-wahid",
    ),
    Piece(
        "en/a-library-is-a-promise.md",
        Kind.SPEECH,
        released=325,
        written=325,
        signed=(("venn", SPEAKER),),
        subtitle="Remarks at the opening of the Velmoran reading room of the "
        "University of Kaldar",
        summary="Six thousand books, chosen by how late they were returned, and a "
        "shelf left empty for objections.",
    ),
    Piece(
        "fr/la-montagne-nest-pas-un-mur.txt",
        Kind.OP_ED,
        released=307,
        written=310,
        summary="Un tunnel, une sage-femme, une amende d’un fromage : ce que les "
        "bergers savaient des frontières.",
    ),
    Piece(
        "en/floods-in-the-saelin-valley.txt",
        Kind.STATEMENT,
        released=289,
        written=289,
    ),
    Piece(
        "zh-hans/yi-he-liang-an.txt",
        Kind.OP_ED,
        released=262,
        written=265,
        summary="阿达·文恩大使谈塞林河两岸的合作：一把铜尺、四十一个水文站和一顿热饭。",
    ),
    Piece(
        "en/we-argue-like-neighbours.md",
        Kind.INTERVIEW,
        released=250,
        written=252,
        signed=(("venn", INTERVIEWEE), ("quist", SignatoryRole.INTERVIEWER)),
        outlet="Tarsenia Today",
    ),
    Piece(
        "ru/most-stroyat-s-dvukh-beregov.txt",
        Kind.OP_ED,
        released=236,
        written=239,
        summary="О памятнике двум мостостроителям, о приёме по четвергам и о том, что "
        "дорога коротка, если идут навстречу.",
    ),
    Piece(
        "en/the-quiet-work-of-customs-officers.txt",
        Kind.OP_ED,
        released=215,
        written=217,
        summary="A crate that is opened once instead of twice: a visit to the joint "
        "customs office in the port of Veyra.",
    ),
    Piece(
        "en/teach-the-neighbours-language.txt",
        Kind.OP_ED,
        released=194,
        written=198,
        outlet="Tarsenia Today",
        summary="Eighty teachers, and a girl who calls the break in two languages.",
    ),
    *TIMETABLES,
    Piece(
        "az/bir-sufre-iki-dil.txt",
        Kind.OP_ED,
        released=176,
        written=178,
        summary="Dovrin bazarında altı masa: qonşuluq haqqında səfirin düşüncələri.",
    ),
    Piece(
        "en/visa-questions.txt",
        Kind.PRESS_RELEASE,
        released=152,
        written=153,
    ),
    Piece(
        "az/dashqin-xeberdarligi.md",
        Kind.PRESS_RELEASE,
        released=140,
        written=140,
    ),
    Piece(
        "fr/eloge-des-traducteurs.md",
        Kind.SPEECH,
        released=112,
        written=112,
        signed=(("venn", SPEAKER),),
        subtitle="Allocution devant l’Association des traducteurs de Tarsénie",
        summary="Ce qu’un ambassadeur doit à ceux qui lui demandent ce qu’il a voulu "
        "dire.",
    ),
    Piece(
        "en/a-hundred-nights.md",
        Kind.ARTICLE,
        released=84,
        written=88,
        signed=(("teliq", SignatoryRole.AUTHOR),),
        subtitle="A report on the night train, with the awkward figures",
        summary="What the night train has carried, what it has cost, and how the "
        "question of the soup was settled.",
    ),
    Piece(
        "ar/kalima-fi-maarad-al-khatt.md",
        Kind.SPEECH,
        released=70,
        written=70,
        signed=(("venn", SPEAKER),),
        subtitle="المتحف الوطني في كالدار",
        summary="ستون لوحة، ورسالة تاجر عمرها خمسة قرون، وما يتعلمه الدبلوماسي من "
        "الخطاطين.",
        slug="maarad-al-khatt-al-arabi",
    ),
    Piece(
        "zh-hans/ye-ban-lie-che-wen-da.md",
        Kind.ARTICLE,
        released=58,
        written=60,
        summary="时刻、票价，以及旅客最常提出的四个问题。",
    ),
    Piece(
        "en/recognition-of-diplomas.txt",
        Kind.STATEMENT,
        released=33,
        written=33,
    ),
    Piece(
        "en/remarks-at-the-national-day.md",
        Kind.SPEECH,
        released=9,
        written=9,
        signed=(("venn", SPEAKER),),
        subtitle="Remarks at the reception on the national day of Velmora",
        summary="A barn, twelve chairs and the widow who insisted that everybody tidy "
        "up: the Ambassador on what a state rests on.",
    ),
    Piece(
        "ru/stipendii-dlya-studentov.md",
        Kind.PRESS_RELEASE,
        released=1,
        written=2,
    ),
)

# Each with the stage to which it is brought.
OPEN = {
    "draft": Piece("en/ten-villages-ten-bridges.md", Kind.ARTICLE),
    "in_review": Piece(
        "en/the-price-of-a-glass-of-water.md",
        Kind.OP_ED,
        written=2,
        signed=(("venn", SignatoryRole.AUTHOR),),
        summary="Why two fixed amounts of water can add up to more than a river holds.",
    ),
    "approved": Piece(
        "en/opening-hours-of-the-consular-section.txt", Kind.PRESS_RELEASE, written=1
    ),
    "scheduled": Piece(
        "en/orchestra-comes-to-kaldar.txt", Kind.PRESS_RELEASE, written=1
    ),
}

PIECES = (*RECORDED, *OPEN.values())
