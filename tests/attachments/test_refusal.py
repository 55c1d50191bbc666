"""Each reason has a sentence, and each sentence a reason."""

import re
from pathlib import Path

from publications import attachments
from publications.attachments.refusal import SENTENCES, Refused

ROOM = Path(attachments.__file__).parent


def test_each_sentence_is_used_and_each_reason_has_one():
    code = "".join(
        path.read_text() for path in ROOM.glob("*.py") if path.name != "refusal.py"
    )
    quoted = set(re.findall(r'"([a-z0-9_]+)"', code))
    assert set(SENTENCES) <= quoted
    assert set(re.findall(r'Refused\(\s*"(\w+)"', code)) <= set(SENTENCES)


def test_a_sentence_is_filled_with_values_whatever_they_hold():
    told = str(Refused("bad_link", name="100% %(size)d %s"))
    assert "“100% %(size)d %s”" in told
