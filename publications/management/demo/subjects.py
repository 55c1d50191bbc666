"""What the demonstration's texts have in common: topics and a series."""

from typing import NamedTuple

from publications import workflow
from publications.models import Account, Edition, Series, Topic


class Subject(NamedTuple):
    """A topic or a series: names by language, and descriptions where there are any."""

    names: dict[str, str]
    descriptions: dict[str, str] = {}


TOPICS = {
    "water": Subject(
        {
            "en": "Rivers and water",
            "fr": "L’eau et les rivières",
            "ru": "Реки и вода",
            "az": "Çaylar və su",
            "ar": "الأنهار والمياه",
            "zh-hans": "河流与水资源",
        }
    ),
    "good-neighbours": Subject(
        {
            "en": "Good neighbours",
            "fr": "Bon voisinage",
            "ru": "Добрососедство",
            "az": "Mehriban qonşuluq",
            "ar": "حسن الجوار",
            "zh-hans": "睦邻友好",
        },
        {
            "en": "What Velmora and Tarsenia do for one another from day to day.",
            "fr": "Ce que la Velmora et la Tarsénie font l’une pour l’autre, jour "
            "après jour.",
            "ru": "Что Велмора и Тарсения изо дня в день делают друг для друга.",
            "az": "Velmora ilə Tarseniyanın hər gün bir-biri üçün etdikləri.",
            "ar": "ما تفعله فيلمورا وتارسينيا كل يوم إحداهما من أجل الأخرى.",
            "zh-hans": "维尔莫拉与塔尔塞尼亚日复一日为彼此所做的事。",
        },
    ),
    "roads-and-railways": Subject(
        {
            "en": "Roads and railways",
            "fr": "Routes et chemins de fer",
            "ru": "Автомобильные и железные дороги",
            "az": "Yollar və dəmir yolları",
            "ar": "الطرق والسكك الحديدية",
            "zh-hans": "公路与铁路",
        }
    ),
    "culture-and-languages": Subject(
        {
            "en": "Culture and languages",
            "fr": "Culture et langues",
            "ru": "Культура и языки",
            "az": "Mədəniyyət və dillər",
            "ar": "الثقافة واللغات",
            "zh-hans": "文化与语言",
        }
    ),
    "consular-matters": Subject(
        {
            "en": "Consular matters",
            "fr": "Questions consulaires",
            "ru": "Консульские вопросы",
            "az": "Konsulluq məsələləri",
            "ar": "الشؤون القنصلية",
            "zh-hans": "领事事务",
        }
    ),
}

SERIES = {
    "a-neighbours-notebook": Subject(
        {
            "en": "A Neighbour’s Notebook",
            "fr": "Carnet d’une voisine",
            "ru": "Записная книжка соседки",
            "az": "Qonşunun qeyd dəftəri",
            "ar": "دفتر جارة",
            "zh-hans": "邻居手记",
        },
        {
            "en": "Ambassador Ada Venn on what she sees on her way through Tarsenia.",
            "fr": "L’ambassadrice Ada Venn sur ce qu’elle voit en parcourant la "
            "Tarsénie.",
            "ru": "Посол Ада Венн о том, что она видит в поездках по Тарсении.",
            "az": "Səfir Ada Venn Tarseniya yollarında gördükləri haqqında.",
            "ar": "السفيرة آدا فين عما تراه في طريقها عبر تارسينيا.",
            "zh-hans": "阿达·文恩大使记述她在塔尔塞尼亚各地的见闻。",
        },
    ),
}

NOTEBOOK = "a-neighbours-notebook"

# What the text of each file is about, and its series.
ABOUT: dict[str, tuple[tuple[str, ...], str]] = {
    "en/what-i-will-carry-home.txt": (("good-neighbours", "roads-and-railways"), ""),
    "en/one-river-two-shores.txt": (("water", "good-neighbours"), NOTEBOOK),
    "ar/ala-difaf-nahr-wahid.txt": (("water", "good-neighbours"), NOTEBOOK),
    "en/a-library-is-a-promise.md": (("culture-and-languages",), ""),
    "fr/la-montagne-nest-pas-un-mur.txt": (
        ("good-neighbours", "roads-and-railways"),
        NOTEBOOK,
    ),
    "en/floods-in-the-saelin-valley.txt": (("water",), ""),
    "zh-hans/yi-he-liang-an.txt": (("water", "good-neighbours"), NOTEBOOK),
    "en/we-argue-like-neighbours.md": (("good-neighbours",), ""),
    "ru/most-stroyat-s-dvukh-beregov.txt": (
        ("good-neighbours", "roads-and-railways"),
        NOTEBOOK,
    ),
    "en/the-quiet-work-of-customs-officers.txt": (
        ("good-neighbours", "roads-and-railways"),
        NOTEBOOK,
    ),
    "en/teach-the-neighbours-language.txt": (
        ("culture-and-languages", "good-neighbours"),
        "",
    ),
    "en/a-night-a-river-and-a-timetable.md": (
        ("roads-and-railways", "good-neighbours", "culture-and-languages"),
        "",
    ),
    "az/bir-sufre-iki-dil.txt": (
        ("culture-and-languages", "good-neighbours"),
        NOTEBOOK,
    ),
    "en/visa-questions.txt": (("consular-matters",), ""),
    "az/dashqin-xeberdarligi.md": (("water",), ""),
    "fr/eloge-des-traducteurs.md": (("culture-and-languages",), ""),
    "en/a-hundred-nights.md": (("roads-and-railways",), ""),
    "ar/kalima-fi-maarad-al-khatt.md": (("culture-and-languages",), ""),
    "zh-hans/ye-ban-lie-che-wen-da.md": (("roads-and-railways",), ""),
    "en/recognition-of-diplomas.txt": (("culture-and-languages",), ""),
    "en/remarks-at-the-national-day.md": (("good-neighbours",), ""),
    "ru/stipendii-dlya-studentov.md": (("culture-and-languages",), ""),
    "en/ten-villages-ten-bridges.md": (("good-neighbours",), ""),
    "en/the-price-of-a-glass-of-water.md": (("water",), NOTEBOOK),
    "en/opening-hours-of-the-consular-section.txt": (("consular-matters",), ""),
    "en/orchestra-comes-to-kaldar.txt": (("culture-and-languages",), ""),
}


def enter_subjects(*, by: Account) -> None:
    """Make every topic and series with its names, before texts are given them."""
    for model, subjects in ((Topic, TOPICS), (Series, SERIES)):
        for slug, subject in subjects.items():
            made = model.objects.create(slug=slug)
            for language, name in subject.names.items():
                description = subject.descriptions.get(language, "")
                made.names.create(language=language, name=name, description=description)
            workflow.note_kept(made, by=by)


def classify(edition: Edition, file: str, *, by: Account) -> None:
    """Give the text of this file its topics and series, as a drafter would."""
    topics, series = ABOUT.get(file, ((), ""))
    if not topics:
        return
    workflow.classify(
        edition,
        by=by,
        topics=Topic.objects.filter(slug__in=topics),
        series=Series.objects.filter(slug=series).first(),
    )
