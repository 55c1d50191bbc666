"""Emphasis and line ends in scripts without spaces; those with them as CommonMark."""

import pytest
from markdown_it import MarkdownIt

from publications.rendering.cjk import is_cjk, is_hangul, is_unspaced
from publications.rendering.sanitise import sanitise
from tests.rendering.pages import body

# What stands in each cell is what a reader sees, with the marks as they were meant.
BOLD = [
    ("**中国。**很大", "<strong>中国。</strong>很大"),
    ("**中国，**很大", "<strong>中国，</strong>很大"),
    ("**中国！**很大", "<strong>中国！</strong>很大"),
    ("**中国？**很大", "<strong>中国？</strong>很大"),
    ("**中国：**很大", "<strong>中国：</strong>很大"),
    ("**中国；**很大", "<strong>中国；</strong>很大"),
    ("**中国、**很大", "<strong>中国、</strong>很大"),
    ("**“中国”**很大", "<strong>“中国”</strong>很大"),
    ("我们说**“中国”**很大", "我们说<strong>“中国”</strong>很大"),
    ("我们说**「中国」**很大", "我们说<strong>「中国」</strong>很大"),
    ("读**《人民日报》**的人", "读<strong>《人民日报》</strong>的人"),
    ("这是**（重要）**的", "这是<strong>（重要）</strong>的"),
    ("这是**(重要)**的", "这是<strong>(重要)</strong>的"),
    ("**中国**很大", "<strong>中国</strong>很大"),
    ("我**爱**中国", "我<strong>爱</strong>中国"),
    ("**2026年。**今年", "<strong>2026年。</strong>今年"),
    ("共**50%**的人", "共<strong>50%</strong>的人"),
    ("在**Baku.**见面", "在<strong>Baku.</strong>见面"),
    ("*中国。*很大", "<em>中国。</em>很大"),
    ("***中国。***很大", "<em><strong>中国。</strong></em>很大"),
    ("~~中国。~~很大", "<s>中国。</s>很大"),
    ("**[中国](/x)**很大", '<strong><a href="/x">中国</a></strong>很大'),
    ("**`中国`**很大", "<strong><code>中国</code></strong>很大"),
    ("**日本語。**テキスト", "<strong>日本語。</strong>テキスト"),
    ("**カタカナ、**テキスト", "<strong>カタカナ、</strong>テキスト"),
    ("**한국어(Korean)**는", "<strong>한국어(Korean)</strong>는"),
    ("**中国。** 很大", "<strong>中国。</strong> 很大"),
    ("**葛󠄀。**很大", "<strong>葛󠄀。</strong>很大"),
    ("**𠮷。**很大", "<strong>𠮷。</strong>很大"),
    ("** 中国。**很大", "** 中国。**很大"),
    ("**中国。 **很大", "**中国。 **很大"),
]


@pytest.mark.parametrize(("source", "shown"), BOLD)
def test_emphasis_ends_where_it_was_meant_to(source, shown):
    assert body(source, "zh-hans") == f"<p>{shown}</p>\n"


COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
LATIN = [
    "**bold**",
    "*a* **b** ***c***",
    "**Baku.**is",
    "a**b**c",
    "a*b*c",
    "a_b_c",
    "__a__b",
    "_(a)_b",
    "**(a)**b",
    'a**"b"**c',
    "**a.** b",
    "** a **",
    "*a **b* c**",
    "5*6*7",
    "snake_case_name",
    "*(**a**)*",
    "**Привет.**мир",
    "**Привет.** мир",
    "**مرحبا.**عالم",
    "**Şəki.**şəhər",
    "**a**–b",
    "**a…**b",
    "**😀**b",
    "a**😀.**b",
    "~~a.~~b",
    "**a\u00a0**b",
]


@pytest.mark.parametrize("source", LATIN)
def test_spaced_scripts_are_read_by_commonmarks_own_rule(source):
    language = "ar" if "ا" in source else "en"
    assert body(source, language) == sanitise(COMMONMARK.render(source))


LINES = [
    ("中国\n很大", "中国很大"),
    ("中国。\n很大", "中国。很大"),
    ("中国，\n“很大”", "中国，\n“很大”"),
    ("***中国***\n*很*大", "<em><strong>中国</strong></em><em>很</em>大"),
    ("~~中国~~\n[很大](/x)", '<s>中国</s><a href="/x">很大</a>'),
    ("**中国**\n很大", "<strong>中国</strong>很大"),
    ("中国\n**很大**", "中国<strong>很大</strong>"),
    ("中国\nBaku", "中国\nBaku"),
    ("Baku\n中国", "Baku\n中国"),
    ("China\nBaku", "China\nBaku"),
    ("한국\n어", "한국\n어"),
    ("日本\nです", "日本です"),
    ("中国  \n很大", "中国<br>\n很大"),
    ("中\n国\n很\n大", "中国很大"),
    ("`中`\n国", "<code>中</code>国"),
]


@pytest.mark.parametrize(("source", "shown"), LINES)
def test_a_line_end_between_two_unspaced_characters_goes(source, shown):
    assert body(source, "zh-hans") == f"<p>{shown}</p>\n"


def test_a_line_end_beside_a_note_stays():
    html = body("中国[^1]\n很大\n\n[^1]: 注", "zh-hans")
    assert "</sup>\n很大" in html


@pytest.mark.parametrize("character", "中々〇。，「」（）あアーㄅ𠮷！～")
def test_east_asian_text_and_its_punctuation_count_as_unspaced(character):
    assert is_cjk(character)
    assert is_unspaced(character)


@pytest.mark.parametrize("character", "한ㄱ가ᄀ")
def test_korean_is_east_asian_but_spaced(character):
    assert is_cjk(character)
    assert is_hangul(character)
    assert not is_unspaced(character)


@pytest.mark.parametrize("character", "aЯəا1.“”—…😀🀄⌚ ")
def test_other_characters_and_emoji_do_not_count(character):
    assert not is_cjk(character)
