"""What a page adds to a stored body: ways to its parts, questions set apart."""

from publications.rendering import render
from publications.rendering.on_page import with_permalinks, with_questions

LABEL = "Link: %(heading)s"


def body(source: str, language: str = "en") -> str:
    return render(source, language=language).html


def test_each_heading_leads_to_itself_and_says_so():
    shown = with_permalinks(body("## The *long* way & back\n\nWords."), LABEL)
    assert (
        'way &amp; back <a class="permalink" href="#h-the-long-way-back"'
        ' aria-label="Link: The long way &amp; back"></a></h2>'
    ) in shown


def test_a_page_reads_as_its_text_does():
    stored = body("## One\n\nA.\n\n### Two\n\nB[^1].\n\n[^1]: Note.")
    shown = with_permalinks(stored, LABEL)
    assert shown.count("permalink") == 2
    for stripped in (" ", "\n"):
        shown = shown.replace(stripped, "")
        stored = stored.replace(stripped, "")
    start, end = '<aclass="permalink"', "</a>"
    while start in shown:
        at = shown.index(start)
        shown = shown[:at] + shown[shown.index(end, at) + len(end) :]
    assert shown == stored


def test_no_heading_breaks_out_of_the_label():
    shown = with_permalinks(body('## "><script>x</script>'), LABEL)
    assert "<script" not in shown
    assert 'aria-label="Link: &quot;&gt;' in shown


def test_paragraphs_that_are_strong_throughout_are_questions():
    shown = with_questions(
        body("**When will it *run*?**\n\nSoon. **Very** soon.\n\n**A** and **B**")
    )
    assert (
        '<p class="question"><strong>When will it <em>run</em>?</strong></p>' in shown
    )
    assert shown.count("question") == 1
