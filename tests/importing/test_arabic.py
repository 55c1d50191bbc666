"""Bylines in Arabic."""

import pytest

from publications.importing.arabic import people

POST = "سفيرة جمهورية أورفانيا لدى مملكة كستريا"


@pytest.mark.parametrize(
    ("text", "honorific", "name", "post"),
    [
        (f"سعادة السيدة آدا ليند، {POST}", "سعادة السيدة", "آدا ليند", POST),
        (f"معالي السيدة آدا ليند، {POST}", "معالي السيدة", "آدا ليند", POST),
        (f"آدا ليند، {POST}", "", "آدا ليند", POST),
        (f"آدا ليند\n{POST}", "", "آدا ليند", POST),
        (f"آدا ليند {POST}", "", "آدا ليند", POST),
        (f"{POST}، السيدة آدا ليند", "السيدة", "آدا ليند", POST),
        (f"{POST} السيدة آدا ليند", "السيدة", "آدا ليند", POST),
        (f"السفيرة آدا ليند، {POST}", "السفيرة", "آدا ليند", POST),
        ("آدا ليند", "", "آدا ليند", ""),
        ("السيدة ليند", "السيدة", "ليند", ""),
    ],
)
def test_honorific_name_and_post_are_parted(text, honorific, name, post):
    (person,) = people(text)
    assert (person.honorific, person.name, person.post) == (honorific, name, post)


def test_several_people_keep_their_own_posts():
    text = "السيدة آدا ليند، سفيرة أورفانيا، والسيد توماس رين، سفير نوردهال"
    assert [(p.name, p.post) for p in people(text)] == [
        ("آدا ليند", "سفيرة أورفانيا"),
        ("توماس رين", "سفير نوردهال"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Where the country ends and the name begins can't be told.
        "السفير الأورفاني لدى كستريا توماس رين",
        "سفير أورفانيا لدى كستريا توماس رين",
        "العلاقات بين بلدينا",
        "سفارة أورفانيا",
        "لقد كان يوماً جميلاً",
        "",
    ],
)
def test_what_is_not_clear_to_its_end_names_nobody(text):
    assert people(text) == ()
