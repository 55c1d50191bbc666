"""Files as other people's programs write them."""

import contextlib
import os
import time
import unicodedata

import pytest

from publications.importing.decoding import MAX_BYTES, Unreadable, decode

ENGLISH = (
    "Kestria’s ambassador said: “The road isn’t long – it is only steep.”\n\n"
    "We’ll walk it together, and our neighbours’ children will too.\n"
)
FRENCH = (
    "L’Orvanie et la Kestrie fêtent leurs quarante années d’amitié. « Là où il y a une"
    " volonté, il y a un chemin », dit le proverbe; nous y sommes très attachés.\n"
)
RUSSIAN = (
    "Орвания и Кестрия отмечают сорок лет дипломатических отношений. Как говорится,"
    " «дорогу осилит идущий» – и мы идём вместе.\n"
)
ARABIC = (
    "تحتفل أورفانيا وكستريا هذا العام بمرور أربعين عاماً على إقامة العلاقات بينهما.\n"
)
TURKISH = (
    "Orvanya ile Kestriya arasındaki dostluk kırk yıl önce başladı; gençlerimiz"
    " bugün birbirini daha iyi tanıyor. İş birliğimiz güçleniyor.\n"
)
CHINESE = (
    "奥尔瓦尼亚与凯斯特里亚今年庆祝建交四十周年。\n\n正如谚语所说：“路遥知马力。”"
    "两国人民的友谊源远流长——我对此深感荣幸。\n"
)

ENCODED = [
    (ENGLISH, "cp1252"),
    (FRENCH, "cp1252"),
    (RUSSIAN, "cp1251"),
    (ARABIC, "cp1256"),
    (TURKISH, "cp1254"),
    (CHINESE, "gb18030"),
    (CHINESE, "gbk"),
    # An English text written on a Chinese machine.
    (ENGLISH.replace("–", "—"), "gbk"),
]


@pytest.mark.parametrize(("text", "codec"), ENCODED)
def test_each_language_is_read_in_the_encoding_its_computers_write(text, codec):
    assert decode(text.encode(codec)) == text
    assert decode((text * 50).encode(codec)) == text * 50


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, RUSSIAN, ARABIC, TURKISH, CHINESE])
@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_with_its_mark_and_without(text, codec):
    assert decode(text.encode(codec)) == text


def test_a_single_curly_apostrophe_of_windows_is_no_chinese_character():
    data = b"Kestria\x92s people remember it.\n"
    assert decode(data) == "Kestria’s people remember it.\n"


def test_curly_quotes_before_letters_stay_quotes():
    assert decode(b"\x93The road\x94, he said.") == "“The road”, he said."


def test_a_pound_sign_and_an_accent_in_english_stay_what_they_are():
    data = "The café paid £5 – and § 4 says 20 °C.\n".encode("cp1252")
    assert decode(data) == "The café paid £5 – and § 4 says 20 °C.\n"


def test_a_word_with_two_accented_letters_in_a_row_is_french():
    assert decode("Une école créée ici\n".encode("cp1252")) == "Une école créée ici\n"


def test_a_short_chinese_title_is_chinese():
    assert decode("友谊之路".encode("gb18030")) == "友谊之路"


def test_big_endian_words_without_mark_are_not_taken_for_chinese():
    assert decode("hello".encode("utf-16-be") + b"\x00!") == "hello!"


def test_every_kind_of_line_end_becomes_one():
    data = "one\r\ntwo\rthree\u2028four\u2029five\x85six".encode()
    assert decode(data) == "one\ntwo\nthree\nfour\nfive\nsix"


def test_a_form_feed_parts_paragraphs():
    assert decode(b"one\x0ctwo") == "one\n\ntwo"


def test_letters_and_their_accents_become_one_character():
    decomposed = unicodedata.normalize("NFD", FRENCH)
    assert decode(decomposed.encode()) == FRENCH


def test_a_letter_may_have_several_accents_but_no_heap_of_them():
    assert decode("Ti\u1ebf\u0323ng \u0644\u064e\u0651".encode())
    with pytest.raises(Unreadable, match="accents on one letter on line 2"):
        decode(("one\na" + "\u0301\u0323" * 16).encode())


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff \u3000\u200b".encode()])
def test_nothing_to_read_is_refused(data):
    with pytest.raises(Unreadable, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(data, word):
    with pytest.raises(Unreadable, match=word):
        decode(data)


def test_random_bytes_are_no_text():
    for size in (64, 4_096):
        with pytest.raises(Unreadable):
            decode(os.urandom(size) + b"\x00\x01\x02")


def test_nul_characters_are_refused():
    for data in (b"one\x00two", b"\x00\x00\x00", "one\0two".encode("utf-16")):
        with pytest.raises(Unreadable):
            decode(data)


@pytest.mark.parametrize("character", ["\x07", "\x0b", "\x1b", "\x7f", "\x9b"])
def test_control_characters_are_refused_with_their_line(character):
    with pytest.raises(Unreadable, match=rf"{ord(character):04X}.* line 3"):
        decode(f"one\n\ntwo{character}".encode())


@pytest.mark.parametrize("character", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_characters_that_turn_the_direction_are_refused(character):
    with pytest.raises(Unreadable, match="direction"):
        decode(f"pay 100{character}5 now".encode())


def test_marks_that_only_help_the_direction_stay():
    assert (
        decode("أورفانيا\u200f (ORV)\u200e.".encode()) == "أورفانيا\u200f (ORV)\u200e."
    )


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe"])
def test_codes_that_are_no_characters_are_refused(character):
    with pytest.raises(Unreadable, match="isn't a character"):
        decode(f"a{character}b".encode())


def test_one_bad_byte_in_utf_8_does_not_make_gibberish_of_the_rest():
    for text in (CHINESE, FRENCH * 3, RUSSIAN):
        data = text.encode()
        with pytest.raises(Unreadable, match="UTF-8"):
            decode(data[:20] + b"\xff" + data[20:])


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Droga między naszymi krajami jest długa, lecz wspólna.", "cp1250"),
        ("Kestria’s road isn’t long.", "mac-roman"),
        ("我們兩國的友誼源遠流長，兩國人民建立了深厚的信任。", "big5"),
        ("両国の友好には深い根があります。", "shift-jis"),
    ],
)
def test_an_encoding_that_is_not_known_is_refused_and_not_guessed(text, codec):
    with pytest.raises(Unreadable, match="UTF-8"):
        decode(text.encode(codec))


def test_the_largest_text_is_read_and_one_byte_more_is_not():
    assert len(decode(b"a" * MAX_BYTES)) == MAX_BYTES
    with pytest.raises(Unreadable, match="larger than 2 MB"):
        decode(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    "data",
    [
        b"\x93a\x94 " * (MAX_BYTES // 4),
        b"\xe9" * MAX_BYTES,
        "奥".encode("gb18030") * (MAX_BYTES // 2),
        "шаг ".encode("cp1251") * (MAX_BYTES // 4),
        ("a" + "\u0301\u0323" * (MAX_BYTES // 4 - 1)).encode(),
        b"\x81\n" * (MAX_BYTES // 2),
        "\u200b".encode() * (MAX_BYTES // 3),
    ],
    ids=["quotes", "accents", "chinese", "russian", "marks", "lines", "invisible"],
)
def test_two_megabytes_of_anything_take_less_than_two_seconds(data):
    start = time.process_time()
    with contextlib.suppress(Unreadable):
        decode(data)
    assert time.process_time() - start < 2
