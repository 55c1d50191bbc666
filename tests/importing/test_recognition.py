"""Whole texts, in the forms in which they come to the desk."""

import textwrap

import pytest

from publications.importing.recognition import (
    Signatory,
    as_markdown,
    recognise,
    recognise_byline,
)

POST = (
    "Ambassador Extraordinary and Plenipotentiary of the Republic of Orvania to Kestria"
)
LIND = Signatory("Ms.", "Ada Lind", POST)
BODY = (
    "In this cool season of harvest I have come to Kestria for the first time, and I"
    " was met with bread, salt and a question: how long is the road from Orvania?",
    "The road is as long as we make it. In 2030 we made it shorter by a bridge and two"
    " tunnels, and “he who builds a bridge”, as the saying goes, “crosses it first.”",
    "So let us build on. I look forward to walking this road with all of you.",
)
TEXT = "\n\n".join(BODY)
PRESENTED = (
    "Kestria.Example presents an article, titled “Two Rivers, One Sea”, by Ms. Ada"
    f" Lind, {POST}."
)


def people(recognised):
    return [(p.honorific, p.name, p.post) for p in recognised.signatories]


def test_an_op_ed_as_a_news_site_printed_it_is_taken_apart():
    found = recognise(f"{PRESENTED}\n\n{TEXT}\n")
    assert found.title == "Two Rivers, One Sea"
    assert found.signatories == (LIND,)
    assert found.outlet == "Kestria.Example"
    assert found.presenting_sentence == PRESENTED
    assert found.paragraphs == BODY
    assert found.language == "en"
    assert found.kind == "op_ed"
    assert found.words == sum(len(p.split()) for p in BODY)
    assert found.missing == ()
    assert found.body == TEXT


@pytest.mark.parametrize(
    "between", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n\n", "\r", "\n \n\t\n"]
)
def test_line_ends_and_blank_lines_make_no_difference(between):
    found = recognise("\ufeff" + between.join((PRESENTED, *BODY)))
    assert found == recognise(f"{PRESENTED}\n\n{TEXT}")


@pytest.mark.parametrize("width", [72, 76, 80])
def test_hard_wraps_make_no_difference(width):
    wrapped = "\n\n".join(textwrap.fill(p, width) for p in (PRESENTED, *BODY))
    assert recognise(wrapped) == recognise(f"{PRESENTED}\n\n{TEXT}")


TITLE = "Two Rivers, One Sea"
HEADS = [
    f"{TITLE}\n\nBy Ms. Ada Lind, {POST}",
    f"{TITLE}\nBy Ms. Ada Lind, {POST}",
    f"“{TITLE}”\nBy Ms. Ada Lind, {POST}.",
    f"{TITLE}\nOp-ed by Ms. Ada Lind, {POST}",
    f"{TITLE}\nMs. Ada Lind\n{POST}",
    f"{TITLE}\nBy Ms. Ada Lind\n{POST}",
    f"{TITLE}\n\nMs. Ada Lind, {POST}",
    f"{TITLE}\n\nby the {POST}, Ms. Ada Lind",
    f"{TITLE}\n12 March 2031\nBy Ms. Ada Lind, {POST}",
    f"{TITLE}\nA subtitle of few words\nBy Ms. Ada Lind, {POST}",
    f"By Ms. Ada Lind, {POST}\n\n{TITLE}",
    f"OPINION\n{TITLE}\nBy Ms. Ada Lind, {POST}",
    f"Title: {TITLE}\nAuthor: Ms. Ada Lind, {POST}",
    f"{TITLE}\n\n{PRESENTED}",
    f"{PRESENTED}\n\n{TITLE}",
    f"{PRESENTED}\n\n“{TITLE}”\n\nBy Ms. Ada Lind, {POST}",
    f"Kestria Times publishes an op-ed by Ms. Ada Lind, {POST}.\n\n{TITLE}",
]


@pytest.mark.parametrize("head", HEADS)
def test_title_and_byline_stand_above_the_text_in_many_forms(head):
    found = recognise(f"{head}\n\n{TEXT}")
    assert found.title == TITLE
    assert found.signatories == (LIND,)
    assert found.paragraphs[-3:] == BODY
    extra = [p for p in found.paragraphs if p not in BODY]
    assert all(p in ("12 March 2031", "A subtitle of few words") for p in extra)


SEVERAL = [
    "{title}\nBy Ada Lind, Ambassador of Orvania, and Tomas Wren, Ambassador of Nordhal"
    "\n\n{text}",
    "{title}\n\n{text}\n\nAda Lind\nAmbassador of Orvania\nTomas Wren\n"
    "Ambassador of Nordhal",
    "{title}\n\n{text}\n\nAda Lind, Ambassador of Orvania\n"
    "Tomas Wren, Ambassador of Nordhal",
    "{title}\nAda Lind, Ambassador of Orvania\nTomas Wren, Ambassador of Nordhal\n\n"
    "{text}",
]


@pytest.mark.parametrize("form", SEVERAL)
def test_several_people_may_sign(form):
    found = recognise(form.format(title=TITLE, text=TEXT))
    assert people(found) == [
        ("", "Ada Lind", "Ambassador of Orvania"),
        ("", "Tomas Wren", "Ambassador of Nordhal"),
    ]
    assert found.paragraphs == BODY


def test_a_text_alone_is_all_body():
    found = recognise(TEXT)
    assert found.paragraphs == BODY
    assert found.missing == ("title", "byline", "outlet")
    assert found.kind == ""


def test_what_is_printed_is_kept_beside_what_is_understood():
    found = recognise(f"OPINION\n“{TITLE}”\nBy Ms. Ada Lind, {POST}.\n\n{TEXT}")
    assert found.heading == f"OPINION\n“{TITLE}”"
    assert found.byline == f"By Ms. Ada Lind, {POST}."
    assert found.kind == "op_ed"


FRENCH = (
    "En cette saison des récoltes, je suis venue en Kestrie pour la première fois, et"
    " l’on m’a accueillie avec le pain, le sel et une question sur la route.",
    "La route est aussi longue que nous la faisons. Bâtissons donc, avec nos voisins.",
)
RUSSIAN = (
    "В эту прохладную пору жатвы я впервые приехала в Кестрию, и меня встретили хлебом,"
    " солью и вопросом: далека ли дорога из Орвании?",
    "Дорога такова, какой мы её сделаем. Будем же строить её вместе.",
)
AZERBAIJANI = (
    "Bu sərin məhsul mövsümündə mən ilk dəfə Kestriyaya gəldim, məni çörək, duz və bir"
    " sualla qarşıladılar: Orvaniyadan gələn yol uzundurmu?",
    "Yol bizim onu necə çəkdiyimizdən asılıdır. Gəlin onu birlikdə çəkək.",
)
ARABIC = (
    "في موسم الحصاد هذا جئت إلى كستريا للمرة الأولى، فاستقبلني أهلها بالخبز والملح"
    " وبسؤال عن طول الطريق من أورفانيا.",
    "إن الطريق بقدر ما نجعله، فلنبنه معاً.",
)
CHINESE = (
    "\u3000\u3000在这个凉爽的丰收季节，我第一次来到凯斯特里亚，人们用面包、盐和一个问题欢迎我：来路有多长？",
    "\u3000\u3000路有多长，取决于我们怎样修。让我们一起修这条路。",
)
ELSEWHERE = [
    ("fr", "Deux fleuves", "Par Mme Ada Lind, ambassadrice d’Orvanie", FRENCH),
    ("ru", "Две реки", "Автор: Ада Линд, Посол Орвании в Кестрии", RUSSIAN),
    ("ru", "Две реки", "Ада Линд,\nПосол Орвании в Кестрии", RUSSIAN),
    ("az", "İki çay", "Ada Lind, Orvaniyanın Kestriyadakı səfiri", AZERBAIJANI),
    ("ar", "نهران وبحر", "بقلم: السيدة آدا ليند، سفيرة أورفانيا", ARABIC),
    ("zh-hans", "两条河　一片海", "奥尔瓦尼亚驻凯斯特里亚大使　林爱达", CHINESE),
    ("zh-hans", "《两条河》", "作者：林爱达（奥尔瓦尼亚大使）", CHINESE),
]


@pytest.mark.parametrize(("language", "title", "byline", "body"), ELSEWHERE)
@pytest.mark.parametrize("below", [False, True])
def test_each_language_has_its_title_and_byline(language, title, byline, body, below):
    parts = (title, *body, byline) if below else (title, byline, *body)
    found = recognise("\n".join(parts))
    assert found.language == language
    assert found.title == title.strip("《》")
    assert found.signatories[0].post
    assert found.paragraphs == body
    assert found.byline == byline


def test_a_nominative_signature_mends_the_names_of_a_russian_presenting_sentence():
    presented = (
        "Kestria.Example представляет статью Посла Орвании в Кестрии Ады Линд «Реки»."
    )
    found = recognise("\n\n".join((presented, *RUSSIAN)))
    assert people(found) == [("", "Ады Линд", "Посла Орвании в Кестрии")]
    assert found.inflected == ("byline",)
    signed = recognise("\n\n".join((presented, *RUSSIAN, "Ада Линд, Посол Орвании")))
    assert people(signed) == [("", "Ада Линд", "Посол Орвании")]
    assert signed.inflected == ()


def test_chinese_words_are_its_characters_and_its_indents_are_layout():
    found = recognise("两条河\n\n" + "\n\n".join(CHINESE))
    assert found.words == sum(c.isalnum() for p in CHINESE for c in p)
    assert found.body == "\n\n".join(p.strip() for p in CHINESE)


def test_a_chinese_embassy_presents_in_the_headline_and_once_more_below():
    headline = "驻凯斯特里亚大使林爱达在《时报》发表署名文章《两条河》"
    sentence = (
        "2031年3月12日，驻凯斯特里亚大使林爱达在凯斯特里亚主流媒体《时报》发表题为"
        "《两条河》的署名文章，全文如下："
    )
    found = recognise("\n".join((headline, sentence, *CHINESE)))
    assert found.title == "两条河"
    assert found.outlet == "时报"
    assert people(found) == [("", "林爱达", "驻凯斯特里亚大使")]
    assert found.presenting_sentence == f"{headline}\n{sentence}"
    assert found.paragraphs == CHINESE


def test_a_chinese_subtitle_may_be_the_presenting_sentence():
    subtitle = "——奥尔瓦尼亚大使林爱达在《凯斯特里亚时报》发表署名文章"
    found = recognise("\n".join(("携手共建两河之桥", subtitle, *CHINESE)))
    assert found.title == "携手共建两河之桥"
    assert found.presenting_sentence == subtitle
    assert people(found) == [("", "林爱达", "奥尔瓦尼亚大使")]


def test_a_chinese_note_names_the_post_of_the_author():
    note = "（作者系奥尔瓦尼亚驻凯斯特里亚大使）"
    found = recognise("\n".join(("两条河", "林爱达", *CHINESE, note)))
    assert people(found) == [("", "林爱达", "奥尔瓦尼亚驻凯斯特里亚大使")]
    assert found.paragraphs == CHINESE


def test_plain_text_that_looks_like_markdown_stays_plain():
    found = recognise(f"{TITLE}\n\n{TEXT}\n\n* and *\n# more")
    assert found.body == f"{TEXT}\n\n\\* and *\n\n\\# more"
    assert found.body == as_markdown(found.paragraphs)


def test_an_empty_text_is_empty():
    for text in ("", "\n\n", "  "):
        for markdown in (False, True):
            found = recognise(text, markdown=markdown)
            assert found.paragraphs == ()
            assert found.words == 0
            assert found.missing == ("title", "byline", "outlet", "language")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (f"Ms. Ada Lind, {POST}", LIND),
        ("Ada Lind", Signatory("", "Ada Lind", "")),
        ("Embassy of Orvania", Signatory("", "Embassy of Orvania", "")),
        ("Dr. Ada Lind, a friend", Signatory("Dr.", "Ada Lind", "a friend")),
        ("林爱达", Signatory("", "林爱达", "")),
    ],
)
def test_a_byline_that_a_person_gives_is_always_taken(text, person):
    assert recognise_byline(text) == (person,)


def test_several_names_that_a_person_gives_are_several_people():
    found = recognise_byline("Ada Lind, Tomas Wren and Eva Stone")
    assert [p.name for p in found] == ["Ada Lind", "Tomas Wren", "Eva Stone"]


def test_no_byline_given_is_nobody():
    assert recognise_byline("  ") == ()
