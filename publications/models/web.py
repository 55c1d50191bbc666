"""Addresses of the web: http and https alone, promised by form and database."""

from django.core.validators import URLValidator
from django.db.models import Q

web_address = URLValidator(schemes=["http", "https"])


def is_web_address(field: str) -> Q:
    """Return the condition of a constraint: an http(s) address, or none."""
    return (
        Q(**{field: ""})
        | Q(**{f"{field}__istartswith": "https://"})
        | Q(**{f"{field}__istartswith": "http://"})
    )
