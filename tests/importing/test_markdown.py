"""Markdown that people send: its heading is read, its body stays as it is."""

import pytest

from publications.importing.markdown import MarkdownSource
from publications.importing.recognition import recognise

from .test_recognition import LIND, POST, PRESENTED, TEXT, TITLE

MARKDOWN_BODY = """\
First paragraph, *stressed*,
on two lines.

## A section

```
By Ada Lind

# not a title
```

- one
- two

| a | b |
|---|---|
| 1 | 2 |

The end."""


def test_markdown_keeps_its_body_as_it_is():
    head = f"# {TITLE}\n\n**By Ms. Ada Lind, {POST}**"
    found = recognise(f"{head}\n\n{MARKDOWN_BODY}\n", markdown=True)
    assert found.title == TITLE
    assert found.signatories == (LIND,)
    assert found.body == MARKDOWN_BODY
    assert found.byline == f"By Ms. Ada Lind, {POST}"


@pytest.mark.parametrize(
    "head",
    [
        f"# {TITLE} #\nBy Ms. Ada Lind, {POST}",
        f"{TITLE}\n===\n\n*By Ms. Ada Lind, {POST}*",
        f"*{PRESENTED}*\n\n# {TITLE}",
        f"# {TITLE}\n\n{PRESENTED}",
        f"# {TITLE}\n\n**Ms. Ada Lind**  \n{POST}",
        f"**{TITLE}**\n\nBy Ms\\. Ada Lind, {POST}",
    ],
)
def test_markdown_has_forms_of_heading_too(head):
    found = recognise(f"{head}\n\n{TEXT}", markdown=True)
    assert found.title == TITLE
    assert found.signatories == (LIND,)
    assert found.body == TEXT


def test_a_lower_heading_of_markdown_is_no_title():
    source = f"## A section\n\n{TEXT}"
    found = recognise(source, markdown=True)
    assert found.title == ""
    assert found.body == source


def test_a_markdown_title_that_differs_from_the_presented_one_stays():
    found = recognise(f"{PRESENTED}\n\n# Another\n\n{TEXT}", markdown=True)
    assert found.title == TITLE
    assert found.body == f"# Another\n\n{TEXT}"


def test_a_fence_says_nothing_about_the_text():
    source = MarkdownSource("```\nBy Ada Lind\n```\n\n**Two** _rivers_ \\& one *sea*")
    assert list(source) == ["", "Two rivers & one sea"]


def test_code_at_the_beginning_of_the_body_keeps_its_indent():
    found = recognise("# Two Rivers\n\n    code\n\nend.\n", markdown=True)
    assert found.body == "    code\n\nend."


def test_a_fence_below_a_byline_is_not_taken_with_it():
    source = "Two rivers meet.\n\n作者：林爱达\n\n```\ncode\n```"
    assert recognise(source, markdown=True).body.endswith("```\ncode\n```")
