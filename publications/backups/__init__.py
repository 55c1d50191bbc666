"""Backups: the whole site in one file, and back.

One form for both databases: a tar archive (gzip), by setting encrypted with age, of
rows as JSON, media under their own names, and a manifest that counts and digests both.
It is written once, read twice: nothing is believed before all of it was checked.

    embassy-….tar.gz[.age]
        tables/<app.model>/<part>.jsonl    the columns, then a row on each line
        media/<name>                       its SHA-256 in a header of the archive
        manifest.json                      the last one
"""

FORMAT = 1


class Unfit(Exception):
    """The backup, or the place for it, can't be used: a sentence for the operator."""
