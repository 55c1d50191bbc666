"""Full diplomatic titles, which in Azerbaijani end with the office; and odd outlets."""

import pytest

from publications.importing.recognition import recognise

POST = (
    "Velmora Xalq Respublikasının Tarsenia Respublikasındakı"
    " Fövqəladə və Səlahiyyətli Səfiri"
)
BODY = (
    "\n\nOxuculara müraciət etmək mənim üçün böyük şərəfdir. Dostluğumuz qədimdir."
    "\n\nBiz birlikdə çalışacağıq və dostluğumuzu möhkəmləndirəcəyik.\n"
)


@pytest.mark.parametrize(
    ("beginning", "name"),
    [
        (
            f"Kaldar.Az {POST} xanım Ada Vennin “İki çay” adlı məqaləsini təqdim edir.",
            "Ada Vennin",
        ),
        (f"İki çay\n\nAda Venn, {POST}", "Ada Venn"),
        (f"İki çay\n\nMüəllif: Ada Venn, {POST}", "Ada Venn"),
    ],
)
def test_a_post_that_names_two_states_before_the_office_is_recognised(beginning, name):
    found = recognise(beginning + BODY)
    assert found.title == "İki çay"
    assert [(s.name, s.post) for s in found.signatories] == [(name, POST)]
    assert len(found.paragraphs) == 2


def test_an_outlet_may_be_called_today():
    found = recognise(
        "Tarsenia Today presents an article, titled “Two Rivers”, by Ms. Ada Venn,"
        " Ambassador of Velmora to Tarsenia.\n\nIt is an honour to write to you.\n\n"
        "We shall work together, and I look forward to it very much.\n"
    )
    assert found.outlet == "Tarsenia Today"
