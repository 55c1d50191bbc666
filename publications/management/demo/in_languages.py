"""One speech in every language of the site, each under its own address."""

from publications.models import Kind, Relation, SignatoryRole

from .piece import Piece

TIMETABLE = "en/a-night-a-river-and-a-timetable.md"
BY_VENN = (("venn", SignatoryRole.SPEAKER),)
TIMETABLES = (
    Piece(
        TIMETABLE,
        Kind.SPEECH,
        released=187,
        written=187,
        signed=BY_VENN,
        subtitle="Remarks before the departure of the first night train to Orsa",
        summary="Four hundred and twelve tickets, a border at which nobody is woken, "
        "and where the kettle stands.",
    ),
    Piece(
        "ar/layla-wa-nahr-wa-jadwal.md",
        Kind.SPEECH,
        released=186,
        written=187,
        signed=BY_VENN,
        subtitle="كلمة قبيل انطلاق أول قطار ليلي إلى أورسا",
        summary="أربعمائة واثنتا عشرة تذكرة، وحدود لا يوقظ أحد عندها، وأين الإبريق.",
        slug="layla-wa-nahr-wa-jadwal",
        translates=TIMETABLE,
        relation=Relation.OFFICIAL,
    ),
    Piece(
        "az/gece-cay-ve-cedvel.md",
        Kind.SPEECH,
        released=186,
        written=187,
        signed=BY_VENN,
        subtitle="Orsaya ilk gecə qatarının yola salınması zamanı çıxış",
        summary="Dörd yüz on iki bilet, heç kimin oyadılmadığı sərhəd və çaydanın "
        "yeri.",
        translates=TIMETABLE,
    ),
    Piece(
        "fr/une-nuit-un-fleuve-un-horaire.md",
        Kind.SPEECH,
        released=186,
        written=187,
        signed=BY_VENN,
        subtitle="Allocution avant le départ du premier train de nuit pour Orsa",
        summary="Quatre cent douze billets, une frontière où personne n’est réveillé, "
        "et la place de la bouilloire.",
        translates=TIMETABLE,
    ),
    Piece(
        "ru/noch-reka-i-raspisanie.md",
        Kind.SPEECH,
        released=186,
        written=187,
        signed=BY_VENN,
        subtitle="Выступление перед отправлением первого ночного поезда в Орсу",
        summary="Четыреста двенадцать билетов, граница, на которой никого не будят, и "
        "где стоит чайник.",
        translates=TIMETABLE,
    ),
    Piece(
        "zh-hans/yi-ye-yi-he-yi-zhang-shi-ke-biao.md",
        Kind.SPEECH,
        released=186,
        written=187,
        signed=BY_VENN,
        subtitle="在开往奥尔萨的首趟夜班列车发车前的致辞",
        summary="四百一十二张车票，一道不叫醒旅客的边境，还有热水壶的位置。",
        translates=TIMETABLE,
    ),
)
