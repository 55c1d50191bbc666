"""Bylines in Chinese."""

import pytest

from publications.importing.chinese import people

POST = "奥尔瓦尼亚共和国驻凯斯特里亚王国特命全权大使"


@pytest.mark.parametrize(
    ("text", "honorific", "name", "post"),
    [
        (f"{POST}林爱达", "", "林爱达", POST),
        (f"{POST} 林爱达", "", "林爱达", POST),
        (f"{POST}\u3000艾达·林德女士", "女士", "艾达·林德", POST),
        (f"{POST}林爱达阁下", "阁下", "林爱达", POST),
        (f"林爱达（{POST}）", "", "林爱达", POST),
        (f"艾达·林德，{POST}", "", "艾达·林德", POST),
        (f"{POST} Ada Lind", "", "Ada Lind", POST),
        (
            "驻凯斯特里亚大使馆公使衔参赞林爱达",
            "",
            "林爱达",
            "驻凯斯特里亚大使馆公使衔参赞",
        ),
        ("林爱达先生", "先生", "林爱达", ""),
        ("林爱达", "", "林爱达", ""),
    ],
)
def test_honorific_name_and_post_are_parted(text, honorific, name, post):
    (person,) = people(text)
    assert (person.honorific, person.name, person.post) == (honorific, name, post)


@pytest.mark.parametrize("between", ["、", "；", "和", "与", "\n"])
def test_several_people_keep_their_own_posts(between):
    text = f"奥尔瓦尼亚大使林爱达{between}诺达尔大使托马斯·雷恩"
    assert [(p.name, p.post) for p in people(text)] == [
        ("林爱达", "奥尔瓦尼亚大使"),
        ("托马斯·雷恩", "诺达尔大使"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "奥尔瓦尼亚驻凯斯特里亚大使林爱达在招待会上的讲话",
        "奥尔瓦尼亚驻凯斯特里亚大使馆",
        "我们两国的友谊源远流长",
        "两国人民的友谊",
        "奥尔瓦尼亚驻凯斯特里亚大使",
        "",
    ],
)
def test_what_is_not_clear_to_its_end_names_nobody(text):
    assert people(text) == ()
