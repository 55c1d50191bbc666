"""Facts that the desk keeps: mended, never deleted; who may see and change them."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, URLField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publications import characters, clock, workflow
from publications.models import Byline, Edition

from .language_field import LanguageField
from .lookups import AskedAsShown
from .permissions import may
from .words_typed import look_alikes_in


class Helped:
    """Goes before ModelAdmin and inlines among the bases. `helps`: what is said of a
    field to whoever fills it in, where its model says nothing."""

    helps: dict[str, str] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.helps:
            kwargs["help_text"] = self.helps[db_field.name]
        chosen = language_field(db_field, kwargs.get("help_text", ""))
        return chosen or super().formfield_for_dbfield(db_field, request, **kwargs)


class KeptAdmin(Helped, AskedAsShown, admin.ModelAdmin):
    """What released texts may name is mended, never deleted."""

    view_on_site = False
    # Whether saving goes on the record here; a placement's act does so itself.
    is_noted = True

    # Asked of the roles, never of is_superuser.

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return may(request, f"view_{self.opts.model_name}")

    def has_add_permission(self, request):
        return may(request, f"add_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        return may(request, f"change_{self.opts.model_name}")

    def has_delete_permission(self, request, obj=None):
        return False

    def save_related(self, request, form, formsets, change):
        """Once all that belongs to the fact is stored, the record tells of it."""
        super().save_related(request, form, formsets, change)
        if self.is_noted:
            workflow.note_kept(form.instance, by=request.user)
        for typed in (form, *(each for formset in formsets for each in formset.forms)):
            for found in look_alikes_in(typed):
                messages.warning(request, found)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def visible(request):
    return Edition.objects.visible_to(request.user, clock.moment())


def known_to(request, people):
    """Without those known from drafts alone that the person at the desk may not see."""
    signed = Byline.objects.filter(person=OuterRef("pk"))
    seen = signed.filter(revision__edition__in=visible(request))
    return people.filter(~Exists(signed) | Exists(seen))


def language_field(db_field, help_text: str = "") -> forms.ChoiceField | None:
    """A choice of the site's languages for a field that holds a code, else None."""
    if db_field.name != "language":
        return None
    return LanguageField(
        label=capfirst(db_field.verbose_name),
        required=not db_field.blank,
        empty=True,
        help_text=help_text or db_field.help_text,
    )


class Bounded:
    """Goes before inlines among the bases: more rows than these are refused in words,
    and none of them is looked at."""

    max_num = 100

    def get_formset(self, request, obj=None, **kwargs):
        # Whatever number of rows a request names, no more are made than show that it is
        # too many.
        most = self.get_max_num(request, obj) + 1
        bounds = {"validate_max": True, "absolute_max": most}
        return super().get_formset(request, obj, **bounds, **kwargs)


class SideBySideInline(Bounded, admin.StackedInline):
    """What belongs to a fact: its fields beside each other, each with its help below,
    which a table of Django's tells to a mouse alone."""

    def get_fieldsets(self, request, obj=None):
        fields = self.get_fields(request, obj)
        together = any(isinstance(each, tuple) for each in fields)
        return [(None, {"fields": fields if together else [tuple(fields)]})]


class InLanguageInline(Helped, SideBySideInline):
    form = characters.ModelForm
    extra = 0
    helps = {"language": _("In texts and pages of this language it is said so.")}


class AdministratorsToo(KeptAdmin):
    """Administrators enter who leads the mission, and the addresses for approvals."""

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser or super().has_change_permission(request, obj)

    def has_add_permission(self, request):
        return request.user.is_superuser or super().has_add_permission(request)
