"""Which languages the site offers, and how a reader's is found among them."""

import pytest

from publications import site_languages

OFFERED = [("az", "Azərbaycanca"), ("zh-hans", "简体中文"), ("ru", "Русский")]


@pytest.fixture(autouse=True)
def _offers(settings):
    settings.LANGUAGES = OFFERED
    settings.LANGUAGE_CODE = "az"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "az"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("zh-CN", "zh-hans"),
        ("zh", "zh-hans"),
        ("zh-SG,zh;q=0.9", "zh-hans"),
        ("de, ru;q=0.5", "ru"),
        ("fr, en", "az"),
        ("*", "az"),
        ("ru;q=0.1, zh-Hans;q=0.9", "zh-hans"),
        ("nonsense;;;q=x,\x00", "az"),
    ],
)
def test_a_reader_is_answered_in_what_is_offered(asked, found):
    assert site_languages.preferred(asked) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/az/2026/a/", "az"),
        ("/fr/2026/a/", "fr"),  # no longer offered
        ("/zh-hans/", "zh-hans"),
        ("/xx/2026/a/", None),
        ("/zh-cn/", None),  # Django's other name for it is no address here
        ("/media/x.jpg", None),
        ("/az", None),
        ("/AZ/", None),
    ],
)
def test_an_address_says_its_language(path, found):
    assert site_languages.of_path(path) == found


def test_languages_are_called_as_in_themselves_offered_or_not():
    assert site_languages.name_of("zh-hans") == "简体中文"
    assert site_languages.name_of("fr") == "français"
    assert site_languages.name_of("xx") == "xx"


def test_what_is_not_offered_comes_last():
    class Version:
        def __init__(self, language):
            self.language = language

    versions = [Version(code) for code in ("fr", "ru", "az")]
    order = [v.language for v in site_languages.in_site_order(versions)]
    assert order == ["az", "ru", "fr"]
