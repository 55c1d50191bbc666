"""Python started afresh, to see what work costs or to be at it at the same time."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

TAKE_IN = """
import sys
from django.conf import settings
settings.configure(USE_I18N=False)
from publications.images import Refused, take_in
try:
    intake = take_in(sys.stdin.buffer.read(), animated=True)
    print(intake.width, "x", intake.height)
except Refused as refusal:
    print(refusal)
"""
# Not getrusage: its maximum counts what the parent held when it forked.
STATUS = "print(open('/proc/self/status').read())"


def says(code, data=b"", **options):
    """Return what a fresh process prints."""
    run = [sys.executable, "-c", code]
    done = subprocess.run(
        run, input=data, capture_output=True, check=True, cwd=ROOT, **options
    )
    return done.stdout.decode().strip()


def taken_in_elsewhere(data):
    """What a fresh process says to a file, and how many MB it came to need."""
    said = says(TAKE_IN + STATUS, data)
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", said)[1]) // 1024
    return said.splitlines()[0], peak
