"""What making PDFs needs of the machine: WeasyPrint, an extra, and Pango, which no
wheel brings along."""

import ctypes
from functools import cache
from importlib.util import find_spec

# Whatever else is needed comes with these. As the linkers of Linux, macOS and Windows
# know them.
LIBRARIES = {
    "libpango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "libpangoft2": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
    ),
}


@cache
def lacking() -> str:
    """Name what keeps this machine from making PDFs; "" where nothing does.

    WeasyPrint itself isn't loaded: it takes half a second, and tells what it misses on
    standard output.
    """
    if find_spec("weasyprint") is None:
        return "WeasyPrint"
    missing = (name for name, files in LIBRARIES.items() if not _is_there(files))
    return next(missing, "")


def _is_there(files: tuple[str, ...]) -> bool:
    for file in files:
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False
