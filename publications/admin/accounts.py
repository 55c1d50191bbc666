"""Accounts of the desk, for administrators. Nobody is deleted: acts name them."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.models import Account

from .kept import language_field
from .lookups import AskedAsShown


class AccountForm(UserChangeForm):
    def clean_person(self):
        """Asked before the database refuses it: two accounts of one person are one
        pair of eyes, also for what was scheduled before."""
        person = self.cleaned_data["person"]
        moved = "person" in self.changed_data
        if moved and workflow.is_needed_by_a_schedule(self.instance):
            raise ValidationError(
                _(
                    "A text that is scheduled was written or approved with this "
                    "account. Please take its schedule back first."
                )
            )
        return person


@admin.register(Account)
class AccountAdmin(AskedAsShown, UserAdmin):
    form = AccountForm
    fieldsets = (
        (None, {"fields": ["username", "password"]}),
        (None, {"fields": ["first_name", "last_name", "email", "person"]}),
        (None, {"fields": ["language", "zone"]}),
        (_("Roles"), {"fields": ["groups", "is_active", "is_staff", "is_superuser"]}),
    )
    add_fieldsets = (
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        (None, {"fields": ["first_name", "last_name", "email", "groups"]}),
    )
    list_filter = ["is_active", "groups"]
    list_display = ["username", "__str__", "email", "is_active", "roles"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    autocomplete_fields = ["person"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return language_field(db_field) or super().formfield_for_dbfield(
            db_field, request, **kwargs
        )

    def save_model(self, request, obj, form, change):
        """Who is deactivated takes the approvals along that aren't used yet."""
        if change and "is_active" in form.changed_data and not obj.is_active:
            workflow.deactivate(obj, by=request.user)
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "is_superuser" in form.base_fields:
            form.base_fields["is_superuser"].help_text = _(
                "Administers accounts and settings. Lets nobody write or release."
            )
        return form

    @admin.display(description=_("roles"))
    def roles(self, account):
        return ", ".join(group.name for group in account.groups.all())


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(AskedAsShown, GroupAdmin):
    """The roles, and groups of an installation's own."""
