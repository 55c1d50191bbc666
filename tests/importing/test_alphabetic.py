"""Bylines in English, French, Russian and Azerbaijani."""

import pytest

from publications.importing.alphabetic import people

EXTRAORDINARY = (
    "Ambassador Extraordinary and Plenipotentiary of the People’s Republic of Orvania"
    " to the Kingdom of Kestria"
)
ONE = [
    ("Ada Lind", "", "Ada Lind", ""),
    ("Ms. Ada Lind", "Ms.", "Ada Lind", ""),
    ("Ms Lind", "Ms", "Lind", ""),
    (f"Ms. Ada Lind, {EXTRAORDINARY}", "Ms.", "Ada Lind", EXTRAORDINARY),
    ("H.E. Mr. Tomas Wren, Consul", "H.E. Mr.", "Tomas Wren", "Consul"),
    ("Her Excellency Ada Lind, Consul", "Her Excellency", "Ada Lind", "Consul"),
    ("Amb. J. R. Wren, Head of Mission", "Amb.", "J. R. Wren", "Head of Mission"),
    ("Ambassador Ada Lind", "Ambassador", "Ada Lind", ""),
    ("Ada Lind (Consul General)", "", "Ada Lind", "Consul General"),
    ("Ada Lind – Consul General", "", "Ada Lind", "Consul General"),
    ("Ada Lind\nConsul of Orvania", "", "Ada Lind", "Consul of Orvania"),
    ("Jean-Luc de la Tour, Consul", "", "Jean-Luc de la Tour", "Consul"),
    ("Abdul al-Karim bin Said, Consul", "", "Abdul al-Karim bin Said", "Consul"),
    ("Seán O’Dell, Consul", "", "Seán O’Dell", "Consul"),
    ("ADA LIND, Consul", "", "ADA LIND", "Consul"),
    (
        "Ada Lind, Ambassador to Kestria, Permanent Observer to the League",
        "",
        "Ada Lind",
        "Ambassador to Kestria, Permanent Observer to the League",
    ),
    (
        "Ada Lind, Chargé d’affaires a.i. of Orvania",
        "",
        "Ada Lind",
        "Chargé d’affaires a.i. of Orvania",
    ),
    # The post first.
    (
        "the Ambassador of Orvania to Kestria, H.E. Ada Lind",
        "H.E.",
        "Ada Lind",
        "Ambassador of Orvania to Kestria",
    ),
    ("Orvania’s Ambassador Ms. Ada Lind", "Ms.", "Ada Lind", "Orvania’s Ambassador"),
    ("Foreign Minister Tomas Wren", "", "Tomas Wren", "Foreign Minister"),
]
ONE_ELSEWHERE = [
    ("fr", "M. Jean Aubier, consul", "M.", "Jean Aubier", "consul"),
    (
        "fr",
        "S.E. Mme Ada Lind, ambassadrice d’Orvanie en Kestrie",
        "S.E. Mme",
        "Ada Lind",
        "ambassadrice d’Orvanie en Kestrie",
    ),
    (
        "fr",
        "l’ambassadeur d’Orvanie en Kestrie, M. Jean Aubier",
        "M.",
        "Jean Aubier",
        "ambassadeur d’Orvanie en Kestrie",
    ),
    (
        "ru",
        "Г-жа Ада Линд, Чрезвычайный и Полномочный Посол Орвании в Кестрии",
        "Г-жа",
        "Ада Линд",
        "Чрезвычайный и Полномочный Посол Орвании в Кестрии",
    ),
    (
        "ru",
        "Е.П. Иван Иванович Дуб, Посол Орвании",
        "Е.П.",
        "Иван Иванович Дуб",
        "Посол Орвании",
    ),
    (
        "ru",
        "Посол Орвании в Кестрии Ада Линд",
        "",
        "Ада Линд",
        "Посол Орвании в Кестрии",
    ),
    ("ru", "Посол Орвании в Кестрии А. Линд", "", "А. Линд", "Посол Орвании в Кестрии"),
    (
        "ru",
        "Посол Орвании в Республике Кестрия Иван Иванович Дуб",
        "",
        "Иван Иванович Дуб",
        "Посол Орвании в Республике Кестрия",
    ),
    (
        "az",
        "Ada Lind, Orvaniyanın Kestriyadakı səfiri",
        "",
        "Ada Lind",
        "Orvaniyanın Kestriyadakı səfiri",
    ),
    (
        "az",
        "Orvaniyanın Kestriyadakı Fövqəladə və Səlahiyyətli Səfiri Ada Lind xanım",
        "xanım",
        "Ada Lind",
        "Orvaniyanın Kestriyadakı Fövqəladə və Səlahiyyətli Səfiri",
    ),
    ("az", "Cənab Tomas Ren, Konsul", "Cənab", "Tomas Ren", "Konsul"),
]


@pytest.mark.parametrize(("text", "honorific", "name", "post"), ONE)
def test_honorific_name_and_post_are_parted(text, honorific, name, post):
    (person,) = people(text, "en")
    assert (person.honorific, person.name, person.post) == (honorific, name, post)


@pytest.mark.parametrize(
    ("language", "text", "honorific", "name", "post"), ONE_ELSEWHERE
)
def test_they_are_parted_in_other_languages(language, text, honorific, name, post):
    (person,) = people(text, language)
    assert (person.honorific, person.name, person.post) == (honorific, name, post)


def test_an_initial_is_an_honorific_in_french_only():
    assert people("M. Lind, consul", "fr")[0].honorific == "M."
    assert people("M. Lind, Consul", "en")[0].name == "M. Lind"


SEVERAL = [
    "Ms. Ada Lind, Ambassador of Orvania, and Mr. Tomas Wren, Ambassador of Nordhal",
    "Ada Lind, Ambassador of Orvania, and Tomas Wren, Ambassador of Nordhal",
    "Ada Lind, Ambassador of Orvania and Tomas Wren, Ambassador of Nordhal",
    "Ada Lind, Ambassador of Orvania; Tomas Wren, Ambassador of Nordhal",
    "Ada Lind (Ambassador of Orvania) and Tomas Wren (Ambassador of Nordhal)",
    "Ada Lind, Ambassador of Orvania, Tomas Wren, Ambassador of Nordhal",
    "the Ambassador of Orvania, Ada Lind, and the Ambassador of Nordhal, Tomas Wren",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_several_people_keep_their_own_posts(text):
    assert [(p.name, p.post) for p in people(text)] == [
        ("Ada Lind", "Ambassador of Orvania"),
        ("Tomas Wren", "Ambassador of Nordhal"),
    ]


def test_a_post_for_several_countries_names_nobody_else():
    text = "Ada Lind, Ambassador to Kestria and New Nordhal, Permanent Observer"
    assert [p.name for p in people(text)] == ["Ada Lind"]


def test_a_post_shared_by_several_is_given_to_none_of_them():
    found = people("Ada Lind and Tomas Wren, Ambassadors of Orvania and Nordhal")
    assert [(p.name, p.post) for p in found] == [("Ada Lind", ""), ("Tomas Wren", "")]


def test_a_newspaper_or_town_behind_the_name_is_no_post():
    assert [(p.name, p.post) for p in people("Ada Lind, Kestria Times")] == [
        ("Ada Lind", "")
    ]


UNCLEAR = [
    "Ada Lind, Kestria City",
    "our countries",
    "2030, our countries will have a new road",
    "New Year, our countries will have met",
    "Land and Sea",
    "Train Across Orvania",
    "the Embassy of Orvania",
    "Tomas Wren, the minister who said so",
    "Ambassador of Orvania to Kestria Ada Lind",
    "Ambassador of Orvania to Kestria",
    "Ada Lind, Ambassador of Orvania. She spoke yesterday",
    "Посол Орвании в Кестрии Ады Марии Линд",
    "",
    ",",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_not_clear_to_its_end_names_nobody(text):
    assert people(text, "ru" if "Посол" in text else "en") == ()
