"""One PDF in a process that can't take the machine down.

Started by `confined`, which reads and writes it: `python -m publications.paper.child
<bytes of memory> <seconds>`. It knows no Django settings and none of the secrets in
its parent's environment; what a page names, it has been given or doesn't get.
"""

import base64
import json
import logging
import mimetypes
import os
import sys
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from publications.confinement import confine

# Fonts, one after the other, and modules that are loaded late.
FILES = 64
# Pages of the site go first.
NICE = 10
# Its words are told to the parent: what a reader would miss in the PDF.
WEASYPRINT = "weasyprint"


class Given(URLFetcher):
    """Opens what it was given, by full address: no network, and no file of the
    machine, whatever a page asks for."""

    def __init__(self, files: dict[str, bytes]):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in self.files:
            raise ValueError("not a file of this text")
        kind, _ = mimetypes.guess_type(url)
        told = {"Content-Type": kind} if kind else {}
        return URLFetcherResponse(url, self.files[url], told)


def laid_out(asked: dict[str, Any]) -> bytes:
    """Return the page as a tagged PDF (ISO 14289-1, PDF/UA)."""
    files = {name: base64.b64decode(data) for name, data in asked["files"].items()}
    given = Given(files)
    page = HTML(string=asked["html"], base_url=asked["address"], url_fetcher=given)
    _let_decoration_be(page)
    style = CSS(string=asked["style"], base_url=asked["address"], url_fetcher=given)
    return page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True)


def _let_decoration_be(page: HTML) -> None:
    """Keep pictures that say nothing from being announced as figures: WeasyPrint tags
    every <img> as one, with or without an alternative, an <embed> as nothing."""
    for element in page.etree_element.iter("img"):
        if not element.get("alt"):
            element.tag = "embed"


if __name__ == "__main__":
    logging.getLogger(WEASYPRINT).handlers = [logging.StreamHandler(sys.stderr)]
    confine(int(sys.argv[1]), int(sys.argv[2]), FILES)
    os.nice(NICE)
    try:
        pdf = laid_out(json.loads(sys.stdin.buffer.read()))
    except Exception as error:  # noqa: BLE001 (the parent raises it as Failed)
        sys.exit(repr(error)[:500])
    sys.stdout.buffer.write(pdf)
