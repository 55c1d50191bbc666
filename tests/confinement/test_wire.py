"""A message arrives whole or not at all."""

import pytest

from publications.confinement import framed, unframed


@pytest.mark.parametrize("parts", [[], [b""], [b"a\0\n", b"", b"b" * 70_000]])
def test_what_was_sent_arrives(parts):
    head, arrived = unframed(b"".join(framed({"width": 3, "name": "é"}, *parts)))
    assert head == {"width": 3, "name": "é"}
    assert arrived == parts


@pytest.mark.parametrize("length", [0, 3, 4, 10, -1])
def test_what_was_cut_off_does_not(length):
    message = b"".join(framed({"width": 3}, b"abc"))
    with pytest.raises(ValueError):
        unframed(message[:length])


def test_what_hangs_behind_does_not():
    with pytest.raises(ValueError, match="cut off"):
        unframed(b"".join(framed({}, b"abc")) + b"d")
