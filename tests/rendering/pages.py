"""A body, and what stands in it."""

from publications.rendering import render
from tests.rendering.dom import elements

UUID = "00000000-0000-4000-8000-000000000001"


def body(source, language="en", image=None):
    return render(source, language=language, image=image).html


def one(html, name):
    (found,) = elements(html, name)
    return found


def ids(html):
    return [each.attrib["id"] for each in elements(html) if "id" in each.attrib]
