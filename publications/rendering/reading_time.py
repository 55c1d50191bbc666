"""How long a text takes to read. Tests: tests/rendering/test_reading_time.py.

Words a minute, read silently with understanding: S. Trauzettel-Klosinski, K. Dietz and
the IReST study group, Investigative Ophthalmology & Visual Science 53 (2012), table 2.
Chinese and Japanese are counted in characters there as `count_words` counts here.
"""

WORDS_A_MINUTE = {
    "ar": 138,
    "de": 179,
    "en": 228,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "he": 187,
    "it": 188,
    "ja": 357,
    "nl": 202,
    "pl": 166,
    "pt": 181,
    "ru": 184,
    "sl": 180,
    "sv": 199,
    "tr": 166,
    # As Turkish, its nearest relative in the study.
    "az": 166,
    "zh": 255,
}
OF_OTHERS = 184  # the mean of all languages of the study


def reading_minutes(words: int, language: str) -> int:
    """Return whole minutes, at least one; none where there are no words."""
    pace = WORDS_A_MINUTE.get(language.partition("-")[0], OF_OTHERS)
    return max(1, round(words / pace)) if words else 0
