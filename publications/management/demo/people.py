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
        came=377,
        leads="head",
        approval_email="ada.venn@ministry.example",
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
    ),
    "teliq": Signer(
        slug="maro-teliq",
        names={"en": ("Mr.", "Maro Teliq")},
        posts={
            "en": "Minister-Counsellor for Economic Affairs of the Embassy of the "
            "Republic of Velmora in the Republic of Tarsenia",
        },
        came=900,
    ),
    "sorrat": Signer(
        slug="ilen-sorrat",
        names={"en": ("Ms.", "Ilen Sorrat")},
        posts={
            "en": "Counsellor for Culture and Education of the Embassy of the Republic "
            "of Velmora in the Republic of Tarsenia",
        },
        came=640,
    ),
    "quist": Signer(
        slug="lenna-quist",
        names={"en": ("", "Lenna Quist")},
        posts={"en": "Tarsenia Today"},
    ),
}
