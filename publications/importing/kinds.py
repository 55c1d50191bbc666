"""What kind of text it is, by the word that a newspaper or a heading uses for it."""

import re

KINDS = {
    "op_ed": (
        r"op-?\s?eds?|opinions?|commentary|commentaire|column|essay|editorial|comment"
        r"|tribune|point de vue|мнение|колонк\w*|авторск\w+|rəy|رأي|مقال رأي"
        r"|署名文章|评论|专栏"
    ),
    "speech": (
        r"speech|remarks|keynote|address|discours|allocution|выступлени\w+|речь|речи"
        r"|çıxış\w*|nitq\w*|خطاب|كلمة|讲话|演讲|致辞|发言"
    ),
    "statement": (
        r"(?:joint )?statement|déclaration|заявлени\w+|bəyanat\w*|بيان|声明|公报"
    ),
    "press_release": (
        r"press[- ]release|for immediate release|communiqué(?: de presse)?"
        r"|пресс-релиз\w*|mətbuat (?:açıqlaması|məlumatı)|press-?reliz\w*"
        r"|بيان صحفي|新闻稿|新闻公报"
    ),
    "interview": (
        r"interview|entretien|интервью|müsahibə\w*|مقابلة|حوار|采访|专访|访谈|答记者问"
    ),
    "article": r"article|статья|статью|статьи|məqalə\w*|مقالا?|مقالة|文章",
}
WHOLE = {kind: re.compile(words, re.IGNORECASE) for kind, words in KINDS.items()}


def kind_of(word: str) -> str:
    """Give the kind that a word or a whole line names, or nothing."""
    word = re.sub(r"[\u064b-\u0652]", "", word).strip(" \t\u3000:：|[]()【】—–-")
    for kind, pattern in WHOLE.items():
        if pattern.fullmatch(word):
            return kind
    return ""
