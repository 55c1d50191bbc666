"""Words as they are looked for, and the passages that show them."""

import pytest

from publications.rendering.searching import (
    Part,
    exactly,
    marked,
    passage,
    places,
    read,
    tokens,
)


def forms(text, language=""):
    return [token.form for token in tokens(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China’s l’accord d'hiver", ["china", "accord", "hiver"]),
        ("China-Azerbaijan", ["china", "azerbaijan"]),
        ("Əli İŞIQ ışıq", ["eli", "isiq", "isiq"]),
        ("Ёлка Й", ["елка", "й"]),
        ("ＡＢＣ１２", ["abc12"]),
        ("2026年大使館", ["2026", "年", "大", "使", "馆"]),
        ("السَّفَــارَةُ", ["السفاره"]),
        ("かが", ["か", "が"]),
        ("e\u0301te\u0301 co\u00adop", ["ete", "coop"]),
        ("'; DROP* (x) \0 _", ["drop", "x"]),
    ],
)
def test_forms(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize("text", ["a'b\"c\\d%e_f:g*h", "ﷺ½①²ª", "हिन्दी ก็ 🙂‍↔️"])
def test_no_token_holds_anything_but_letters_and_digits(text):
    for token in tokens(text, "en"):
        assert all(form.isalnum() for form in token.forms)


def test_a_query_is_bounded_and_reads_what_is_meant():
    query = read('"peace talks" -war river OR lake -"old town"')
    assert [[t.phrase for t in group] for group in query.all] == [
        [("peace", "talks")],
        [("river",), ("lake",)],
    ]
    assert [term.phrase for term in query.none] == [("war",), ("old", "town")]
    assert len(read("word " * 5000).terms) == 32
    assert sum(len(term.phrase) for term in read("大" * 5000).terms) == 32
    assert not read("-only -not")


@pytest.mark.parametrize(
    ("around", "hit", "typed", "language"),
    [
        ("Слово. ", "Реки", "река", "ru"),
        ("第一段落。", "大使馆", "大使館", "zh-hans"),
        ("كلمة ثم. ", "السَّفَارَةُ", "سفارة", "ar"),
        ("Word e\u0301. ", "E\u0301te\u0301", "été", "fr"),
    ],
)
def test_a_passage_is_cut_between_words(around, hit, typed, language):
    text = around * 40 + hit + around[-2:] + around * 60
    parts = passage(text, read(typed), language, 120)
    assert [part.text for part in parts if part.is_found] == [hit]
    whole = "".join(part.text for part in parts)
    assert whole.startswith("…") and whole.endswith("…") and len(whole) <= 125
    shown = whole.strip("…")
    at = text.index(shown)
    assert forms(shown) == forms(text[at : at + len(shown)])
    edge = text[at - 1 : at + 1]
    assert not edge.isalpha() or language == "zh-hans"


@pytest.mark.parametrize("before", [0, 2_890, 2_995, 9_000])
def test_a_passage_is_found_however_late_it_stands(before):
    text = "x" * before + " two zephyrs blow " + "word " * 100
    parts = passage(text, read('"two zephyrs" zephyr'), "en", 120)
    assert [part.text for part in parts if part.is_found] == ["two zephyrs"]
    assert parts[-1].text == "…"


def test_a_text_without_the_words_has_no_passage():
    assert passage("Nothing here.", read("zephyr"), "en", 100) == []
    assert passage("", read("zephyr"), "en", 100) == []
    assert "".join(p.text for p in marked("A zephyr!", read("zephyr"), "en")) == (
        "A zephyr!"
    )


def test_what_is_typed_can_be_meant_exactly():
    query = exactly('The "Office" of -Affairs OR Sea')
    ((term,),) = query.all
    assert term.phrase == ("the", "office", "of", "affairs", "or", "sea")
    assert not term.loose
    assert not exactly(' "…" ')
    assert len(exactly("a " * 5000).all[0][0].phrase) == 32


@pytest.mark.parametrize(
    ("typed", "text", "number"),
    [
        ("old town", "Old Town, the old town; old towns.", 2),
        ("大使", "大使馆的大使。", 2),
        ("سفارة", "السفارة سفارة", 1),
        ("river", "rivers", 0),
    ],
)
def test_every_place_is_counted(typed, text, number):
    assert places(text, exactly(typed), "en", 1).number == number


def test_places_are_shown_with_the_words_around_them():
    text = f"{'before ' * 40}the Old Town, {'after ' * 40}old town."
    number, (first,) = places(text, exactly("old town"), "en", 1)
    assert number == 2
    assert [part.text for part in first if part.is_found] == ["Old Town"]
    told = "".join(part.text for part in first)
    assert told.startswith("…before") and told.endswith("after…")
    assert places("rivers", read("river"), "en", 5).first == [[Part("rivers", True)]]
