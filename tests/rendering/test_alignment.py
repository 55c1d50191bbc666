"""Source beside target: each block once, in order, and the right ones together."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.rendering.alignment import align, same_words
from publications.rendering.blocks import KINDS, Block, split

PICTURE = "![](image:11111111-1111-1111-1111-111111111111)"
CHINESE = [
    "## 一条河，两个岸",
    "塞林河发源于维尔莫拉的群山，流经塔塞尼亚的平原，全长八百公里，两岸住着三百万人。",
    "1994年，两国在河上设立了41个水文站。每天清晨六点，观测员读出水位，用电话告诉对岸。",
    "没有人要求他们这样做。",
    "> 水不认得边界，我们也可以少认得一点。",
    PICTURE,
    "去年春天的洪水来得比任何人预料的都早。因为有了对岸的电话，多夫林的学校在水到之前两个"
    "小时就已经空了；因为有了这座学校的厨房，对岸的人吃上了热饭。详见[报告](https://a.example/r)。",
    "我常常想起那把铜尺。[^1]",
    "[^1]: 现藏于卡尔达尔博物馆。",
]
ENGLISH = [
    "## One river, two shores",
    "The Saelin rises in the mountains of Velmora and crosses the plains of Tarsenia: "
    "eight hundred kilometres, with three million people on its two shores.",
    "In 1994 the two countries set up 41 gauging stations. At six every morning the "
    "observers read the level and tell the other shore by telephone.",
    "Nobody had asked them to do so.",
    "> Water knows no border; we might know a little less of it ourselves.",
    PICTURE,
    "Last spring the flood came earlier than anybody had foreseen. Because of a call "
    "from the other shore the school of Dovrin was empty two hours before the water "
    "came; because that school had a kitchen, the other shore had a hot meal. See the "
    "[report](https://a.example/r).",
    "I often think of that brass rod.[^1]",
    "[^1]: Now in the museum of Kaldar.",
]
ARABIC = [
    "## نهر واحد وضفّتان",
    "ينبع نهر سالين من جبال فيلمورا ويعبر سهول تارسينيا، وطوله ثمانمئة كيلومتر، "
    "ويعيش على ضفّتيه ثلاثة ملايين إنسان.",
    "في عام ١٩٩٤ أقام البلدان ٤١ محطة قياس. وفي السادسة من كل صباح يقرأ الراصدون "
    "المنسوب ويبلّغون الضفة الأخرى بالهاتف.",
    "لم يطلب منهم أحد ذلك.",
    "> الماء لا يعرف الحدود، ويمكننا نحن أيضاً أن نعرفها أقل.",
    PICTURE,
    "في الربيع الماضي جاء الفيضان أبكر مما توقّع أي أحد. وبفضل مكالمة من الضفة الأخرى "
    "كانت مدرسة دوفرين خالية قبل ساعتين من وصول الماء؛ ولأن في تلك المدرسة مطبخاً أكل "
    "أهل الضفة الأخرى طعاماً ساخناً. انظر [التقرير](https://a.example/r).",
    "كثيراً ما أفكّر في ذلك القضيب النحاسي.[^1]",
    "[^1]: محفوظ الآن في متحف كالدار.",
]
TEXTS = {"zh-hans": CHINESE, "en": ENGLISH, "ar": ARABIC}
DIRECTIONS = [(one, other) for one in TEXTS for other in TEXTS if one != other]


def blocks(sources):
    return [block for source in sources for block in split(source)]


def beside(source, target, languages):
    """For each pair, the numbers of its blocks on either side."""
    found, i, j = [], 0, 0
    for first, second in align(blocks(source), blocks(target), languages):
        found.append((list(range(i, i + first)), list(range(j, j + second))))
        i, j = i + first, j + second
    return found


@pytest.mark.parametrize("languages", DIRECTIONS)
def test_a_whole_translation_stands_block_by_block(languages):
    one, other = languages
    assert beside(TEXTS[one], TEXTS[other], languages) == [
        ([n], [n]) for n in range(len(CHINESE))
    ]


@pytest.mark.parametrize("languages", DIRECTIONS)
@pytest.mark.parametrize("missing", range(len(CHINESE)))
def test_one_that_is_missing_leaves_the_others_where_they_are(languages, missing):
    one, other = languages
    target = [text for n, text in enumerate(TEXTS[other]) if n != missing]
    found = beside(TEXTS[one], target, languages)
    assert ([missing], []) in found
    assert len(found) == len(CHINESE)
    # And one that the source doesn't have stands beside nothing.
    found = beside(target, TEXTS[one], (other, one))
    assert ([], [missing]) in found


@pytest.mark.parametrize("languages", DIRECTIONS)
def test_a_beginning_stands_at_the_beginning(languages):
    one, other = languages
    for count in range(len(CHINESE)):
        found = beside(TEXTS[one], TEXTS[other][:count], languages)
        assert found[:count] == [([n], [n]) for n in range(count)]


@pytest.mark.parametrize("languages", DIRECTIONS)
def test_two_paragraphs_may_become_one_and_one_two(languages):
    one, other = languages
    target = TEXTS[other]
    merged = [target[0], f"{target[1]} {target[2]}", *target[3:]]
    assert ([1, 2], [1]) in beside(TEXTS[one], merged, languages)
    assert ([1], [1, 2]) in beside(merged, TEXTS[one], (other, one))


def test_figures_are_read_in_every_script_and_decide_where_lengths_do_not():
    source = ["There were 1994 boats.", "There were 1871 boats.", "Of 12 nobody knew."]
    found = beside(source, ["كان هناك ١٨٧١ قارباً."], ("en", "ar"))
    assert found == [([0], []), ([1], [0]), ([2], [])]


@pytest.mark.parametrize(
    ("source", "target", "same"),
    [
        ("Words, words.", "words  Words", True),
        ("Words.", "Wörter.", False),
        ("Café", "Cafe\u0301", True),
        ("两国。", "两国", True),
        ("两国。", "", False),
        ("See [1](https://a.example).", "See [2](https://a.example)!", True),
    ],
)
def test_the_same_words_are_the_same_letters(source, target, same):
    assert same_words(source, target) is same


BLOCK = st.builds(
    Block,
    st.text(alphabet="ab 12中文\n[^]()٣", max_size=30),
    st.sampled_from([*KINDS.values(), "picture", "definition"]),
)


@settings(deadline=None)
@given(st.lists(BLOCK, max_size=9), st.lists(BLOCK, max_size=9))
def test_every_block_stands_there_once_and_in_order(source, target):
    pairs = align(source, target, ("zh-hans", "en"))
    assert sum(pair.first for pair in pairs) == len(source)
    assert sum(pair.second for pair in pairs) == len(target)
    assert set(pairs) <= {(1, 1), (1, 0), (0, 1), (2, 1), (1, 2)}


@settings(deadline=None)
@given(st.lists(BLOCK, max_size=9))
def test_a_text_stands_beside_itself(source):
    assert align(source, source, ("en", "en")) == [(1, 1)] * len(source)


def test_four_hundred_blocks_are_quick():
    chance = random.Random(6)
    lengths = [chance.randrange(5, 90) for _ in range(400)]
    source = [Block("word " * n, "paragraph") for n in lengths]
    target = [Block("mot " * n, "paragraph") for n in lengths]
    begun = time.perf_counter()
    align(source, target, ("en", "fr"))
    assert time.perf_counter() - begun < 6
