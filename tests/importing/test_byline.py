"""Lines that say who signs, and lines that only begin like them."""

import pytest

from publications.importing.byline import labelled, note, signatories, unlabelled

LABELLED = [
    ("en", "By Ada Lind, Consul of Orvania", ""),
    ("en", "BY H.E. Ada Lind, Consul of Orvania", ""),
    ("en", "Op-ed by Ada Lind, Consul of Orvania", "op_ed"),
    ("en", "An article by Ada Lind, Consul of Orvania", "article"),
    ("en", "Speech by Ada Lind, Consul of Orvania", "speech"),
    ("en", "Written by: Ada Lind, Consul of Orvania", ""),
    ("en", "Author: Ada Lind, Consul of Orvania", ""),
    ("en", "By Ada Lind, Consul of Orvania.", ""),
    ("fr", "Par Mme Ada Lind, consule d’Orvanie", ""),
    ("fr", "Tribune de Mme Ada Lind, consule d’Orvanie", "op_ed"),
    ("fr", "Auteure : Ada Lind, consule d’Orvanie", ""),
    ("ru", "Автор: Ада Линд, Посол Орвании", ""),
    ("az", "Müəllif: Ada Lind, Orvaniyanın səfiri", ""),
    ("ar", "بقلم: السيدة آدا ليند، سفيرة أورفانيا", ""),
    ("ar", "مقال رأي بقلم آدا ليند، سفيرة أورفانيا", "op_ed"),
    ("zh-hans", "作者：林爱达，奥尔瓦尼亚大使", ""),
    ("zh-hans", "文/奥尔瓦尼亚大使 林爱达", ""),
    ("zh-hans", "文｜林爱达（奥尔瓦尼亚大使）", ""),
]


@pytest.mark.parametrize(("language", "text", "kind"), LABELLED)
def test_a_label_announces_who_signs(language, text, kind):
    found = labelled(text, language)
    assert found.has_posts
    assert found.kind == kind
    assert found.people[0].name in ("Ada Lind", "Ада Линд", "آدا ليند", "林爱达")


@pytest.mark.parametrize(("language", "text", "kind"), LABELLED)
def test_a_labelled_line_is_not_read_as_a_signature_with_a_longer_name(
    language, text, kind
):
    assert unlabelled(text, language) is None


@pytest.mark.parametrize(
    "text",
    [
        "By 2030, our countries will be joined by a road.",
        "By New Year, the Ambassador of Orvania will have left.",
        "By Tomas Wren, the whole city trembled.",
        "By the Embassy of Orvania",
        "By working together we build trust.",
        "By Land and Sea",
        "Par le passé, nos pays étaient loin l’un de l’autre.",
        "Выступление Посла Орвании в Кестрии Ады Линд на приёме",
        "作者们都说，这条路很长。",
    ],
)
def test_a_sentence_that_begins_like_a_byline_is_none(text):
    found = labelled(text)
    assert found is None or not found.people


def test_an_author_who_is_nobody_in_particular_still_makes_a_byline():
    found = labelled("Author: Embassy of Orvania")
    assert found.is_announced
    assert found.people == ()


def test_names_alone_are_marked_as_such():
    assert labelled("By Popular Demand").is_bare
    assert not labelled("By Ms. Lind").is_bare


def test_russian_names_after_an_article_are_marked_as_inflected():
    found = labelled("Статья Посла Орвании в Кестрии Ады Линд", "ru")
    assert found.inflected
    assert found.people[0].name == "Ады Линд"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind, Ambassador of Orvania",
        "— Ada Lind, Ambassador of Orvania",
        "- Ada Lind\nAmbassador of Orvania",
    ],
)
def test_a_signature_is_a_name_with_a_post(text):
    (person,) = unlabelled(text).people
    assert (person.name, person.post) == ("Ada Lind", "Ambassador of Orvania")


@pytest.mark.parametrize(
    "text",
    ["Ada Lind", "Silk Road", "Ada Lind, a friend of ours", "Two Rivers, One Sea"],
)
def test_a_name_alone_is_no_signature(text):
    assert unlabelled(text) is None


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        ("The author is Ambassador of Orvania.", "", "Ambassador of Orvania"),
        ("(The writer is the Consul of Orvania)", "", "Consul of Orvania"),
        ("Ada Lind is the Consul of Orvania.", "Ada Lind", "Consul of Orvania"),
        ("L’auteure est ambassadrice d’Orvanie.", "", "ambassadrice d’Orvanie"),
        ("Автор — Посол Орвании.", "", "Посол Орвании"),
        ("（作者系奥尔瓦尼亚大使）", "", "奥尔瓦尼亚大使"),
        ("（作者林爱达为奥尔瓦尼亚大使。）", "林爱达", "奥尔瓦尼亚大使"),
    ],
)
def test_a_note_says_who_the_author_is(text, name, post):
    found = note(text)
    assert (found.name, found.post) == (name, post)


@pytest.mark.parametrize(
    "text",
    ["Our road is the Ambassador of peace.", "The author is happy.", "It is so."],
)
def test_another_sentence_is_no_note(text):
    assert note(text) is None


def test_the_full_stop_of_an_abbreviation_stays():
    assert signatories("Ada Lind, Consul to the U.K.")[0].post == "Consul to the U.K."
    assert signatories("Ada Lind, Consul to Kestria.")[0].post == "Consul to Kestria"


def test_a_line_too_long_for_a_byline_is_not_read():
    assert signatories("Ada Lind, Consul of " + "X and " * 200) == ()
