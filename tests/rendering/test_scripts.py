"""Words in which a letter of another script looks like one of the word's own."""

import time

import pytest

from publications.rendering.scripts import look_alikes


@pytest.mark.parametrize(
    ("text", "language", "word", "letter"),
    [
        ("The \u0410mbassador spoke", "en", "\u0410mbassador", "\u0410"),
        ("Emb\u0430ssy", "en", "Emb\u0430ssy", "\u0430"),
        ("Посoл прибыл", "ru", "Посoл", "o"),
        ("Roссия", "ru", "Roссия", "o"),
        ("Az\u04d9rbaycan", "az", "Az\u04d9rbaycan", "\u04d9"),
        ("Ώde t\u03bf joy", "en", "t\u03bf", "\u03bf"),
        ("\u0555slo", "en", "\u0555slo", "\u0555"),
        ("使馆 Emb\u0430ssy 声明", "zh-hans", "Emb\u0430ssy", "\u0430"),
        ("بيان Emb\u0430ssy", "ar", "Emb\u0430ssy", "\u0430"),
        # All of a word, where nothing around it is in that script.
        (
            "He will \u0441\u043e\u0440\u0435 with it",
            "en",
            "\u0441\u043e\u0440\u0435",
            "\u0441",
        ),
        ("\u0410 letter", "en", "\u0410", "\u0410"),
        ("c помощью", "ru", "c", "c"),
        ("Это было y моря", "ru", "y", "y"),
        ("USа", "en", "USа", "а"),
        ("Kaldar C\u043eurier", "", "C\u043eurier", "\u043e"),
    ],
)
def test_a_letter_that_only_looks_right_is_named(text, language, word, letter):
    [found] = look_alikes(text, language)
    assert (found.word, found.letter) == (word, letter)
    assert f"U+{ord(letter):04X}" in str(found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Ambassador’s café in São Paulo", "en"),
        ("USB-кабель и iPhone", "ru"),
        ("SMSки и PRщик", "ru"),
        ("план A и витамин C", "ru"),
        ("а) Москва", "ru"),
        ("iPhone'da Azərbaycan, İstanbul, ısıq, Əli", "az"),
        ("Bakıda G20 və COP29", "az"),
        ("访问Baku，2026年", "zh-hans"),
        ("α-частица и β-распад", "ru"),
        ("5 μm, 3 kΩ, ΔT", "en"),
        ("She quoted «Вот море» and left", "en"),
        ("“А вот и мы” was the title", "en"),
        ("السفيرة Ada Venn في كالدار", "ar"),
        ("Ο πρέσβης μίλησε στο BBC", "el"),
        ("Сауаттылық әлемі", "kk"),
        ("Вера", ""),
        ("", "en"),
        ("\ud800 \u0000 😀", "en"),
    ],
)
def test_what_is_rightly_mixed_is_left_in_peace(text, language):
    assert look_alikes(text, language) == []


def test_a_word_is_named_once():
    text = "Emb\u0430ssy of the Emb\u0430ssy"
    assert len(look_alikes(text, "en")) == 1


def test_the_sentence_says_what_stands_there():
    assert str(look_alikes("\u0410mbassador", "en")[0]) == (
        "“\u0410mbassador”: the letter \u0410 (U+0410) is Cyrillic and looks like the "
        "Latin A."
    )


def test_a_long_text_takes_no_time():
    begun = time.perf_counter()
    look_alikes("Посол выступил c речью. " * 5000, "ru")
    assert time.perf_counter() - begun < 2
