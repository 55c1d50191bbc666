"""A stranger's words are shown on one line, short, with nothing invisible."""

from publications.attachments.findings import MAX_SHOWN, shown, worded


def test_words_of_a_file_stay_on_one_line():
    assert shown("Lu Mei\r\nBcc: a@b.example\0") == "Lu Mei Bcc: a@b.example"


def test_words_of_a_file_hold_nothing_invisible():
    assert shown("exe\u202egpj.\u200b \x1b[2J") == "exe gpj. [2J"


def test_words_of_a_file_are_short():
    assert shown("x" * 10**6) == "x" * (MAX_SHOWN - 1) + "…"
    assert shown("x" * MAX_SHOWN) == "x" * MAX_SHOWN


def test_warnings_are_sentences():
    assert worded({"author": "Lu Mei (100%)"}) == (
        "The file names its author: “Lu Mei (100%)”.",
    )
