"""Finished documents that processes and machines share, in the cache of CACHE_URL.

Under a name that says generation and version of the product: what is of another is
never asked for, so nothing has to be taken away. It is gone by itself.
"""

import gzip
import hashlib
import json
import zlib
from pathlib import Path

import django
from django.conf import settings
from django.core.cache import cache, caches

from publications import caches as ours
from publications.mission.files import files

from .addresses import Place
from .document import Document

# A generation rarely lasts longer than `generation.LONGEST`.
KEPT = 10 * 60  # seconds
PRODUCT = Path(__file__).resolve().parents[1]
CODE = ("*.py", "*.html", "*.txt", "*.xml", "*.mo")
# Of the machine or the process, and in no answer.
OF_A_MACHINE = ("HOST", "PORT", "DATABASES", "CACHES", "LOGGING", "DATABASE_OWNER")


class Shared:
    """Tests: tests/finished/test_shared.py."""

    def __init__(self, version: str):
        self.version = version

    def get(self, place: Place, generation: str) -> Document | None:
        kept = cache.get(self._name(place, generation))
        if not isinstance(kept, bytes):
            return None
        try:
            head, _line, packed = kept.partition(b"\n")
            status, told = json.loads(head)
            return Document(status, [(n, v) for n, v in told], gzip.decompress(packed))
        except (ValueError, TypeError, OSError, EOFError, zlib.error):
            return None

    def put(self, place: Place, generation: str, document: Document) -> None:
        head = json.dumps([document.status, document.told]).encode()
        body = b"".join(document.plain.body)
        packed = (
            b"".join(document.packed.body)
            if document.packed is not document.plain
            else gzip.compress(body, 1, mtime=0)
        )
        name = self._name(place, generation)
        cache.set(name, b"\n".join((head, packed)), KEPT)

    def _name(self, place: Place, generation: str) -> str:
        said = repr((self.version, generation, *place))
        return f"finished:{hashlib.sha256(said.encode()).hexdigest()}"


def of_this_installation() -> Shared | None:
    """None where processes share nothing."""
    shared = isinstance(caches["default"], ours.Sturdy)
    return Shared(_version()) if shared else None


def _version() -> str:
    """Another wherever code, templates, words, settings or the look are: of what is the
    same everywhere, processes of all machines may send what one has made."""
    said = hashlib.sha256(django.__version__.encode())
    for folder in (PRODUCT, *settings.TEMPLATES[0]["DIRS"]):
        for path in sorted(p for kind in CODE for p in Path(folder).rglob(kind)):
            said.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    told = {
        name: _plainly(getattr(settings, name))
        for name in dir(settings._wrapped)
        if name.isupper() and name not in OF_A_MACHINE
    }
    said.update(json.dumps(told, sort_keys=True).encode())
    for name, file in sorted(files().items()):
        said.update(f"{name} {file.digest}".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        said.update(manifest.read_bytes())
    return said.hexdigest()


def _plainly(value: object) -> object:
    if isinstance(value, dict):
        return {str(name): _plainly(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plainly(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return value if isinstance(value, int | float | None) else str(value)
