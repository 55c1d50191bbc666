"""The outlet's voice, in each language, and sentences that only sound like it."""

import pytest

from publications.importing.presenting import presenting

LIND_EN = "Ada Lind, Ambassador of Orvania to Kestria"
ENGLISH = [
    f"Kestria Times presents an article, titled “Two Rivers”, by Ms. {LIND_EN}.",
    f"Kestria Times publishes an article by Ms. {LIND_EN}, entitled 'Two Rivers'.",
    f'“Kestria Times” presents an op-ed titled "Two Rivers" by H.E. {LIND_EN}:',
    f"Kestria Times has published an opinion piece by {LIND_EN} headlined «Two Rivers»",
    f"Newspaper “Kestria Times” carries this article “Two Rivers,” by {LIND_EN}.",
    f"Kestria Times is pleased to present an article titled Two Rivers by {LIND_EN}.",
    f"Kestria Times presents an op-ed by {LIND_EN}, under the title “Two Rivers.”",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_newspapers_present(text):
    found = presenting(text, "en")
    assert found.title == "Two Rivers"
    assert found.outlet == "Kestria Times"
    assert found.kind == "op_ed"
    (person,) = found.people
    assert person.name == "Ada Lind"
    assert person.post == "Ambassador of Orvania to Kestria"
    assert not found.inflected


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("Orvania's road, and ours", "'Orvania's road, and ours'"),
        ("The peoples’ road", "‘The peoples’ road’"),
        ("The “second” spring", "“The “second” spring”"),
        ("Why “now”?", "“Why “now”?”"),
        ("Дорога «дружбы»", "«Дорога «дружбы»»"),
        ("两条河", "《两条河》"),
        ("Two", "„Two“"),
        ("Two", "‹Two›"),
    ],
)
def test_a_title_keeps_the_marks_within_it(title, quoted):
    found = presenting(f"Kestria Times presents an op-ed titled {quoted} by {LIND_EN}.")
    assert found.title == title


ELSEWHERE = [
    (
        "Le Courrier publie une tribune de Mme Ada Lind, ambassadrice d’Orvanie en"
        " Kestrie, intitulée « Deux fleuves ».",
        ("Deux fleuves", "Le Courrier", "Mme", "Ada Lind"),
        "ambassadrice d’Orvanie en Kestrie",
    ),
    (
        "Le journal « Le Courrier » a publié un article intitulé « Deux fleuves »,"
        " signé par l’ambassadrice d’Orvanie en Kestrie, Mme Ada Lind.",
        ("Deux fleuves", "Le Courrier", "Mme", "Ada Lind"),
        "ambassadrice d’Orvanie en Kestrie",
    ),
    (
        "Kestria.Example представляет статью Чрезвычайного и Полномочного Посла Орвании"
        " в Кестрии Ады Линд «Две реки».",
        ("Две реки", "Kestria.Example", "", "Ады Линд"),
        "Чрезвычайного и Полномочного Посла Орвании в Кестрии",
    ),
    (
        "Газета «Вестник» печатает статью «Две реки» Посла Орвании г-жи Ады Линд",
        ("Две реки", "Вестник", "г-жи", "Ады Линд"),
        "Посла Орвании",
    ),
    (
        "Kestria.Example Orvaniyanın Kestriyadakı Fövqəladə və Səlahiyyətli Səfiri Ada"
        " Lindin “İki çay” adlı məqaləsini təqdim edir.",
        ("İki çay", "Kestria.Example", "", "Ada Lindin"),
        "Orvaniyanın Kestriyadakı Fövqəladə və Səlahiyyətli Səfiri",
    ),
    (
        "“Xəbər” qəzeti Orvaniyanın səfiri Ada Lind xanımın “İki çay” sərlövhəli"
        " məqaləsini dərc edir.",
        ("İki çay", "Xəbər", "xanım", "Ada Lind"),
        "Orvaniyanın səfiri",
    ),
    (
        "تنشر صحيفة كستريا اليوم مقالاً بقلم سعادة السيدة آدا ليند، سفيرة أورفانيا لدى"
        ' كستريا، بعنوان "نهران".',
        ("نهران", "كستريا اليوم", "سعادة السيدة", "آدا ليند"),
        "سفيرة أورفانيا لدى كستريا",
    ),
    (
        "صحيفة «كستريا» تنشر مقالا بعنوان «نهران» بقلم سفيرة أورفانيا، السيدة آدا"
        " ليند.",
        ("نهران", "كستريا", "السيدة", "آدا ليند"),
        "سفيرة أورفانيا",
    ),
    (
        "《凯斯特里亚时报》发表奥尔瓦尼亚驻凯斯特里亚大使林爱达题为《两条河》的署名文章。",
        ("两条河", "凯斯特里亚时报", "", "林爱达"),
        "奥尔瓦尼亚驻凯斯特里亚大使",
    ),
    (
        "2031年3月12日，奥尔瓦尼亚大使艾达·林德女士在《时报》发表题为《两条河》的署名文章。"
        "全文如下：",
        ("两条河", "时报", "女士", "艾达·林德"),
        "奥尔瓦尼亚大使",
    ),
    (
        "近日，《时报》网站刊登奥尔瓦尼亚大使林爱达署名文章《两条河》，全文如下：",
        ("两条河", "时报", "", "林爱达"),
        "奥尔瓦尼亚大使",
    ),
]


@pytest.mark.parametrize(("text", "parts", "post"), ELSEWHERE)
def test_newspapers_of_other_languages_present(text, parts, post):
    found = presenting(text)
    (person,) = found.people
    assert (found.title, found.outlet, person.honorific, person.name) == parts
    assert person.post == post
    assert found.kind == "op_ed"


@pytest.mark.parametrize(("text", "parts", "post"), ELSEWHERE)
def test_names_in_a_case_of_the_sentence_are_marked(text, parts, post):
    inflecting = any(word in text for word in ("стать", "məqaləsini"))
    assert presenting(text).inflected == inflecting


@pytest.mark.parametrize(
    "occasion",
    [", on the occasion of the National Day of Orvania", " to mark forty years", ""],
)
def test_the_occasion_is_no_part_of_the_post(occasion):
    found = presenting(
        "Kestria Times publishes an op-ed by Ada Lind, the Ambassador of Orvania to"
        f" Kestria{occasion}:"
    )
    assert found.people[0].post == "Ambassador of Orvania to Kestria"


def test_several_people_sign():
    found = presenting(
        f"Kestria Times presents an op-ed by {LIND_EN}, and Tomas Wren, Ambassador of"
        " Nordhal to Kestria, titled “Two Rivers”."
    )
    assert [p.name for p in found.people] == ["Ada Lind", "Tomas Wren"]


def test_a_sentence_may_leave_the_title_to_a_line_of_its_own():
    found = presenting(f"Kestria Times publishes an op-ed by {LIND_EN}.")
    assert found.title == ""
    assert found.people[0].name == "Ada Lind"


def test_an_author_whose_name_cannot_be_parted_is_left_out():
    found = presenting(
        "Kestria Times presents an op-ed titled “Two Rivers” by the Ambassador of"
        " Orvania to Kestria Ada Lind."
    )
    assert found.title == "Two Rivers"
    assert found.people == ()


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("interview with", "interview"),
        ("speech by", "speech"),
        ("statement by", "statement"),
    ],
)
def test_the_outlet_names_the_kind(noun, kind):
    assert presenting(f"Kestria Times publishes the {noun} {LIND_EN}.").kind == kind


ORDINARY = [
    "As the saying goes, “Who digs the well drinks the water.”",
    "“Two Rivers” is what our fathers called this land.",
    "Kestria Times published an article, titled “Two Rivers”, which I read with joy.",
    "Last week the Kestria Times published an article titled “Two Rivers” by a friend.",
    f"He published an article titled “Two Rivers” by {LIND_EN}.",
    f"My predecessor published an article “Two Rivers” by {LIND_EN}.",
    "The Ministry of Rivers published a statement by Tomas Wren, Minister of Nordhal.",
    "Orvania presents an offer, “Water for all”, by means of a road.",
    f"Kestria Times carries the op-ed “Two Rivers” by {LIND_EN}. She says it is so.",
    "Kestria Times published an article by a reader.",
    "Kestria Times presents an article.",
    "Мы публикуем статью «Две реки», которая нас тронула.",
    "Nous publions un article intitulé « Deux fleuves », que j’ai lu.",
    "我在《时报》读到一篇题为《两条河》的文章。",
    "奥尔瓦尼亚大使林爱达发表题为《两条河》的讲话。",
    "Bu gün biz “İki çay” adlı məqaləni oxuduq.",
    "قرأت في صحيفة كستريا مقالاً بعنوان «نهران».",
    "",
    "“”",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_sentence_is_no_presenting_sentence(text):
    assert presenting(text) is None
