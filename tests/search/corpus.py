"""Texts to be found, three in each language, and what is asked of them. Spanish stands
for languages that the site doesn't offer.

Each query comes with the text that is found first, or with None where nothing may be.
Countries and people are invented.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.test import override_settings

from tests import factories

# By language and key: title and body. The first was released last.
TEXTS = {
    "en": {
        "rivers": (
            "Two Rivers, One Valley",
            "The negotiators agreed on a treaty about fishing in the shared waters. "
            "The people’s council of Kaldar welcomed it.",
        ),
        "fishing": (
            "Fishing Rights Restored",
            "Boats return to the valley. The rivers were closed for years.",
        ),
        "museum": (
            "A Museum for Kaldar",
            "The collection shows ceramics and naïve painting. Its café is open daily.",
        ),
    },
    "fr": {
        "accord": (
            "Un accord pour l’école de la rivière",
            "Les négociations se sont achevées. Les ambassadrices ont signé le traité "
            "à l’hôtel.",
        ),
        "marche": (
            "Le marché couvert de Kaldar",
            "Les élèves visitent les marchés chaque année.",
        ),
        "oeuvre": ("Une œuvre d’art national", "Œuvres et cœurs : une exposition."),
    },
    "ru": {
        "dogovor": (
            "Договор о двух реках",
            "Переговоры завершены. Послы подписали соглашение о рыболовстве.",
        ),
        "polyot": ("Полёт над долиной", "Ещё один самолёт. Мой город молод."),
        "vystavka": (
            "Выставка керамики в Кальдаре",
            "Посетители увидят вазы. Реки в долине.",
        ),
    },
    "az": {
        "sahife": (
            "Əməkdaşlığın yeni səhifəsi",
            "Səfirlər kitabxanada görüşdülər. İşıq və su.",
        ),
        "baki": (
            "Bakıda sərgi açıldı",
            "Şəhərin muzeylərində qızıl əşyalar. Kəndlilər gəldi.",
        ),
        "chay": (
            "İki çay, bir vadi",
            "Çaylarımız haqqında müqavilə imzalandı. "
            "Evlərdən stansiyaya dəmir yolu ilə, qatarla gedilir; ölkəmizin suları.",
        ),
    },
    "ar": {
        "safara": (
            "السفارة تفتتح معرضًا",
            "شارك السفراء في الاحتفال. اتفاقية جديدة للصيد.",
        ),
        "nahr": (
            "نهران ووادٍ واحد",
            "إنّ الأنهار مشتركة. قال أحمد: اَلْكِتَابُ مفيد.",
        ),
        "madina": ("مدينة كالدار القديمة", "المستشفى إلى جانب المدرسة."),
    },
    "zh-hans": {
        "shiguan": ("大使馆举行招待会", "北京大学的学生参加了活动。合作协议已经签署。"),
        "heliu": ("两条河流，一个山谷", "渔业协定于2026年生效。河流属于人民。"),
        "zhanlan": ("陶瓷展览在卡尔达开幕", "来自各地的艺术家。会展中心。"),
    },
    "es": {
        "tratado": (
            "El tratado de los dos ríos",
            "Los negociadores firmaron el acuerdo sobre la pesca. La embajadora saludó "
            "a las delegaciones en la reunión.",
        ),
        "escuela": (
            "Una escuela para los niños del valle",
            "Las canciones y los cuentos se leerán cada año. ¿Quién enseñará?",
        ),
        "museo": (
            "El museo abre una exposición",
            "Las cerámicas antiguas y un corazón de piedra. Entrada libre los jueves.",
        ),
    },
}

QUERIES = {
    "en": {
        "river": "rivers",
        "RIVERS": "rivers",
        "ｒｉｖｅｒｓ": "rivers",
        "treaties": "rivers",
        "negotiator": "rivers",
        "fishing": "fishing",
        '"shared waters"': "rivers",
        "‘shared waters’ people": "rivers",
        "«shared waters»": "rivers",
        "cafe": "museum",
        "naive ceramic": "museum",
        "museum OR treaty": "museum",
        "valley -treaty": "fishing",
        "“Two Rivers” -boats": "rivers",
        '"waters shared"': None,
        "riverside": None,
        "valley -rivers": None,
        "treat": None,
        "muse": None,
    },
    "fr": {
        "l'accord": "accord",
        "école": "accord",
        "ECOLE": "accord",
        "négociation": "accord",
        "negociations": "accord",
        "traités": "accord",
        "hotel": "accord",
        "oeuvre": "oeuvre",
        "ŒUVRES": "oeuvre",
        "cœur": "oeuvre",
        "marches": "marche",
        "« marché couvert »": "marche",
        "élève années": "marche",
        "école OR marché -couvert": "accord",
        "« couvert marché »": None,
        "marchandise": None,
        "accordéon": None,
        "art -national": None,
        "nation": None,
    },
    "ru": {
        "договоры": "dogovor",
        "ДОГОВОРА": "dogovor",
        "река": "dogovor",
        "переговоров": "dogovor",
        "соглашения": "dogovor",
        "полет": "polyot",
        "полётам": "polyot",
        "еще": "polyot",
        "самолеты": "polyot",
        "мой город": "polyot",
        "выставки керамики": "vystavka",
        "«выставка керамики»": "vystavka",
        "долина -полёт": "vystavka",
        "ваза OR полет": "polyot",
        "«мои»": None,
        "«керамики выставка»": None,
        "рекорд": None,
        "самоцвет": None,
        "реки -долина -послы": None,
    },
    "az": {
        "əməkdaşlıq": "sahife",
        "emekdasliq": "sahife",
        "ƏMƏKDAŞLIĞI": "sahife",
        "IŞIQ": "sahife",
        "isiq": "sahife",
        "kitabxana": "sahife",
        "səfir": "sahife",
        "Bakı": "baki",
        "BAKININ": "baki",
        "baki": "baki",
        "şəhər": "baki",
        "muzey": "baki",
        "çaylar": "chay",
        "müqavilələr": "chay",
        "“iki çay”": "chay",
        "ev": "chay",
        "dəmir yol": "chay",
        "qatarlar": "chay",
        "ölkə suyun": "chay",
        "qız": None,
        "evrak": None,
        "kənd": None,
        "çaynik": None,
        "“çay iki”": None,
        "bak": None,
    },
    "ar": {
        "سفارة": "safara",
        "السَّفَارَةُ": "safara",
        "السفاره": "safara",
        "والسفارة": "safara",
        "الـــسفارة": "safara",
        "معرض": "safara",
        "اتفاقية": "safara",
        "الكتاب": "nahr",
        "كتاب": "nahr",
        "احمد": "nahr",
        "أنهار": "nahr",
        "وادي OR واحد": "nahr",
        "مستشفي": "madina",
        "المدينة القديمة": "madina",
        "«مدينة كالدار»": "madina",
        "«كالدار مدينة»": None,
        "مدن": None,
        "كاتب": None,
        "سفرجل": None,
        "السفارة -معرض": None,
    },
    "zh-hans": {
        "大使馆": "shiguan",
        "大使館": "shiguan",
        "大使": "shiguan",
        "北京": "shiguan",
        "北京大学": "shiguan",
        "協議": "shiguan",
        "河流": "heliu",
        "兩條河流": "heliu",
        "2026年": "heliu",
        "２０２６": "heliu",
        "“一个山谷”": "heliu",
        "谷": "heliu",
        "展览 陶瓷": "zhanlan",
        "渔业 OR 陶瓷": "zhanlan",
        "卡尔达": "zhanlan",
        "京北": None,
        "馆使": None,
        "河山": None,
        "展会": None,
        "合作 -学生": None,
    },
    "es": {
        "tratados": "tratado",
        "RÍOS": "tratado",
        "rios": "tratado",
        "negociadora": "tratado",
        "acuerdos": "tratado",
        "embajador": "tratado",
        "delegación": "tratado",
        "reuniones": "tratado",
        "“dos ríos”": "tratado",
        "niño": "escuela",
        "ninos": "escuela",
        "CANCIÓN": "escuela",
        "cancion cuento": "escuela",
        "escuelas -ríos": "escuela",
        "exposiciones": "museo",
        "corazones": "museo",
        "ceramica antigua": "museo",
        "museos OR cuento": "museo",
        "“ríos dos”": None,
        "rioja": None,
        "escolar": None,
        "cancionero": None,
        "museo -cerámicas": None,
        "cerámica niños": None,
    },
}


def published() -> dict[tuple[str, str], int]:
    """Put the texts out; the id of each."""
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("es", "Español")]):
        return _published()


def _published() -> dict[tuple[str, str], int]:
    stored = {}
    for language, texts in TEXTS.items():
        for day, (key, (title, body)) in enumerate(reversed(texts.items()), 1):
            moment = datetime(2026, 5, day, tzinfo=UTC)
            edition = factories.recorded(
                moment, language=language, title=title, body=body
            )
            stored[language, key] = edition.pk
    return stored
