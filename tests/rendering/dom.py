"""Reading HTML as a browser does, for what the renderer lets out."""

import re

import html5lib

from publications.rendering.sanitise import ELEMENTS

GOOD_SCHEMES = {"http", "https", "mailto", "tel"}
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster"}
IDS = re.compile(r"h-[^\s]+|fn-[0-9]+|fnref-[0-9]+(-[0-9]+)?")


def parsed(html):
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def elements(html, name=None):
    """Every element, or every one of that name, in the order of the document."""
    found = [each for each in parsed(html).iter() if each.tag != "DOCUMENT_FRAGMENT"]
    return [each for each in found if name is None or each.tag == name]


def words(html):
    """What stands on the page."""
    return "".join(parsed(html).itertext())


def scheme(address):
    """The scheme as a browser reads it (WHATWG URL): controls and space are dropped."""
    address = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", address)
    return found[1].lower() if found else ""


def faults(html):
    """What must never leave: elements and attributes outside the list, addresses that
    run or fetch something, ids that a script or a form could trip over."""
    found = []
    for element in elements(html):
        tag = str(element.tag)
        if tag not in ELEMENTS:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            allowed = ELEMENTS.get(tag, {}).keys() | ELEMENTS["*"].keys()
            if name not in allowed or name.startswith("on") or name == "style":
                found.append(f"{tag} {name}")
            if name in ADDRESSES and scheme(value) not in GOOD_SCHEMES | {""}:
                found.append(f"{tag} {name}={value}")
            if name in ADDRESSES and re.match(r"\s*[/\\][/\\]", value):
                found.append(f"{tag} {name}={value}")
            if name == "id" and not IDS.fullmatch(value):
                found.append(f"{tag} id={value}")
    return found
