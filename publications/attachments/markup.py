"""XML of a stranger, element by element: no entities, no DOCTYPE, nothing is loaded.

A document without a DOCTYPE can't define entities, so neither "billion laughs" nor a
file from elsewhere (XXE) is possible. Expat from the standard library, which keeps no
tree: memory is that of the deepest path.
"""

from collections.abc import Callable, Iterable
from xml.parsers import expat  # nosec B407

from .refusal import Refused

MAX_DEPTH = 500
# Between a namespace and a local name; can't be part of either.
SPACE = " "

Attributes = dict[str, str]
OnStart = Callable[[str, Attributes], None]
OnText = Callable[[str], None]


def read(
    chunks: Iterable[bytes], on_start: OnStart, on_text: OnText | None = None
) -> None:
    """Read a document; names are told as "namespace local". Raises Refused."""
    parser = expat.ParserCreate(namespace_separator=SPACE)
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Refused("xml_deep")
        on_start(name, attributes)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_declared: object) -> None:
        raise Refused("xml_doctype")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if on_text:
        parser.buffer_text = True
        parser.CharacterDataHandler = on_text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("broken") from error


def split(name: str) -> tuple[str, str]:
    """Return the namespace ("" if there is none) and the local name."""
    namespace, _, local = name.rpartition(SPACE)
    return namespace, local
