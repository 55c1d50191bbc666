"""Which words stand in texts, for whoever misspells one, and which of our own addresses
they lead to. What texts are found by is in
tables of each database's own (`publications/search/engines/`)."""

from django.db import models

from .edition import Edition


class SearchSpelling(models.Model):
    """A form of a word under one of the keys that it shares with its misspellings.

    `since`: from when the edition that brings it is live. Of what is still to come each
    edition brings its own, so that they move and go with it alone; what has been public
    is brought once. Rows are added and removed, never changed, and none is unique: so
    no act ever waits for another's.
    """

    key = models.CharField(max_length=7)
    form = models.CharField(max_length=30)
    since = models.DateTimeField()
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="spellings"
    )

    class Meta:
        # A question ends where the future begins: what is there costs it nothing.
        indexes = [
            models.Index(fields=["key", "since", "form"], name="spelling_by_key")
        ]

    def __str__(self) -> str:
        return self.form


class LinkWithin(models.Model):
    """That an edition with a period leads to an address of ours. Derived: what is
    lacking, `rebuild_index` makes."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="links_within"
    )
    language = models.CharField(max_length=15)
    slug = models.CharField(max_length=100)

    class Meta:
        indexes = [models.Index(fields=["language", "slug"], name="link_to_an_address")]

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"
