"""Checking a bundle of the record on any machine: no database is asked.

The same sums as `verify` does, over what the bundle says. What a bundle can't prove
alone is that nothing was left out of it together with its acts: for that the export is
on the record with the ZIP's SHA-256.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from publications.models import (
    GENESIS,
    AuditEntry,
    Image,
    ImageRole,
    ImageUse,
    Revision,
)
from publications.rendering import RENDERER_VERSION, TooLong, render

from . import pictures
from .export import forms, shapes
from .export.opening import Opened, Unfit
from .said import Said

_UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
_SUM = re.compile(r"([0-9a-f]{64})  ([!-~]+)")


def faults(file: BinaryIO, counted: dict[str, int]) -> Iterator[str]:
    """Yield a sentence for each thing that doesn't fit; after one that makes the rest
    unreadable nothing follows. Counts what was checked into `counted`."""
    counted.update(files=0, entries=0, revisions=0, releases=0)
    try:
        bundle = Opened(file)
        for fault in _sums(bundle, counted):
            yield _harmless(fault)
        for fault in _Check(bundle, counted).faults():
            yield _harmless(fault)
    except Unfit as error:
        yield _harmless(str(error))


def _harmless(sentence: str) -> str:
    """A sentence that quotes a stranger's words, for a terminal."""
    return "".join(c if c.isprintable() else "?" for c in sentence[:500])


def _sums(bundle: Opened, counted: dict[str, int]) -> Iterator[str]:
    listed: dict[str, str] = {}
    text = bundle.read(forms.SUMS).decode("ascii", "replace")
    for line in text.removesuffix("\n").split("\n"):
        found = _SUM.fullmatch(line)
        if not found or found[2] in listed:
            raise Unfit(f"{forms.SUMS} is not as an export writes it.")
        listed[found[2]] = found[1]
    there = bundle.names - {forms.SUMS}
    for name in sorted(listed.keys() - there):
        yield f"{name} is listed in {forms.SUMS}, but missing."
    for name in sorted(there - listed.keys()):
        yield f"{name} is not listed in {forms.SUMS}."
    for name in sorted(there & listed.keys()):
        counted["files"] += 1
        if bundle.sha256(name) != listed[name]:
            yield f"{name} was changed: its SHA-256 is not the one in {forms.SUMS}."


class _Check:
    """One check under way: what the bundle has said of itself so far."""

    def __init__(self, bundle: Opened, counted: dict[str, int]):
        self.bundle, self.counted = bundle, counted
        self.said = Said()
        self.expected = {forms.SUMS, forms.MANIFEST, forms.PUBLICATION, forms.ACTS}
        self.manifest: dict[str, Any] = {}
        self.images: dict[str, Image] = {}
        self.acted_on: set[str] = set()

    def faults(self) -> Iterator[str]:
        self.manifest = self.bundle.json(forms.MANIFEST, shapes.MANIFEST)
        if self.manifest["format"] not in forms.READ:
            raise Unfit(
                f"This bundle has format {self.manifest['format']}; this program "
                f"checks formats {', '.join(map(str, forms.READ))}."
            )
        shape = shapes.PUBLICATION[self.manifest["format"]]
        publication = self.bundle.json(forms.PUBLICATION, shape)
        if publication["uuid"] != self.manifest["publication"]:
            yield f"{forms.PUBLICATION} is another publication's."
        yield from self._acts()
        yield from self._media(publication["images"])
        yield from self._attachments(publication.get("attachments", []))
        for placement in publication["placements"]:
            yield from self._copies(placement.get("copies", []))
        for text in publication["texts"]:
            for uuid in text["editions"]:
                yield from self._edition(text["language"], uuid)
                self.acted_on.discard(uuid)
        yield from self.said.unmatched()
        for uuid in sorted(self.acted_on):
            yield f"The record acts on an edition that is not here: {uuid}."
        for name in sorted(self.bundle.names - self.expected):
            yield f"{name} belongs to nothing in the bundle."

    def _acts(self) -> Iterator[str]:
        before: dict[str, Any] = {"sequence": 0, "hash": GENESIS}
        head = self.manifest["head"]
        for entry in self.bundle.entries():
            self.counted["entries"] += 1
            name = f"Entry {entry['sequence']}"
            if entry["sequence"] <= before["sequence"]:
                yield f"{name} stands behind entry {before['sequence']}."
            follows = entry["previous_hash"] == before["hash"]
            if entry["sequence"] == before["sequence"] + 1 and not follows:
                yield f"{name} does not follow the entry before it."
            if entry["hash"] != AuditEntry.hash_of(entry):
                yield f"{name} was changed after it was written."
            if entry["publication"] != self.manifest["publication"]:
                yield f"{name} is another publication's."
            self._take(entry, name)
            before = entry
        if before["sequence"] > head["sequence"] or (
            before["sequence"] == head["sequence"] and before["hash"] != head["hash"]
        ):
            yield f"{forms.MANIFEST} names an end of the record that doesn't fit."

    def _take(self, entry: dict[str, Any], name: str) -> None:
        try:
            self.said.take(entry)
        except _UNREADABLE as error:
            raise Unfit(f"{name} has details that can't be read.") from error
        if entry["edition"]:
            self.acted_on.add(entry["edition"])

    def _media(self, images: list[dict[str, Any]]) -> Iterator[str]:
        for facts in images:
            name = forms.media_name(facts["uuid"], facts["extension"])
            self.expected.add(name)
            if self.bundle.sha256(name) != facts["digest"]:
                yield f"{name} is not the picture that was stored."
            self.images[facts["uuid"]] = Image(
                uuid=facts["uuid"],
                extension=facts["extension"],
                width=facts["width"],
                height=facts["height"],
                animation="animated" if facts.get("animated") else "",
            )

    def _attachments(self, attachments: list[dict[str, Any]]) -> Iterator[str]:
        for facts in attachments:
            name = forms.media_name(facts["uuid"], facts["extension"])
            self.expected.add(name)
            if self.bundle.sha256(name) != facts["digest"]:
                yield f"{name} is not the attachment that was stored."

    def _copies(self, copies: list[dict[str, Any]]) -> Iterator[str]:
        for facts in copies:
            name = forms.copy_name(facts["uuid"])
            self.expected.add(name)
            if self.bundle.sha256(name) != facts["digest"]:
                yield f"{name} is not the copy that was kept."
            if fault := self.said.of_copy(facts["uuid"], facts["digest"]):
                yield fault

    def _edition(self, language: str, uuid: str) -> Iterator[str]:
        folder = forms.folder(language, uuid)
        edition = self._json(folder + "edition.json", shapes.EDITION)
        told = (edition["uuid"], edition["language"], edition["publication"])
        if told != (uuid, language, self.manifest["publication"]):
            yield f"{folder}edition.json is another edition's."
        digests: dict[int | None, str] = {}
        for number in edition["revisions"]:
            revision = self._json(
                folder + forms.revision_name(number, "json"),
                shapes.REVISION[self.manifest["format"]],
            )
            digests[number] = revision["digest"]
            yield from self._revision(revision, folder, edition, number)
        for approval in edition["approvals"]:
            yield from self._approval(approval, uuid, digests)
        if edition["live_from"]:
            self.counted["releases"] += 1
            digest = digests.get(edition["revision"], "")
            if fault := self.said.of_release(uuid, digest, edition["live_from"]):
                yield fault
        for withdrawal in edition["withdrawals"]:
            if fault := self.said.of_withdrawal(uuid, withdrawal["outcome"]):
                yield fault

    def _approval(self, approval: dict[str, Any], uuid: str, digests) -> Iterator[str]:
        if digests.get(approval["revision"]) != approval["digest"]:
            yield f"Edition {uuid} has an approval of a text that it never had."
        elif approval["voided_at"] is None and (
            fault := self.said.of_approval(
                uuid,
                approval["digest"],
                None if approval["signatory"] else approval["approver"],
                approval["name"] or approval["by"],
            )
        ):
            yield fault

    def _revision(
        self,
        revision: dict[str, Any],
        folder: str,
        edition: dict[str, Any],
        number: int,
    ) -> Iterator[str]:
        self.counted["revisions"] += 1
        content = revision["content"]
        name = folder + forms.revision_name(number, "json")
        told = (revision["edition"], revision["number"], content["language"])
        if (*told, content["publication"]) != (
            edition["uuid"],
            number,
            edition["language"],
            edition["publication"],
        ):
            yield f"{name} is another revision's."
        if revision["digest"] != Revision.digest_of(content):
            yield f"{name} was changed after it was saved: its digest doesn't fit."
        elif fault := self.said.of_revision(
            edition["uuid"], number, revision["digest"]
        ):
            yield fault
        if set(revision["images"]) - self.images.keys():
            yield f"{name} shows a picture that is not in {forms.PUBLICATION}."
        for extension, is_true in (("md", _is_markdown), ("html", self._is_html)):
            other = folder + forms.revision_name(number, extension)
            self.expected.add(other)
            if not is_true(self.bundle.read(other), revision):
                yield f"{other} shows otherwise what was saved."

    def _is_html(self, data: bytes, revision: dict[str, Any]) -> bool:
        """Whether the document is the revision's; its body as far as this program
        renders as the one that made it."""
        before, after = (part.encode() for part in forms.around(revision))
        if revision["renderer"] != RENDERER_VERSION:
            return data.startswith(before) and data.endswith(after)
        content = revision["content"]
        images = {u: self.images[u] for u in revision["images"] if u in self.images}
        shown = {
            uuid: forms.media_name(uuid, image.extension)
            for uuid, image in images.items()
        }
        try:
            html = render(
                content["body"],
                language=content["language"],
                image=pictures.Shown(_uses(images, content)),
            ).html
        except TooLong:
            return False
        return data == before + forms.with_media(html, shown).encode() + after

    def _json(self, name: str, shape: Any) -> Any:
        self.expected.add(name)
        return self.bundle.json(name, shape)


def _uses(images: dict[str, Image], content: dict[str, Any]) -> Iterator[ImageUse]:
    """What a revision's body shows, with the words that its content tells."""
    told = {
        said["image"]: said
        for said in content.get("images", [])
        if said["role"] == ImageRole.BODY
    }
    for uuid, image in images.items():
        said = told.get(uuid, {})
        yield ImageUse(
            image=image,
            alt=said.get("alt", ""),
            caption=said.get("caption", ""),
            credit=said.get("credit", ""),
            printable=said.get("printable", False),
        )


def _is_markdown(data: bytes, revision: dict[str, Any]) -> bool:
    return data == forms.markdown(revision)
