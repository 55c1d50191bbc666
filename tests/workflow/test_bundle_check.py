"""What every kind of damage to a bundle is answered with, where the list of digests is
as it was and where it was made anew."""

import json
import re
from pathlib import Path

import pytest

from publications.models import AuditEntry, Edition, Publication
from publications.workflow.export import forms
from tests import factories
from tests.bundles import eventful, exported, faults, name_of, packed, unpacked

pytestmark = pytest.mark.django_db

OTHER = "b" * 64


@pytest.fixture
def edition() -> Edition:
    return eventful()


@pytest.fixture
def files(edition) -> dict[str, bytes]:
    return unpacked(exported(edition))


def changed(files: dict[str, bytes], name: str, change) -> list[str]:
    """What is found after `change(facts)` of one JSON file, all digests made anew."""
    facts = json.loads(files[name])
    change(facts)
    return faults(packed({**files, name: forms.written(facts)}))


def acted(files: dict[str, bytes], change) -> list[str]:
    """What is found after `change(entries)` of the acts, all digests made anew."""
    entries = [json.loads(line) for line in files["acts.jsonl"].splitlines()]
    change(entries)
    acts = b"".join(forms.line(entry) for entry in entries)
    return faults(packed({**files, "acts.jsonl": acts}))


# --- Damage: every kind of file, every byte that is looked at


def test_any_byte_changed_in_any_file_is_found_out(files):
    kinds = {re.sub(r"[0-9a-f-]{36}|\d", "", name): name for name in files}
    assert len(kinds) >= 10
    for name in kinds.values():
        data = files[name]
        for place in {0, len(data) // 3, len(data) // 2, len(data) - 1}:
            bent = bytearray(data)
            bent[place] ^= 1
            found = faults(packed({**files, name: bytes(bent)}, sums=False))
            assert found, (name, place)


def test_any_byte_changed_in_a_text_is_found_out_with_a_list_made_anew(files):
    """Of revisions and acts; what no hash covers is in the manifest and in facts."""
    for ending in ("revision-1.html", "revision-1.md", "revision-1.json"):
        name = name_of(files, ending)
        for place in range(0, len(files[name]), 41):
            bent = bytearray(files[name])
            bent[place] ^= 1
            assert faults(packed({**files, name: bytes(bent)})), (name, place)


def test_any_byte_changed_in_the_acts_is_found_out_with_a_list_made_anew(files):
    acts = files["acts.jsonl"]
    for place in range(0, len(acts), 37):
        bent = bytearray(acts)
        bent[place] ^= 1
        assert faults(packed({**files, "acts.jsonl": bytes(bent)})), place


def test_a_bundle_that_is_cut_or_bent_anywhere_is_refused_or_says_the_same(edition):
    """A byte that the ZIP format leaves to chance may change; no text may."""
    data = exported(edition)
    whole = unpacked(data)
    for place in range(0, len(data), 53):
        bent = bytearray(data)
        bent[place] ^= 0xFF
        if not faults(bytes(bent)):
            assert unpacked(bytes(bent)) == whole, place
    for length in (0, 1, 21, 22, len(data) // 2, len(data) - 1):
        assert faults(data[:length])


def test_a_missing_and_a_further_file_are_named(files):
    for name in files:
        less = {other: data for other, data in files.items() if other != name}
        assert faults(packed(less, sums=False)), name
        if name != "SHA256SUMS":
            assert f"{name} is missing." in faults(packed(less)), name
    more = name_of(files, "revision-1.md").replace("-1.md", "-7.md")
    assert f"{more} is not listed in SHA256SUMS." in faults(
        packed({**files, more: b"More."}, sums=False)
    )
    assert faults(packed({**files, more: b"More."})) == [
        f"{more} belongs to nothing in the bundle."
    ]


def test_a_file_on_the_list_alone_is_named(files):
    sums = files["SHA256SUMS"] + f"{OTHER}  media/none.png\n".encode()
    assert faults(packed({**files, "SHA256SUMS": sums}, sums=False)) == [
        "media/none.png is listed in SHA256SUMS, but missing."
    ]


def test_an_entry_changed_taken_away_repeated_or_moved_is_found_out(files):
    def rename(entries):
        entries[2]["actor_name"] = "Nobody"

    def rename_with_its_hash(entries):
        rename(entries)
        entries[2]["hash"] = AuditEntry.hash_of(entries[2])

    def move(entries):
        entries[3], entries[4] = entries[4], entries[3]

    def repeat(entries):
        entries.insert(3, entries[3])

    def borrow(entries):
        entries[-1]["publication"] = "00000000-0000-4000-8000-000000000000"
        entries[-1]["hash"] = AuditEntry.hash_of(entries[-1])

    assert any("was changed after it was written" in f for f in acted(files, rename))
    found = acted(files, rename_with_its_hash)
    assert any("does not follow the entry before it" in f for f in found)
    assert any("stands behind entry" in f for f in acted(files, move))
    assert any("stands behind entry" in f for f in acted(files, repeat))
    assert any("is another publication's" in f for f in acted(files, borrow))


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("create", "is not on the record"),
        ("save", "is not on the record"),
        ("approve", "has an approval by Rhea"),
        ("release", "is released, but no entry says so"),
        ("translate", "is not on the record"),
    ],
)
def test_what_an_entry_vouches_for_needs_that_entry(files, act, sentence):
    def drop(entries):
        entries[:] = [entry for entry in entries if entry["act"] != act]

    assert any(sentence in fault for fault in acted(files, drop))


def test_a_refused_act_vouches_for_nothing(files):
    def refuse(entries):
        for entry in entries:
            if entry["act"] == "save":
                entry["act"] = "refused"

    assert any("is not on the record" in fault for fault in acted(files, refuse))


def test_the_end_of_the_record_must_fit(files):
    def shorten(facts):
        facts["head"]["sequence"] = 3

    def bend(facts):
        facts["head"]["hash"] = OTHER

    for change in (shorten, bend):
        assert changed(files, "manifest.json", change) == [
            "manifest.json names an end of the record that doesn't fit."
        ]


def test_another_format_is_not_guessed_at(files):
    found = changed(files, "manifest.json", lambda facts: facts.update(format=5))
    known = "This bundle has format 5; this program checks formats 1, 2, 3, 4."
    assert found == [known]


def test_facts_that_a_digest_or_the_record_knows_cannot_be_changed(files):
    edition = name_of(files, "edition.json")
    revision = name_of(files, "revision-1.json")

    def approve_other(facts):
        facts["approvals"][0]["digest"] = OTHER

    def approve_as_another(facts):
        facts["approvals"][0]["approver"] += 1

    def hide_release(facts):
        facts["live_from"] = None

    def release_earlier(facts):
        facts["live_from"] = "2001-01-01T00:00:00.000000+00:00"

    def take_down(facts):
        facts["withdrawals"].append(
            {
                "outcome": "retracted",
                "reason": "error",
                "public_note": "",
                "private_note": "",
                "replacement": None,
                "entered_at": "2001-01-01T00:00:00.000000+00:00",
                "entered_by": "",
            }
        )

    for name, change, sentence in (
        (edition, approve_other, "an approval of a text that it never had"),
        (edition, approve_as_another, "but no entry says so of that person"),
        (edition, hide_release, "was released on the record, but is not stored so"),
        (edition, release_earlier, "released for another moment"),
        (edition, take_down, "is taken down (retracted), but no entry says so"),
        (edition, lambda f: f.update(revisions=[]), "not the text that was released"),
        (edition, lambda f: f.update(uuid="x"), "is another edition's"),
        (revision, lambda f: f.update(number=2), "is another revision's"),
        (revision, lambda f: f.update(images=["x"]), "shows a picture that is not in"),
        (revision, lambda f: f.update(digest=OTHER), "its digest doesn't fit"),
        (revision, lambda f: f["content"].update(body="No."), "its digest doesn't fit"),
    ):
        found = changed(files, name, change)
        assert any(sentence in fault for fault in found), sentence


def test_an_edition_left_out_with_its_files_is_missed(files):
    publication = json.loads(files["publication.json"])
    uuid = publication["texts"][1]["editions"].pop()
    less = {name: data for name, data in files.items() if uuid not in name}
    less["publication.json"] = forms.written(publication)
    assert faults(packed(less)) == [
        f"The record acts on an edition that is not here: {uuid}."
    ]


def test_a_text_that_was_taken_down_says_so_as_the_record_does(edition):
    decided = factories.decided("retracted")
    factories.do("withdraw", edition, "petra", decided=decided)
    files = unpacked(exported(edition))
    assert not faults(packed(files))
    name = f"{forms.folder('en', edition.uuid)}edition.json"
    found = changed(files, name, lambda facts: facts.update(withdrawals=[]))
    assert any("was taken down on the record" in fault for fault in found)


def test_an_image_that_is_not_the_stored_one_is_found_out(files):
    name = name_of(files, "", "media/")
    found = faults(packed({**files, name: files[name] + b"!"}))
    assert found == [f"{name} is not the picture that was stored."]


def test_a_member_that_no_export_writes_is_refused(files):
    name = name_of(files, "revision-1.json")
    doubled = files[name].replace(b'{\n "banner"', b'{\n "banner": [],\n "banner"', 1)
    assert doubled != files[name]
    for data in (
        doubled,
        files[name] + b"\n",
        b"[" * 100_000,
        b"\xff",
        b"{}\n",
        b"1" * 9_000,
    ):
        assert f"{name} is not as an export writes it." in faults(
            packed({**files, name: data})
        )


def test_a_copy_that_is_not_the_kept_one_is_found_out(files):
    name = name_of(files, "", "copies/")
    found = faults(packed({**files, name: files[name] + b"!"}))
    assert found == [f"{name} is not the copy that was kept."]


def test_a_copy_needs_its_entry_and_an_entry_its_copy(files):
    def drop(entries):
        entries[:] = [entry for entry in entries if entry["act"] != "keep_copy"]

    assert any("is not on the record as it is stored" in f for f in acted(files, drop))

    def forget(facts):
        for placement in facts["placements"]:
            placement["copies"] = []

    found = changed(files, "publication.json", forget)
    assert any("was kept on the record, but is not there" in f for f in found)
    assert any("belongs to nothing" in fault for fault in found)


def test_a_bundle_of_format_1_is_still_checked():
    """Made by the program as it was before format 2, and by its renderer: of a
    document, what that made is believed, its frame is not."""
    data = (Path(__file__).parent / "bundle-format-1.zip").read_bytes()
    files = unpacked(data)
    assert json.loads(files["manifest.json"])["format"] == 1
    assert faults(data) == []
    for ending, word in (
        ("revision-1.html", b"<h1>"),
        ("revision-1.md", b"First"),
        ("revision-1.json", b"First"),
    ):
        name = name_of(files, ending)
        bent = files[name].replace(word, b"Last!", 1)
        assert bent != files[name] and faults(packed({**files, name: bent})), name


def test_no_format_passes_for_another(files):
    as_1 = changed(files, "manifest.json", lambda facts: facts.update(format=1))
    assert as_1 == ["publication.json is not as an export writes it."]
    data = (Path(__file__).parent / "bundle-format-1.zip").read_bytes()
    as_2 = changed(
        unpacked(data), "manifest.json", lambda facts: facts.update(format=2)
    )
    assert as_2 == ["publication.json is not as an export writes it."]


@pytest.mark.parametrize("name", ["event", "fidelity", "issuer"])
def test_what_a_digest_covers_is_told_even_where_it_says_nothing(files, name):
    where = name_of(files, "revision-1.json")
    found = changed(files, where, lambda facts: facts["content"].pop(name))
    assert f"{where} is not as an export writes it." in found


def test_publications_do_not_mix():
    first, second = factories.released(), factories.released()
    assert Publication.objects.count() == 2
    one, other = unpacked(exported(first)), unpacked(exported(second))
    assert not {n for n in one if "edition-" in n} & set(other)
    mixed = {**one, "acts.jsonl": other["acts.jsonl"]}
    assert any("is another publication's" in fault for fault in faults(packed(mixed)))
