"""What is found in a text while it is written, a table of cases a language."""

import time

import pytest

from publications.rendering.checking import Written, check, in_order, links_in

WHOLE = {"is_signed": True, "is_dated": True, "summary": "Two rivers meet."}


def found(body, language="en", names=(), **more):
    """The codes of what is found in a text that lacks nothing else, and the words."""
    text = Written(language, **{"title": "Rivers", **WHOLE, "body": body, **more})
    return [(each.code, each.words) for each in check(text, names)]


def test_a_whole_text_has_nothing_to_look_at():
    assert found("They met on Sunday, 3 May 2026, and “talked”.\n\n## So") == []


def test_what_a_text_lacks_is_told_at_its_field():
    told = {each.code: each.field for each in check(Written("en", title="T"))}
    assert told == {
        "no-summary": "summary",
        "no-byline": "byline",
        "no-day": "written_on",
    }


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("en", "Monday, 3 May 2026", "Sunday, 3 May 2026"),
        ("en", "Monday, May 3, 2026", "Sunday, May 3, 2026"),
        ("en", "3 May 2026 (Monday)", "3 May 2026 (Sunday)"),
        ("en", "Monday the 1st of December 2026", "Tuesday, 1st of December 2026"),
        ("fr", "lundi 3 mai 2026", "dimanche 3 mai 2026"),
        ("fr", "mardi 1er février 2027", "lundi 1er février 2027"),
        ("ru", "в понедельник, 3 мая 2026 года", "в воскресенье, 3 мая 2026 года"),
        ("ru", "3 мая 2026 года, в среду", "3 мая 2026 года (воскресенье)"),
        ("az", "Bazar ertəsi, 3 may 2026", "Bazar, 3 may 2026"),
        ("az", "7 may 2026-cı il, cümə", "7 may 2026-cı il, cümə axşamı"),
        ("ar", "الاثنين، 3 مايو 2026", "الأحد، 3 مايو 2026"),
        ("ar", "الاثنين ٣ أيار/مايو ٢٠٢٦", "الأحد ٣ أيار/مايو ٢٠٢٦"),
        ("zh-hans", "2026年5月3日（星期一）", "2026年5月3日（星期日）"),
        ("zh-hans", "2026年12月1日，周三", "2026年12月1日，周二"),
    ],
)
def test_a_day_of_the_week_that_does_not_fit_its_date(language, wrong, right):
    assert [code for code, _words in found(wrong, language)] == ["weekday"]
    assert found(right, language) == []


def test_the_true_day_is_told_in_the_texts_language():
    (told,) = check(Written("fr", title="T", **WHOLE, body="Le lundi 3 mai 2026."))
    assert "dimanche" in told.told
    assert (told.line, told.words) == (1, "lundi 3 mai 2026")


def test_days_in_a_list_are_not_taken_for_each_others():
    assert found("lundi 4 mai 2026, mardi 5 mai 2026", "fr") == []
    assert found("on 3 May 2026, Monday 4 May 2026 and 31 February 2026, Monday") == []


@pytest.mark.parametrize(
    ("language", "body", "code"),
    [
        ("en", "He said “so.", "quotation-unclosed"),
        ("en", "He said so” and left.", "quotation-unopened"),
        ("en", 'He said "so and left.', "quotation-unclosed"),
        ("fr", "Il a dit « oui.", "quotation-unclosed"),
        ("ru", "Он сказал: «Это „так“ и есть.", "quotation-unclosed"),
        ("zh-hans", "他说：“好。", "quotation-unclosed"),
        ("zh-hans", "《人民日报报道。", "quotation-unclosed"),
        ("ar", "قال «نعم.", "quotation-unclosed"),
        ("az", "O dedi: “bəli.", "quotation-unclosed"),
        ("en", "Two  spaces", "double-space"),
        ("fr", "Vraiment \u00a0? Oui", "double-space"),
        ("en", "# One\n\n### Three", "heading-level"),
        ("en", "The caf\ufffd closes", "lost-letter"),
        ("fr", "Le cafÃ© ferme", "lost-letter"),
        ("en", "It â€œcloses", "lost-letter"),
    ],
)
def test_marks_spaces_and_levels(language, body, code):
    assert [each for each, _words in found(body, language)] == [code]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "“A long one.\n\n“And its second paragraph.”"),
        ("en", 'It’s the ’90s, and 5" of rain; "so".'),
        ("ru", "«Это „так“»"),
        ("ar", "قال ”نعم“ ثم “لا”"),
        ("zh-hans", "他说：“看《红楼梦》。”"),
        ("en", '```\na  b "\n```\n\n`c  "d` | e  f'),
        ("en", "| a  | b |\n|----|---|\n| c  | d |"),
        ("en", "1.  one\n2.  two\n\n*   three"),
        ("en", "A line  \nbroken, and [a link](https://a.example/%22)"),
        ("fr", "SÃO PAULO, le pâté à 3 €"),
        ("en", "### Three first\n\n#### Four\n\n## Two"),
    ],
)
def test_what_is_meant_so_is_not_told(language, body):
    assert found(body, language) == []


def test_titles_are_as_long_as_they_are_wide():
    assert found("Body", title="R" * 70) == []
    assert found("Body", title="R" * 71) == [("long-title", "RRRRRRRRRRRRRRRRRRRRR")]
    assert [code for code, _ in found("正文", "zh-hans", title="河" * 36)] == [
        "long-title"
    ]
    assert found("正文", "zh-hans", title="河" * 35) == []


FRENCH = "Les relations entre nos pays sont anciennes et nous voulons que cette "
FRENCH += "amitié soit plus forte dans les années qui viennent pour tous les peuples"


def test_a_text_in_another_language_than_it_says():
    assert [code for code, _ in found(FRENCH, "en")] == ["other-language"]
    assert found(FRENCH, "fr") == []
    assert found("Les relations entre nos pays", "en") == []  # too short to tell
    russian = "Отношения между нашими странами " * 10 + "были добрыми"
    assert [code for code, _ in found(russian, "az")] == ["other-language"]


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ("Anar Aliyev", True),  # other accents
        ("Anar Əliyev", False),
        ("Hugo Vernik", True),
        ("Hugo Vernick", False),
        ("Hugo Vernicks", False),  # an ending
        ("Ада Вернера", False),
        ("Hugo Verdi", False),  # somebody else
        ("hugo said", False),
    ],
)
def test_a_name_that_the_desk_writes_otherwise(written, is_told):
    names = ["Anar Əliyev", "Hugo Vernick", "Ада Вернер"]
    told = [("name", written)] if is_told else []
    assert found(f"We met {written} there.", names=names) == told


def test_places_count_as_browsers_do():
    body = "😀 one\n\nhere  there"
    (each,) = check(Written("en", title="T", **WHOLE, body=body))
    assert (each.line, each.start, each.end) == (3, 12, 14)
    assert each.words == "😀 one here there"


def test_errors_come_first_then_the_order_of_the_page():
    told = in_order(check(Written("en", title="R" * 90, body="a  b")))
    fields = ["title", "summary", "body", "byline", "written_on"]
    assert [each.field for each in told] == fields


def test_links_are_found_wherever_markdown_makes_them():
    body = (
        "[a](/en/2026/x/) and <https://b.example/?q=1>, https://c.example/d.\n\n"
        "[e]: /f 'g'\n\n`[code](/no)` ![p](image:1)\n\n"
        "[w](https://en.example/X_(y))"
    )
    assert [link.address for link in links_in(body)] == [
        *("/en/2026/x/", "https://b.example/?q=1", "https://c.example/d", "/f"),
        *("image:1", "https://en.example/X_(y)"),
    ]


@pytest.mark.parametrize(
    "piece", ["“a  b\n\n", "`", "](a(", "```\n", "Ada ", "1 May, "]
)
def test_the_longest_text_of_the_worst_kind_is_looked_at_soon(piece):
    body = piece * (400_000 // len(piece))
    begun = time.process_time()
    codes = {each.code for each in check(Written("en", body=body), ["Ada Venn"] * 500)}
    list(links_in(body))
    assert time.process_time() - begun < 3  # 0.1 to 0.6 s alone on a machine
    assert "long-body" in codes


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("So[^1].\n\n[^1]: Because.", []),
        ("So[^1].\n\n[^1]:\n    Because.", []),
        ("So[^1].\n\n[^1]:", [("empty-note", "[^1]:")]),
        ("So[^1].\n\n[^1]:  \n\nBecause.", [("empty-note", "[^1]:")]),
        ("So[^1]: this.", [("no-note", "[^1]")]),
        ("So[^one] and[^2].\n\n[^2]: Yes.", [("no-note", "[^one]")]),
        ("Type `[^1]` for a footnote.", []),
    ],
)
def test_a_footnote_without_words_and_a_sign_without_footnote(body, expected):
    assert found(body) == expected
