"""Links lead to the web; what a document is made of lies inside it."""

import pytest

from publications.attachments import Refused
from publications.attachments.links import check_inside, check_link


@pytest.mark.parametrize(
    "target",
    [
        *("https://example.org/a:b", "http://example.org", "mailto:a@example.org"),
        *("tel:+49301234", "#chapter", "", "report.pdf", "../report.pdf"),
    ],
)
def test_a_link_to_the_web_is_let_in(target):
    check_link(target)


@pytest.mark.parametrize(
    "target",
    [
        *("javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)"),
        *("file:///C:/Users/lu.mei/draft.docx", "C:\\Users\\lu.mei\\draft.docx"),
        *("\\\\server\\share\\draft.docx", "//server/share", "data:text/html,x"),
        *("vnd.sun.star.script:a", "macro:///a", "ms-word:ofe|u|https://x.example"),
    ],
)
def test_a_link_that_runs_or_tells_of_a_disk_is_refused(target):
    with pytest.raises(Refused) as refused:
        check_link(target)
    assert refused.value.reason == "bad_link"


@pytest.mark.parametrize("target", ["media/image1.png", "../item1.xml", "/word/a.xml"])
def test_what_lies_inside_is_let_in(target):
    check_inside(target)


@pytest.mark.parametrize(
    "target",
    [
        *("https://example.org/x.png", "file:///etc/hostname", "//server/x.png"),
        *(
            "\\\\server\\x.dotm",
            "..\\..\\x.png",
            "C:\\x.png",
            "ht\ntp://example.org/x.png",
        ),
    ],
)
def test_what_would_be_loaded_from_elsewhere_is_refused(target):
    with pytest.raises(Refused) as refused:
        check_inside(target)
    assert refused.value.reason == "external"
