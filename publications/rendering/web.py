"""Addresses that people entered: only those of the web are ever made links."""


def web_link(address: str) -> str:
    """The address if it is one of the web, else "": nothing else is made a link."""
    is_web = address.lower().startswith(("https://", "http://"))
    return address if is_web else ""
