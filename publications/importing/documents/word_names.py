"""Names in WordprocessingML (ISO 29500-1), transitional and strict, without their
namespaces: each stands for the same in both."""

from xml.etree.ElementTree import Element  # nosec B405 - nothing is read here

OFF = ("0", "false", "none", "off")


def local_of(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def like(element: Element, local: str) -> str:
    """A name in the same namespace."""
    return element.tag.rpartition("}")[0] + "}" + local if "}" in element.tag else local


def child_of(element: Element | None, local: str) -> Element | None:
    if element is None:
        return None
    return next((child for child in element if local_of(child) == local), None)


def value_of(element: Element | None, name: str = "val") -> str:
    """An attribute by its local name; "" where there is none."""
    if element is None:
        return ""
    found = (v for k, v in element.attrib.items() if k.rpartition("}")[2] == name)
    return next(found, "")


def is_on(element: Element | None) -> bool:
    """Whether a property that is either on or off is on (17.17.4)."""
    return element is not None and value_of(element).lower() not in OFF
