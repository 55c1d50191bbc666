"""What the person at the desk may do, asked of the database once a request."""

from django.http import HttpRequest

from publications import workflow


def may(request: HttpRequest, act: str) -> bool:
    """Whether one of the person's roles covers the act; superusers have no more."""
    if not hasattr(request, "desk_permissions"):
        request.desk_permissions = workflow.permissions_of(request.user)
    return act in request.desk_permissions
