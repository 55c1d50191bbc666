"""What the child does to itself first, and what it writes."""

import io
import json
import subprocess
import sys

from publications.attachments import child, confined

from .samples import odt, pdf


def test_what_was_found_is_a_line_and_the_cleaned_file():
    line, end, cleaned = child.answer(io.BytesIO(odt()), "zip")
    told = json.loads(line)
    assert end == b"\n"
    assert told["extension"] == "odt"
    assert told["length"] == len(cleaned) > 0
    assert b"\n" not in line


def test_why_a_file_is_refused_is_a_line():
    line, _end = child.answer(io.BytesIO(pdf()[:300]), "pdf")
    assert json.loads(line) == {"refused": "truncated", "values": {}}


CONFINED = """
import resource
from publications.attachments.child import FILES, confine
confine(200 * 2**20, 2, FILES)
names = ("AS", "CPU", "CORE", "FSIZE", "NOFILE")
print([resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in names])
"""


def test_memory_time_and_files_are_bounded_for_good():
    ran = subprocess.run(
        [sys.executable, "-P", "-c", CONFINED],
        env=confined.ENVIRONMENT,
        capture_output=True,
        check=True,
    )
    bounds = eval(ran.stdout)
    assert bounds[0] == (200 * 2**20,) * 2
    assert 2 <= bounds[1][0] <= 4
    assert bounds[2:] == [(0, 0), (0, 0), (child.FILES,) * 2]


def test_a_child_without_room_for_an_answer_says_so_by_its_code():
    command = [sys.executable, "-P", "-m", "publications.attachments.child"]
    ran = subprocess.run(
        [*command, "no-such-kind", str(confined.MEMORY), "2"],
        stdin=subprocess.DEVNULL,
        env=confined.ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode in (0, child.OVERWHELMED)
