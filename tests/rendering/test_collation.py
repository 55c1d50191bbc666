"""Lists in the order of the reader's language."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.rendering.collation import collation_key, in_order


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        (
            "az",
            "Cəlil Çingiz Dadaş Elçin Əli Fuad Gülşən Ğafar Həsən Xəzər Isgəndər "
            "İlham Jalə Kamal Qənirə Lalə Orxan Ömər Sona Şəki Tofiq Ulduz Üzeyir Vəli "
            "Zaur Абай",
        ),
        ("az", "ha xa ıa ia ja"),
        ("ru", "Абай Ева Ёлка Ель Игорь Йорк Катя Ada Ömer"),
        ("ru", "еж ёж ежа"),
        ("fr", "cote coté côte côté Eau école œuvre Ouest zèbre"),
        ("en", "Ada Ærø apple Éclair economy Zürich Анна"),
        ("zh-hans", "2025 阿达 巴库 北京 长城"),
        ("ar", "أحمد بدر تارسينيا ثقة كتاب نهر ياسمين Ada"),
        ("ar", "ثقافة ثقة ثقل"),
        ("en", "St_Ann Stanley"),
        ("en", "10 2 a A b"),
        ("zh-hans", "妈 麻 马 骂 ba"),
    ],
)
def test_a_list_has_the_order_of_its_readers(language, ordered):
    expected = ordered.split()
    shuffled = expected[:]
    random.Random(1).shuffle(shuffled)
    assert in_order(shuffled, language) == expected


def test_what_is_sorted_may_be_anything_with_words():
    pairs = [("b", "Öl"), ("a", "Ol"), ("c", "Om")]
    assert in_order(pairs, "az", lambda pair: pair[1]) == [pairs[1], pairs[2], pairs[0]]


@given(st.text(), st.sampled_from(["en", "az", "ru", "zh-hans", "ar", "fr"]))
def test_every_text_has_a_key(text, language):
    assert collation_key(text, language) <= collation_key(text, language)
