"""Which of the desk's languages a text is written in, or that it can't be told."""

import re

# Enough to tell, and the same cost for a note and for a book.
SAMPLE = 5_000
# Below this share of its letters no script or language speaks for the whole text.
MOST = 0.6

# Whole runs, which are counted faster than letters.
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏəƏ]+")
CYRILLIC = re.compile(r"[Ѐ-ԯ]+")
ARABIC = re.compile(r"[ؠ-يٮ-ۓ]+")
HAN = re.compile(r"[㐀-鿿𠀀-𲎯]+")
# Scripts that the desk has no language for; some of them stand beside Han.
OTHER = re.compile(r"[Ͱ-Ͽ԰-׿ऀ-῿ぁ-ヿㄱ-ㆎ가-힣]+")

# Letters by which a neighbour gives itself away.
NOT_RUSSIAN = re.compile(r"[іїєґўјљњђћџѓќѕәғқңөұүһҹҝӊҳҷӣӯҡҙҫӑӗңӧӱ]", re.IGNORECASE)
RUSSIAN = re.compile(r"[ыэё]", re.IGNORECASE)
NOT_ARABIC = re.compile(r"[ٹپچڈڑژکگںھہۀۂۃیےۓەۆۇۈېۋڭڤڨێ]")

# Common characters that one of the two Chinese spellings writes differently.
SIMPLIFIED = re.compile(
    "[们国这个说来为时对会学经发现关开问东车长马门见语话书让认议论设证评识"
    "误读谁调谈请课谢间闻际阳阴队难风飞鱼鸟龙专业丝两严举义乐习乡买乱争"
    "亲亿仅从仓众传伤伟侨侧债倾兴养军农冲决况冻净减凤击则刚创动劳势华协单卖卢"
    "卫厅历压厌县双变叶号启员响团园围图圆场块坚应总战护报担拥择挥损换]"
)
TRADITIONAL = re.compile(
    "[們國這個說來為時對會學經發現關開問東車長馬門見語話書讓認議論設證評識"
    "誤讀誰調談請課謝間聞際陽陰隊難風飛魚鳥龍萬與專業絲兩嚴豐舉義樂習鄉買亂爭"
    "親億僅從倉眾優傳傷偉體餘僑側債傾兒黨興養軍農沖決況凍淨減鳳擊則剛創動勞勢華協單賣盧"
    "衛廠廳歷壓厭縣雙變葉號聽啟員響團園圍圖圓聖場塊堅壞應總戰護報擔擁擇揮損換據]"
)

WORD = re.compile(r"[^\W\d_]+")
STOPWORDS = {
    "en": re.compile(
        r"\b(?:the|of|and|to|that|is|are|was|with|this|have|has|from|our|we|for|not|been"
        r"|their|will|which|by|an|as|at|it|be|these|us)\b"
    ),
    "fr": re.compile(
        r"\b(?:les|des|est|et|dans|pour|avec|une|du|aux?|qui|nous|notre|sur|cette|ce|nos"
        r"|leurs?|ont|le|par|sont|cet|ces|être|plus|afin|ainsi)\b"
    ),
}


def language_of(text: str) -> str:
    """Give Django's code for the language, or nothing."""
    sample = text[:SAMPLE]
    letters = {
        script: sum(map(len, pattern.findall(sample)))
        for script, pattern in (
            ("latin", LATIN),
            ("cyrillic", CYRILLIC),
            ("arabic", ARABIC),
            ("han", HAN),
            ("other", OTHER),
        )
    }
    # A Chinese character is worth about two letters of an alphabet.
    letters["han"] *= 2
    script = max(letters, key=letters.__getitem__)
    if not letters[script] or letters[script] < MOST * sum(letters.values()):
        return ""
    # Kana and Hangul never stand in Chinese, however much Han there is beside them.
    if script == "han" and letters["other"] > 0.02 * letters["han"]:
        return ""
    return TELL[script](sample, letters[script])


def _latin(sample: str, letters: int) -> str:
    # In running Azerbaijani about one letter in ten is ə.
    if sample.count("ə") + sample.count("Ə") > 0.02 * letters:
        return "az"
    sample = sample.lower()
    hits = {code: words.findall(sample) for code, words in STOPWORDS.items()}
    code, other = sorted(hits, key=lambda code: len(hits[code]), reverse=True)
    enough = len(hits[code]) >= 0.12 * len(WORD.findall(sample))
    clear = len(set(hits[code])) >= 3 and len(hits[code]) > 2 * len(hits[other])
    return code if enough and clear else ""


def _cyrillic(sample: str, letters: int) -> str:
    if len(NOT_RUSSIAN.findall(sample)) > 0.005 * letters:
        return ""
    return "ru" if RUSSIAN.search(sample) else ""


def _arabic(sample: str, letters: int) -> str:
    return "" if len(NOT_ARABIC.findall(sample)) > 0.01 * letters else "ar"


def _han(sample: str, letters: int) -> str:
    simplified = len(SIMPLIFIED.findall(sample))
    traditional = len(TRADITIONAL.findall(sample))
    return "zh-hans" if simplified > 2 * traditional else ""


TELL = {
    "latin": _latin,
    "cyrillic": _cyrillic,
    "arabic": _arabic,
    "han": _han,
    "other": lambda sample, letters: "",
}
