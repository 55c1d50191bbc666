"""Pages of the demonstration site, in all its languages: `pages/<language>/<slug>.md`,
each beginning with its title."""

from pathlib import Path

from publications import workflow
from publications.models import Account

FOLDER = Path(__file__).parent / "pages"
# In the order in which they stand at the foot of the site, first in English.
PAGES = ("about", "contact", "reuse", "accessibility", "corrections-policy")


def put_up_pages(*, by: Account, released_by: Account) -> None:
    languages = sorted(FOLDER.iterdir(), key=lambda folder: folder.name != "en")
    for position, slug in enumerate(PAGES):
        for folder in languages:
            heading, _blank, body = (
                (folder / f"{slug}.md").read_text("utf-8").partition("\n")
            )
            text = workflow.begin_page(
                slug,
                folder.name,
                title=heading.removeprefix("# "),
                body=body,
                position=position,
                by=by,
            )
            workflow.release_page(text, by=released_by, version=text.version)
