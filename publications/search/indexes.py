"""The indexes there are, and how their tables come about."""

from .engines import Index, engine_of

# Every edition that has a period, by what readers may find it.
READERS = Index("publications_searchwords")

# At the desk, whatever became of it; who may see it is asked of each search.
# Texts by their wording and their remarks; and by the names on record of who signs,
# outlets and subjects, wherever these stand.
TEXTS = Index("publications_searchtexts")
NAMES = Index("publications_searchnames")
PEOPLE = Index("publications_searchpeople")
PICTURES = Index("publications_searchpictures")
ATTACHMENTS = Index("publications_searchattachments")
PAGES = Index("publications_searchpages")

ALL = (READERS, TEXTS, NAMES, PEOPLE, PICTURES, ATTACHMENTS, PAGES)


def make(apps, schema_editor) -> None:
    """For a migration: of whatever form they were, they stand anew, and empty."""
    engine = engine_of(schema_editor.connection)
    drop(apps, schema_editor)
    for index in ALL:
        for statement in engine.create(index.table):
            schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    engine = engine_of(schema_editor.connection)
    for index in ALL:
        for table in (index.beside, index.table):
            for statement in engine.drop(table):
                schema_editor.execute(statement)
