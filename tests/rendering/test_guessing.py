"""Languages of the desk, and those that must not be taken for them."""

import pytest

from publications.rendering.guessing import language_of

TEXTS = {
    "en": "The friendship between our two countries has deep roots, and we tend them.",
    "fr": "L’amitié entre nos deux pays a des racines profondes; nous les cultivons.",
    "az": "İki ölkə arasındakı dostluq dərin köklərə malikdir və biz onu qoruyuruq.",
    "ru": "Дружба между нашими странами имеет глубокие корни, и мы их бережём.",
    "ar": "للصداقة بين بلدينا جذور عميقة، ونحن نرعاها كل يوم.",
    "zh-hans": "我们两国的友谊源远流长，两国人民建立了深厚的信任。",
}
OTHERS = {
    "Spanish": "La amistad entre nuestros países tiene raíces profundas y los"
    " pueblos han sabido construir, a lo largo de los años, un lazo que nos honra.",
    "German": "Die Freundschaft zwischen unseren beiden Ländern hat tiefe Wurzeln, die"
    " wir in all den Jahren gepflegt haben.",
    "Dutch": "De vriendschap tussen onze twee landen is diep, en dat is iets waar we in"
    " al die jaren trots op waren.",
    "Italian": "L'amicizia tra i nostri due paesi ha radici profonde, e le coltiviamo.",
    "Portuguese": "A amizade entre os nossos países tem raízes profundas e nos une.",
    "Turkish": "İki ülke arasındaki dostluğun kökleri derindir, biz onu koruyoruz.",
    "Ukrainian": "Дружба між нашими країнами має глибоке коріння, і ми її бережемо.",
    "Bulgarian": "Приятелството между държавите ни има дълбоки корени, ние ги пазим.",
    "Serbian": "Пријатељство између наших земаља има дубоке корене и ми их чувамо.",
    "Persian": "دوستی میان دو کشور ما ریشه‌های عمیقی دارد و ما آن را پاس می‌داریم.",
    "Urdu": "ہمارے دونوں ملکوں کی دوستی کی جڑیں گہری ہیں اور ہم ان کا خیال رکھتے ہیں۔",
    "traditional Chinese": "我們兩國的友誼源遠流長，兩國人民建立了深厚的信任。",
    "Japanese": "両国の友好には深い根があり、人々は長年にわたり信頼を築いてきました。",
    "Korean": "양국의 우정은 깊은 뿌리를 가지고 있으며 우리는 그것을 가꿉니다.",
    "Greek": "Η φιλία ανάμεσα στις χώρες μας έχει βαθιές ρίζες.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_each_language_of_the_desk_is_told(code, text):
    assert language_of(text) == code
    assert language_of(f"{text}\n\n" * 200) == code


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_language_is_none_of_them(text):
    assert language_of(text) == ""
    assert language_of(f"{text}\n\n" * 200) == ""


@pytest.mark.parametrize("text", ["", "1234 – 567", "Orvania", "Ada Lind", "!?"])
def test_too_little_tells_nothing(text):
    assert language_of(text) == ""


def test_two_languages_in_equal_parts_are_neither():
    assert language_of(TEXTS["en"] + TEXTS["ru"]) == ""


def test_names_in_another_script_do_not_change_the_language():
    chinese = TEXTS["zh-hans"] * 3 + "（Ada Lind, Kestria Times）"
    assert language_of(chinese) == "zh-hans"
    assert language_of(TEXTS["en"] * 3 + "（友谊之路）") == "en"
