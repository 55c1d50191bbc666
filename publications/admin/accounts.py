"""Accounts of the desk, for administrators. Nobody is deleted: acts name them."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from publications.models import Account


@admin.register(Account)
class AccountAdmin(UserAdmin):
    list_display = ["username", "__str__", "email", "is_active", "roles"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="")
    def roles(self, account):
        return ", ".join(group.name for group in account.groups.all())
