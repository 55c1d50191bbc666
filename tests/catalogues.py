"""The words of the site in English, as its sources say them, and their catalogues.

    python -m tests.catalogues fr           prints what French lacks, to be translated
    python -m tests.catalogues --desk fr    the same for the desk's own words

Without gettext's own tools: Python's sources are read as syntax trees, templates as
Django turns them into code for xgettext. Tests: tests/test_catalogues.py.
"""

import ast
import functools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import to_locale
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "publications" / "locale"
# What readers, subscribers and whoever gets a letter may be told.
SOURCES = (
    "templates/*.html",
    "templates/publications/*.html",
    "templates/publications/mail/*",
    "publications/feeds/*.py",
    "publications/lists/*.py",
    "publications/models/vocabulary.py",
    "publications/previews.py",
    "publications/rendering/changes.py",
    "publications/rendering/citations/*.py",
    "publications/rendering/footnotes.py",
    "publications/rendering/tables.py",
    "publications/signing.py",
    "publications/templatetags/publications_text.py",
    "publications/views/*.py",
    "publications/workflow/figures.py",
    "publications/workflow/letters.py",
    "publications/workflow/notices.py",
    "publications/workflow/preview_letter.py",
    "publications/workflow/principal.py",
    "publications/zones.py",
)
# Everything that may speak at all: what isn't said to readers is the desk's own.
ALL_SOURCES = ("templates/**/*.*", "publications/**/*.py")
# Said by models that mostly speak to the desk.
BESIDE = ("(no title)", "Scheduled", "Live", "Superseded")

_ONE = {"_", "lazy", "gettext", "gettext_lazy", "gettext_noop"}
_SEVERAL = {"ngettext", "ngettext_lazy"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_IN_TEMPLATE = re.compile(
    r"\b(gettext|_|ngettext|pgettext)\s*\(\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"(?:\s*,\s*u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))*)",
    re.DOTALL,
)


class Said(NamedTuple):
    """Words to translate: singular, plural ("": there is none) and context."""

    words: str
    plural: str = ""
    context: str = ""


@functools.cache
def of_sources() -> set[Said]:
    """Everything that the site may say, in English."""
    found = {Said(words) for words in BESIDE}
    for path in _files(SOURCES):
        # The record's verbs are the desk's.
        found.update(_of_file(path, without="ACTS"))
    return found


@functools.cache
def of_desk() -> dict[Said, str]:
    """What the desk alone says, in English, and a file in which it stands."""
    found = {
        said: str(path.relative_to(ROOT))
        for path in _files(ALL_SOURCES)
        for said in _of_file(path)
    }
    for said in of_sources():
        found.pop(said, None)
    return found


def _files(patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        paths = sorted(path for path in ROOT.glob(pattern) if path.is_file())
        assert paths, pattern
        yield from paths


def _of_file(path: Path, without: str = "") -> Iterator[Said]:
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from _of_python(text, without)
    else:
        yield from _of_template(text)


def _of_python(source: str, without: str = "") -> Iterator[Said]:
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not _assigns(node, without)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            told = [a.value for a in node.args if isinstance(a, ast.Constant)]
            yield from _said(node.func.id, told)


def _assigns(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name


def _of_template(source: str) -> Iterator[Said]:
    for name, listed in _IN_TEMPLATE.findall(templatize(source)):
        yield from _said(name, list(ast.literal_eval(f"({listed},)")))


def _said(function: str, told: list) -> Iterator[Said]:
    if function in _ONE and told and isinstance(told[0], str):
        yield Said(told[0])
    elif function in _SEVERAL and len(told) >= 2:
        yield Said(told[0], told[1])
    elif function in _IN_CONTEXT and len(told) >= 2:
        yield Said(told[1], context=told[0])


def file_of(language: str) -> Path:
    return LOCALE / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(path: Path) -> dict[Said, list[str]]:
    """A .po file's entries: what is said, and each of its forms."""
    entries = {}
    for block in path.read_text("utf-8").split("\n\n"):
        parts = re.split(r"^(msg\w+(?:\[\d\])?) ", block, flags=re.MULTILINE)[1:]
        told = {
            key: "".join(
                ast.literal_eval(line)
                for line in lines.splitlines()
                if line.startswith('"')
            )
            for key, lines in zip(parts[::2], parts[1::2], strict=True)
        }
        forms = [words for key, words in told.items() if key.startswith("msgstr")]
        said = Said(
            told.get("msgid", ""),
            told.get("msgid_plural", ""),
            told.get("msgctxt", ""),
        )
        if said.words:
            assert said not in entries, said
            entries[said] = forms
    return entries


def _stub(said: Said) -> str:
    quoted = {
        "msgctxt": said.context,
        "msgid": said.words,
        "msgid_plural": said.plural,
    }
    lines = [
        '{} "{}"'.format(key, words.replace("\\", "\\\\").replace('"', '\\"'))
        for key, words in quoted.items()
        if words
    ]
    empty = ['msgstr[0] ""', 'msgstr[1] ""'] if said.plural else ['msgstr ""']
    return "\n".join([*lines, *empty])


def main(*arguments: str) -> None:
    *flags, language = arguments
    known = read(file_of(language)) if file_of(language).exists() else {}
    site, desk = of_sources(), of_desk()
    missing = sorted(set(desk if "--desk" in flags else site) - known.keys())
    for said in missing:
        sys.stdout.write(f"#: {desk[said]}\n" if said in desk else "")
        sys.stdout.write(_stub(said) + "\n\n")
    for said in sorted(known.keys() - site - desk.keys()):
        sys.stderr.write(f"No source says this any more: {said.words!r}\n")
    sys.stderr.write(f"{len(missing)} to translate\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
