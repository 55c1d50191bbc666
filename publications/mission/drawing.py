"""An SVG that is nothing but a drawing: no script, nothing from elsewhere, no movement.

Expat of the standard library, element by element. Entities can't be defined, so that a
small file stays one. Tests: tests/mission/test_emblem.py.
"""

import math
import re
from xml.parsers import expat  # nosec B407

SPACE = " "  # between a namespace and a local name
SVG = "http://www.w3.org/2000/svg"
DEEPEST = 200
# Elements that run, move, hold other documents or speak of other addresses.
# fmt: off
NEVER = {
    "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas",
    "handler", "listener", "a", "animate", "animatecolor", "animatemotion",
    "animatetransform", "discard", "set",
}
# fmt: on
# Within the drawing itself, or a picture that it carries along.
_INSIDE = re.compile(r"\s*(#|data:image/(png|jpeg|gif|webp);base64,)", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"@import|\\|image-set|(?:url|src)\s*\(\s*['\"]?\s*(?![#'\"\s])", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {"pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}


def size_of_drawing(data: bytes) -> tuple[float, float]:
    """Width and height of the drawing; ValueError ends the sentence "the file …"."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=SPACE)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.EntityDeclHandler = reader.entity
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError("is no SVG that opens.") from error
    return _size(reader.root)


class _Reader:
    """What the parser meets, refused where it is more than a drawing."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.open: list[str] = []
        self.styles = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(SPACE)
        if not self.open:
            if (namespace, local) != (SVG, "svg"):
                raise ValueError("is no SVG that opens.")
            self.root = attributes
        self.open.append(local.lower())
        if len(self.open) > DEEPEST:
            raise ValueError("is nested too deeply.")
        if local.lower() in NEVER:
            raise ValueError(f"holds <{local}>: save it as a plain drawing.")
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(SPACE)[2].lower(), value)

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on"):
            raise ValueError(f"holds a script ({name}): save it as a plain drawing.")
        if name in ("href", "src", "base") and not _INSIDE.match(value):
            raise ValueError(f"refers to something outside it: {value[:60]}")
        if name != "href" and _ELSEWHERE.search(value):
            raise ValueError(f"refers to something outside it: {value[:60]}")

    def end(self, _name: str) -> None:
        # Once it is whole: a comment may part a word, for us alone.
        if self.open.pop() == "style" and _ELSEWHERE.search(self.styles):
            raise ValueError("has styles that refer to something outside it.")

    def text(self, words: str) -> None:
        if "style" in self.open:
            self.styles += words

    def doctype(self, _name, _system, _public, has_declarations: int) -> None:
        if has_declarations:
            raise ValueError("declares entities: save it as a plain drawing.")

    def entity(self, *_declared: object) -> None:
        raise ValueError("declares entities: save it as a plain drawing.")

    def instruction(self, target: str, _data: str) -> None:
        raise ValueError(f"holds <?{target}?>: save it as a plain drawing.")


def _size(root: dict[str, str]) -> tuple[float, float]:
    """As a browser takes it: width and height, else those of the viewBox."""
    box = [_number(part) for part in re.split(r"[\s,]+", root.get("viewBox", ""))[2:]]
    width, height = _number(root.get("width", "")), _number(root.get("height", ""))
    if len(box) == 2 and all(box):
        ratio = box[0] / box[1]
        width, height = width or height * ratio or box[0], height or width / ratio
        height = height or box[1]
    if not (width and height):
        raise ValueError("says neither a viewBox nor a width and a height.")
    return width, height


def _number(said: str) -> float:
    """A length in pixels; 0 where there is none, or one that depends on the page."""
    found = _LENGTH.fullmatch(said)
    number = float(found[1]) * _PIXELS.get(found[2], 1) if found else 0
    return number if math.isfinite(number) and number < 1e6 else 0
