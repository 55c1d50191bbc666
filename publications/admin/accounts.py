"""Accounts of the desk, for administrators. Nobody is deleted: acts name them."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from publications import characters, clock, workflow
from publications.identity import factors, letters, sessions
from publications.models import Account
from publications.workflow import alerts, record

from .kept import Helped
from .lookups import AskedAsShown
from .signing_in.history import history_of
from .signing_in.links import on_record, send_link

ADMINISTRATOR = _("Administrator of accounts")
OF_ROLES = {"groups", "is_active", "is_staff", "is_superuser", "email"}


class RoleFilter(admin.RelatedFieldListFilter):
    """By role, as people call it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title, self.empty_value_display = _("role"), _("none of these")

    def field_choices(self, field, request, model_admin):
        return [(g.pk, workflow.role_name(g)) for g in Group.objects.order_by("name")]


class NewAccountForm(characters.ModelForm):
    """An account without a password: whoever it is for chooses one, by a link."""

    class Meta:
        model = Account
        fields = ("username", "email", "first_name", "last_name", "groups")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


NAMED = _("Acts of this account stand on the record under this name.")


class AccountForm(characters.Fit, UserChangeForm):
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


class PasswordForm(characters.Fit, AdminPasswordChangeForm):
    """Django's, which says what somebody without a password signs in by: here."""

    usable_password_help_text = _(
        "Without one the account signs in by a passkey or by single sign-on alone."
    )


@admin.register(Account)
class AccountAdmin(Helped, AskedAsShown, UserAdmin):
    form = AccountForm
    change_password_form = PasswordForm
    helps = {
        "first_name": NAMED,
        "last_name": NAMED,
        "email": _("Mail about texts goes to this address."),
    }
    fieldsets = (
        (None, {"fields": ["username", "password"]}),
        (None, {"fields": ["first_name", "last_name", "email", "person"]}),
        (None, {"fields": ["language", "zone"]}),
        (_("Roles"), {"fields": ["groups", "is_active", "is_staff", "is_superuser"]}),
    )
    add_form = NewAccountForm
    add_form_template = "admin/change_form.html"
    change_form_template = "publications/desk/signing_in/account.html"
    add_fieldsets = (
        (
            None,
            {
                "fields": ["username", "email"],
                "description": _(
                    "A link to choose a password goes to the address. Until it is "
                    "used, nobody signs in to the account."
                ),
            },
        ),
        (None, {"fields": ["first_name", "last_name", "groups"]}),
    )
    # A handful of roles to tick: Django's two lists have no names for screen readers.
    filter_horizontal = ()
    list_filter = ["is_active", ("groups", RoleFilter)]
    list_display = ["username", "called", "email", "is_active", "roles"]
    show_facets = admin.ShowFacets.NEVER

    autocomplete_fields = ["person"]

    class Media:
        js = ("publications/desk/named_choice.js",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "groups":
            field.label_from_instance = workflow.role_name
        return field

    def save_model(self, request, obj, form, change):
        """Who is deactivated takes the approvals along that aren't used yet."""
        if change and "is_active" in form.changed_data and not obj.is_active:
            workflow.deactivate(obj, by=request.user)
        super().save_model(request, obj, form, change)
        if not change:
            send_link(request, obj)
        elif "email" in form.changed_data:
            # Both hear of it: whoever loses the account's mail, and who gets it.
            both = [form.initial["email"], obj.email]
            letters.send(obj, "address_changed", to=both)

    def save_related(self, request, form, formsets, change):
        """Who has other roles now signs in anew: what the session knew is of before.
        The record says what was changed, and the roles there are; no address."""
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            on_record(
                "change_account",
                request,
                form.instance,
                changed=sorted(form.changed_data),
                roles=sorted(form.instance.groups.values_list("name", flat=True)),
            )
        if change and OF_ROLES & set(form.changed_data):
            sessions.end_all(request, form.instance)

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        """Django's page; whoever was signed in with the old password no longer is."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            account = Account.objects.get(pk=id)
            sessions.end_all(request, account)
            on_record("set_password", request, account)
            letters.send(account, "password_changed")
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        account = Account.objects.filter(
            pk=object_id if object_id.isdecimal() else 0
        ).first()
        told = {
            "account": account,
            "has_factor": account is not None and factors.has_any(account),
        }
        context = {**(extra_context or {}), **told}
        return super().change_view(request, object_id, form_url, context)

    def history_view(self, request, object_id, extra_context=None):
        """What administrators did to it, from the record, the latest first."""
        account = get_object_or_404(
            Account, pk=object_id if object_id.isdecimal() else 0
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "account": account,
            "entries": history_of(account),
        }
        template = "publications/desk/signing_in/account_history.html"
        return TemplateResponse(request, template, context)

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
        named = [workflow.role_name(group) for group in account.groups.all()]
        if account.is_superuser:
            named.append(str(ADMINISTRATOR))
        return ", ".join(named) or _("No role")

    @admin.display(description=_("name"), ordering="first_name")
    def called(self, account):
        return str(account)

    def changelist_view(self, request, extra_context=None):
        extra = {"title": _("Accounts"), **(extra_context or {})}
        return super().changelist_view(request, extra)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(AskedAsShown, GroupAdmin):
    """The roles, and groups of an installation's own."""

    list_display = ["called"]
    actions = None
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        """What a role may is on the record; and whoever watches hears of more."""
        before = {each.codename for each in form.initial.get("permissions", ())}
        super().save_related(request, form, formsets, change)
        if not form.changed_data:
            return
        now = {each.codename for each in form.cleaned_data["permissions"]}
        at, role = clock.database_now(), form.instance.name
        rights = sorted(now)
        record.enter("change_role", by=request.user, at=at, role=role, rights=rights)
        if factors.APPROVING_OR_RELEASING & (now - before):
            alerts.alert("new_rights", at, role)

    @admin.display(description=_("name"), ordering="name")
    def called(self, group):
        return workflow.role_name(group)
