"""What the person at the desk may do, asked of the database once a request."""

from django.http import HttpRequest

from publications import workflow

from .lookups import AskedAsShown


def may(request: HttpRequest, act: str) -> bool:
    """Whether one of the person's roles covers the act; superusers have no more."""
    if not hasattr(request, "desk_permissions"):
        request.desk_permissions = workflow.permissions_of(request.user)
    return act in request.desk_permissions


class ByRole(AskedAsShown):
    """Pages of the desk whose doors are acts of the roles, any one of which is enough.
    Nothing is deleted here. Goes before ModelAdmin among the bases."""

    look: tuple[str, ...] = ("read",)
    change: tuple[str, ...] = ()
    add: tuple[str, ...] = ()

    def has_module_permission(self, request):
        return any(may(request, act) for act in self.look)

    def has_view_permission(self, request, obj=None):
        return any(may(request, act) for act in self.look)

    def has_change_permission(self, request, obj=None):
        return any(may(request, act) for act in self.change)

    def has_add_permission(self, request):
        return any(may(request, act) for act in self.add)

    def has_delete_permission(self, request, obj=None):
        return False
