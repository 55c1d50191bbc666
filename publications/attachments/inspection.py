"""Which inspector looks at what, and what becomes of a file that breaks its parser."""

import io
import zipfile
from typing import BinaryIO

from . import audio, docx, odt, pdf
from .archive import Archive
from .findings import Findings
from .refusal import Refused


def inspect(file: BinaryIO, claimed: str) -> Findings:
    """Find out whether a file is what it claims to be. Raises Refused, nothing else.

    Unbounded in memory and time: to be called by a child process.
    """
    try:
        if claimed == "zip":
            return _office(file)
        # ZIP is read from its end, so a ZIP may hide behind anything.
        if zipfile.is_zipfile(file):
            raise Refused("hidden_zip")
        file.seek(0)
        return pdf.inspect(file) if claimed == "pdf" else audio.inspect(file, claimed)
    except Refused:
        raise
    except (MemoryError, RecursionError) as error:
        raise Refused("too_heavy") from error
    except Exception as error:  # parsers fail in many ways on a broken file
        raise Refused("broken") from error


def _office(file: BinaryIO) -> Findings:
    archive = Archive(io.BytesIO(file.read()))
    is_odt, is_docx = "mimetype" in archive.names, docx.TYPES in archive.names
    if is_odt == is_docx:  # neither, or both at once
        raise Refused("zip_unknown")
    return odt.inspect(archive) if is_odt else docx.inspect(archive)
