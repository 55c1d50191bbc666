"""What didn't come along is told in sentences, one or several."""

import pytest

from publications.importing.documents import left_out


@pytest.mark.parametrize("what", left_out.SENTENCES)
def test_one_and_several_have_their_words(what):
    (one,) = left_out.told({what: 1})
    (several,) = left_out.told({what: 7})
    assert "%" not in one + several
    assert "7" in several or one == several


def test_nothing_left_out_is_nothing_to_say():
    assert left_out.told({"comments": 0}) == []
