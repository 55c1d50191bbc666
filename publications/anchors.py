"""Signed words on where the record ends, to be kept where the database's owner can't
reach them: whoever writes the record anew, or cuts its end off, can't unsay them.

Ed25519, so that whoever holds the public key can check and nobody but the key's holder
can sign. An anchor is a few short lines of text, which a letter carries unbroken.
"""

import base64
import os
import re
import textwrap
from binascii import Error as NotBase64
from collections.abc import Iterator
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

BEGIN, END = "-----BEGIN RECORD ANCHOR-----", "-----END RECORD ANCHOR-----"
# Files that may hold some, of a folder.
KINDS = (".txt", ".eml", ".log")
MOST = 5 * 1024 * 1024  # bytes of one
_BLOCK = re.compile(f"{BEGIN}(.*?){END}", re.DOTALL)
_LINE = re.compile(r"(\w+): ?(.*)")


class Unreadable(Exception):
    """What is no key or holds no anchor: a sentence."""


class Anchor(NamedTuple):
    """That the record ended, at this moment, with this entry."""

    site: str
    entry: int
    hash: str
    entered: str
    signed: str  # when
    key: str = ""  # SHA-256 (hex) of the public key
    signature: str = ""

    def said(self) -> bytes:
        """What the signature covers."""
        names = Anchor._fields[:-1]
        lines = (f"{name.title()}: {getattr(self, name)}" for name in names)
        return "\n".join(lines).encode()

    def __str__(self) -> str:
        signature = "\n ".join(textwrap.wrap(self.signature, 44))
        said = self.said().decode()
        return f"{BEGIN}\n{said}\nSignature: {signature}\n{END}\n"


def own_key(path: Path) -> Ed25519PrivateKey:
    """The key in this file, made at the first call: random, readable by its owner."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _loaded(load_pem_private_key, path, Ed25519PrivateKey, password=None)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    return _loaded(load_pem_public_key, path, Ed25519PublicKey)


def as_pem(key: Ed25519PublicKey) -> str:
    form = PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(Encoding.PEM, form).decode()


def fingerprint(key: Ed25519PublicKey) -> str:
    return sha256(key.public_bytes_raw()).hexdigest()


def sign(anchor: Anchor, key: Ed25519PrivateKey) -> Anchor:
    named = anchor._replace(key=fingerprint(key.public_key()))
    signature = base64.b64encode(key.sign(named.said())).decode()
    return named._replace(signature=signature)


def is_signed(anchor: Anchor, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(base64.b64decode(anchor.signature, validate=True), anchor.said())
    except (InvalidSignature, NotBase64):
        return False
    return True


def held_in(path: Path) -> list[tuple[Path, Anchor]]:
    """Every anchor in a file, or in the files of a folder. Raises Unreadable for a file
    that holds none, or not a whole one; OSError."""
    files = [path]
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in KINDS)
    return [(file, anchor) for file in files for anchor in _anchors(file)]


def _anchors(path: Path) -> list[Anchor]:
    with path.open("rb") as file:
        data = file.read(MOST)
    text = (
        "\n".join(_texts(data)) if path.suffix != ".txt" else data.decode("utf-8-sig")
    )
    found = [_read(block, path) for block in _BLOCK.findall(text)]
    if not found:
        raise Unreadable(f"{path} holds no anchor.")
    return found


def _texts(data: bytes) -> Iterator[str]:
    """The words of a letter, or of several as Django's file backend writes them."""
    for letter in re.split(rb"\n-{79}\n", data):
        message = message_from_bytes(letter, policy=policy.default)
        body = message.get_body(("plain",))
        if body:
            yield body.get_content()


def _read(block: str, path: Path) -> Anchor:
    given: dict[str, str] = {}
    last = ""
    for line in block.replace("\r", "").split("\n"):
        if found := _LINE.fullmatch(line.rstrip()):
            last = found[1].lower()
            given[last] = found[2]
        elif last:
            given[last] += line.strip()
    try:
        return Anchor(**{**given, "entry": int(given["entry"])})
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable(f"{path} holds an anchor that is not whole.") from error


def _loaded(load, path: Path, kind: type, **more):
    try:
        key = load(path.read_bytes(), **more)
    except (ValueError, TypeError) as error:
        raise Unreadable(f"{path} holds no key.") from error
    if not isinstance(key, kind):
        raise Unreadable(f"{path} holds no Ed25519 key.")
    return key
