"""A finished document: an answer whole, in all forms in which it is ever sent.

A strong ETag is of one form (RFC 9110, 8.8.3.3), so each has its own; which of them a
reader gets, and whether they have it already, is told from what is prepared here.
"""

import gzip
from functools import lru_cache

from django.utils.http import parse_etags, parse_http_date_safe

# Shorter ones gain nothing.
WORTH_PACKING = 200  # bytes
PACKED_TYPES = ("text/", "application/json", "application/xml")
PACKED_ENDINGS = ("+xml", "+json")
# What lists, names and the place in memory cost beside the bytes, roughly.
BESIDE = 3000

Headers = list[tuple[str, str]]

# Of each answer anew.
PASSING = frozenset({"date", "server-timing", "x-request-id", "connection"})
# Of the bytes, which a 304 doesn't have.
OF_CONTENT = frozenset(
    {
        *("content-type", "content-length", "content-encoding"),
        "content-disposition",
    }
)


class Form:
    """One form: the bytes as they are, or packed."""

    __slots__ = ("body", "etag", "headers", "unchanged")

    def __init__(self, body: bytes, etag: str, headers: Headers):
        length = ("Content-Length", str(len(body)))
        self.body, self.etag = [body] if body else [], etag
        self.headers: Headers = [*headers, length]
        self.unchanged: Headers = [
            (name, value) for name, value in headers if name.lower() not in OF_CONTENT
        ]


class Document:
    """`status` and `headers` are those of a GET by somebody who has nothing yet and
    takes nothing packed."""

    __slots__ = ("changed_at", "etag", "packed", "plain", "size", "status", "told")

    def __init__(self, status: str, headers: Headers, body: bytes):
        self.status = status
        self.told = _lasting(headers)
        known = {name.lower(): value for name, value in self.told}
        self.etag = known.get("etag", "") if status.startswith("200 ") else ""
        self.changed_at = parse_http_date_safe(known.get("last-modified", "")) or 0
        self.plain = Form(body, self.etag, self.told)
        self.packed = self.plain
        if self.etag and len(body) > WORTH_PACKING and _packs_well(known):
            self.packed = self._made_smaller(body)
        packed = self.packed.body[0] if self.packed is not self.plain else b""
        self.size = len(body) + len(packed) + BESIDE

    def is_same(self, status: str, headers: Headers, body: bytes) -> bool:
        """Whether another would be made of these: then this one is packed already."""
        return (
            status == self.status
            and b"".join(self.plain.body) == body
            and _lasting(headers) == self.told
        )

    def _made_smaller(self, body: bytes) -> Form:
        packed = gzip.compress(body, mtime=0)
        etag = f'{self.etag[:-1]}-gzip"'
        headers = [
            (name, etag if name.lower() == "etag" else value)
            for name, value in self.told
        ]
        return Form(packed, etag, [*headers, ("Content-Encoding", "gzip")])

    def form_for(self, accept_encoding: str) -> Form:
        return self.packed if takes_gzip(accept_encoding) else self.plain

    def is_known(self, form: Form, environ: dict) -> bool:
        """Whether the reader has this form (RFC 9110, 13.1.2 and 13.1.3)."""
        if not self.etag:
            return False
        if (known := environ.get("HTTP_IF_NONE_MATCH")) is not None:
            return known == form.etag or _names(known, form.etag)
        if self.changed_at and (since := environ.get("HTTP_IF_MODIFIED_SINCE")):
            moment = parse_http_date_safe(since)
            return moment is not None and moment >= self.changed_at
        return False


def _lasting(headers: Headers) -> Headers:
    return [
        (name, value)
        for name, value in headers
        if name.lower() not in PASSING and name.lower() != "content-length"
    ]


def _packs_well(known: dict[str, str]) -> bool:
    mime = known.get("content-type", "").partition(";")[0].strip()
    return "content-encoding" not in known and (
        mime.startswith(PACKED_TYPES) or mime.endswith(PACKED_ENDINGS)
    )


def _names(known: str, etag: str) -> bool:
    etags = parse_etags(known[:8000])
    return "*" in etags or etag in {each.removeprefix("W/") for each in etags}


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str) -> bool:
    """RFC 9110, 12.5.3: named, and not with a weight of nothing."""
    for asked in accept_encoding.split(","):
        coding, *parameters = asked.replace(" ", "").lower().split(";")
        if coding in ("gzip", "x-gzip"):
            return not any(p.startswith("q=") and _is_nothing(p) for p in parameters)
    return False


def _is_nothing(weight: str) -> bool:
    return not weight.removeprefix("q=").strip("0.")
