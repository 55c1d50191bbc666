"""Words as they are looked for, and the passages that show them."""

import pytest

from publications.rendering.searching import marked, passage, read, tokens


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
