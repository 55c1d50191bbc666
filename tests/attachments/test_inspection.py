"""Whatever becomes of a parser, a file is taken in or refused."""

import io

import pytest

from publications.attachments import Refused, inspection

from .samples import mp3, pdf


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (MemoryError(), "too_heavy"),
        (RecursionError(), "too_heavy"),
        (ZeroDivisionError(), "broken"),
        (Refused("film"), "film"),
    ],
)
def test_an_error_of_a_parser_refuses_the_file(monkeypatch, error, why):
    def broken(*_arguments):
        raise error

    monkeypatch.setattr(inspection.pdf, "inspect", broken)
    with pytest.raises(Refused) as refused:
        inspection.inspect(io.BytesIO(pdf()), "pdf")
    assert refused.value.reason == why


def test_a_zip_may_not_hide_behind_anything():
    for data, claimed in ((pdf(), "pdf"), (mp3(), "mp3")):
        zip_end = b"PK\x05\x06" + bytes(18)
        with pytest.raises(Refused) as refused:
            inspection.inspect(io.BytesIO(data + zip_end), claimed)
        assert refused.value.reason == "hidden_zip"
