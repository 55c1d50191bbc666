"""Where media are kept: on a disk or in a bucket. Private, whichever it is.

Settings name them in STORAGES: `local`, `s3`, and `default`, which the site uses. A
file never changes, and is there whole or not at all.
"""


class StoreFailed(OSError):
    """The whole store can't be used: no other file would fare better."""


class Unpublished:
    """A storage without addresses: who may have a file, the application says each time
    (`publications.serving`)."""

    def url(self, name: str) -> str:
        raise NotImplementedError("Media are served through the application alone.")

    def reach(self) -> None:
        """Raise OSError, with a sentence, where the store can't be used at all."""
        raise NotImplementedError

    def is_writable(self) -> bool:
        """Whether a file could be stored, as far as is seen without storing one."""
        return True

    def exposures(self) -> list[str]:
        """Say in sentences by which way others than the application can read it."""
        raise NotImplementedError
