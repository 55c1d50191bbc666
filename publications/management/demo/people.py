"""Who signs the demonstration's texts: names and posts in each language."""

from typing import NamedTuple


class Signer(NamedTuple):
    """Somebody who signs; `names` and `posts` by language, an honorific before a name.

    A post lasts from `came` days ago to `left` days ago. Who holds none here signs
    for somebody else: the interviewer of a newspaper.
    """

    slug: str
    names: dict[str, tuple[str, str]]
    posts: dict[str, str]
    came: int | None = None
    left: int | None = None
    leads: str = ""
    approval_email: str = ""
    # The family's part of each name; the rest is given.
    families: dict[str, str] = {}
    rank: str = ""
    ordinal: int | None = None
    # Days after the appointment on which the credentials were presented.
    accredited: int | None = None
    biographies: dict[str, str] = {}
    spellings: tuple[str, ...] = ()


PEOPLE = {
    "venn": Signer(
        slug="ada-venn",
        names={
            "en": ("Ms.", "Ada Venn"),
            "fr": ("Mme", "Ada Venn"),
            "ru": ("г-жа", "Ада Венн"),
            "az": ("xanım", "Ada Venn"),
            "ar": ("السيدة", "آدا فين"),
            "zh-hans": ("", "阿达·文恩"),
        },
        posts={
            "en": "Ambassador Extraordinary and Plenipotentiary of the Republic of "
            "Velmora to the Republic of Tarsenia",
            "fr": "ambassadrice extraordinaire et plénipotentiaire de la République de "
            "Velmora en République de Tarsénie",
            "ru": "Чрезвычайный и Полномочный Посол Республики Велмора в Республике "
            "Тарсения",
            "az": "Velmora Respublikasının Tarseniyadakı Fövqəladə və Səlahiyyətli "
            "Səfiri",
            "ar": "السفيرة فوق العادة والمفوضة لجمهورية فيلمورا لدى جمهورية تارسينيا",
            "zh-hans": "维尔莫拉共和国驻塔尔塞尼亚共和国特命全权大使",
        },
        came=380,
        leads="head",
        approval_email="ada.venn@ministry.example",
        families={
            **dict.fromkeys(("en", "fr", "az"), "Venn"),
            "ru": "Венн",
            "ar": "فين",
            "zh-hans": "文恩",
        },
        rank="ambassador",
        ordinal=11,
        accredited=3,
        spellings=("Ada Ven", "Ада Вен"),
        biographies={
            "en": "Ada Venn read hydrology before she read law. She joined the foreign "
            "service of Velmora as a clerk of its water commission and has since "
            "served in three river valleys.",
            "fr": "Ada Venn a étudié l’hydrologie avant le droit. Entrée au service "
            "diplomatique de Velmora par la commission des eaux, elle a depuis servi "
            "dans trois vallées.",
        },
    ),
    "halvik": Signer(
        slug="oren-halvik",
        names={"en": ("Mr.", "Oren Halvik")},
        posts={
            "en": "Ambassador Extraordinary and Plenipotentiary of the Republic of "
            "Velmora to the Republic of Tarsenia",
        },
        came=2230,
        left=403,
        leads="head",
        families={"en": "Halvik"},
        rank="ambassador",
        ordinal=10,
        accredited=12,
    ),
    "teliq": Signer(
        slug="maro-teliq",
        names={"en": ("Mr.", "Maro Teliq")},
        posts={
            "en": "Minister-Counsellor for Economic Affairs of the Embassy of the "
            "Republic of Velmora in the Republic of Tarsenia",
        },
        came=900,
        families={"en": "Teliq"},
    ),
    "sorrat": Signer(
        slug="ilen-sorrat",
        names={"en": ("Ms.", "Ilen Sorrat")},
        posts={
            "en": "Counsellor for Culture and Education of the Embassy of the Republic "
            "of Velmora in the Republic of Tarsenia",
        },
        came=640,
        families={"en": "Sorrat"},
    ),
    "quist": Signer(
        slug="lenna-quist",
        names={"en": ("", "Lenna Quist")},
        posts={"en": "Tarsenia Today"},
    ),
}
