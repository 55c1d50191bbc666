"""HTTP for the worker, and nothing else: one address, one answer."""

from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector


def plain_http() -> OpenerDirector:
    """Without the usual handlers nothing is redirected, nothing goes by a proxy, and an
    error is an answer like any other."""
    opener = OpenerDirector()
    opener.add_handler(HTTPHandler())
    opener.add_handler(HTTPSHandler())
    return opener
