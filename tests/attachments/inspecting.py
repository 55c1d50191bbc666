"""Ask the inspectors without a child process: quick, and seen by a debugger."""

import io

from publications.attachments import Refused
from publications.attachments.inspection import inspect
from publications.attachments.intake import recognised


def found(data):
    """What is found out about a file; raises Refused."""
    return inspect(io.BytesIO(data), recognised(data[:1024]))


def refusal(data):
    """Why a file is refused, or None if it is not."""
    try:
        found(data)
    except Refused as refused:
        assert str(refused)  # each has a sentence, with all of its values
        return refused.reason
    return None
