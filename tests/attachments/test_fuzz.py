"""Whatever the bytes, a file is taken in or refused: nothing else is raised."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publications.attachments import Refused, intake

from .inspecting import found
from .samples import docx, m4a, mp3, odt, opus, pdf

GOOD = [pdf(), odt(), docx(), mp3(1), opus(1), m4a(1)]
BEGINNINGS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"OggS\0\2",
    b"ID3\4\0\0",
    b"\xff\xfb\x18",
]
BEGINNINGS.append(b"\0\0\0\x10ftypM4A \0\0\0\0")

fuzzed = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def let_in_or_refused(data):
    try:
        told = found(data)
    except Refused as refused:
        assert str(refused)
    else:
        assert told.extension in intake.MIMES


@fuzzed
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=500))
@example(b"", b"\0")
def test_random_bytes(beginning, rest):
    let_in_or_refused(beginning + rest)


@pytest.mark.parametrize("good", GOOD, ids=intake.MIMES)
@fuzzed
@given(data=st.data())
def test_good_files_with_some_bytes_changed(good, data):
    changed = bytearray(good)
    for _number in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(good) - 1))
        changed[place] = data.draw(st.integers(0, 255))
    let_in_or_refused(bytes(changed))


@pytest.mark.parametrize("good", GOOD, ids=intake.MIMES)
@fuzzed
@given(data=st.data())
def test_good_files_with_a_piece_cut_out_or_put_in(good, data):
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, len(good)))
    let_in_or_refused(good[:start] + data.draw(st.binary(max_size=20)) + good[end:])
