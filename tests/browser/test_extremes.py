"""Texts that nobody planned for: every page keeps its shape and says all of it."""

import json

import pytest

from .test_looks import is_wider_than_the_screen

OFFICE = "Counsellor for the Affairs of Everything and of whatever else there is"
COLUMNS = 30
ROWS = [
    "| " + " | ".join(f"{head}{n}" for n in range(COLUMNS)) + " |"
    for head in ("Column ", "Figure ")
]
TABLE = "\n".join([ROWS[0], "|" + " --- |" * COLUMNS, *[ROWS[1]] * 3])
TEXTS = {
    "short": {"title": "Y", "body": "Yes."},
    "long-title": {
        "title": "On the Convention between the Republic and its Neighbours, " * 5,
        "body": TABLE + "\n\n" + "a" * 400 + "\n\n## " + "b" * 300 + "\n\nEnd.",
        "signed": 12,
    },
    "unbroken": {
        "title": "W" * 300,
        "body": "`" + "c" * 400 + "`",
        "summary": "d" * 500,
    },
    "long": {
        "title": "Fifty thousand words",
        "body": "\n\n".join(["Many words make a long text. " * 20] * 416),
    },
}
for text in TEXTS.values():
    text["title"] = text["title"][:300].strip()

PUBLISH = """
import json, sys
from publications import workflow
from publications.models import Account
people = {a.username: a for a in Account.objects.all()}
for slug, text in json.loads(sys.stdin.read()).items():
    signed = [workflow.Signatory(f"Nomen Nominandum {n}", "Dr.", text["office"])
              for n in range(text.get("signed", 0))]
    content = workflow.Content(
        title=text["title"], body=text["body"], slug=slug,
        summary=text.get("summary", ""), signatories=tuple(signed))
    edition = workflow.create("article", "en", content, by=people["drafter"])
    for act, name in (("submit", "drafter"), ("approve", "reviewer"),
                      ("release", "publisher")):
        edition.text.refresh_from_db()
        do = getattr(workflow, act)
        edition = do(edition, by=people[name], version=edition.text.version)
    print(edition.get_absolute_url())
"""


@pytest.fixture(scope="module")
def addresses(site):
    given = {slug: {**text, "office": OFFICE} for slug, text in TEXTS.items()}
    done = site.manage("shell", "-v", "0", "-c", PUBLISH, input=json.dumps(given))
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-len(TEXTS) :]


@pytest.mark.parametrize("width", [320, 1440])
def test_no_text_is_wider_than_the_screen(visit, addresses, width):
    reader = visit(viewport={"width": width, "height": 900})
    for path in [*addresses, "/en/", "/en/articles/"]:
        reader.page.goto(path)
        assert not is_wider_than_the_screen(reader.page), path
        # axe walks every element: the text of 50,000 words is like any other.
        if not path.endswith("/long/"):
            assert reader.violations() == [], path


def test_a_wide_table_is_read_within_itself(visit, addresses):
    reader = visit(viewport={"width": 390, "height": 900})
    reader.page.goto(next(a for a in addresses if a.endswith("/long-title/")))
    box = reader.page.get_by_role("region").filter(has=reader.page.locator("table"))
    last = box.get_by_role("columnheader", name=f"Column {COLUMNS - 1}")
    assert not last.evaluate("e => e.getBoundingClientRect().right <= innerWidth")
    box.focus()
    for _press in range(60):
        reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_function(
        "e => e.getBoundingClientRect().right <= innerWidth + 1",
        arg=last.element_handle(),
    )


def test_footnotes_stand_beside_their_references_where_there_is_room(visit):
    reader = visit(viewport={"width": 1440, "height": 900})
    reader.page.goto("/en/articles/")
    reader.page.get_by_role("link", name="A Hundred Nights").click()
    reference = reader.page.locator("#fnref-2")
    note = reader.page.locator("#fn-2")
    assert abs(reference.bounding_box()["y"] - note.bounding_box()["y"]) < 40
    assert note.bounding_box()["x"] > reference.bounding_box()["x"]
    reader.page.set_viewport_size({"width": 1000, "height": 900})
    end = reader.page.locator(".body > p").last.bounding_box()
    assert note.bounding_box()["y"] > end["y"]
