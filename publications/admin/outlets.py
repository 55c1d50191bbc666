"""Outlets: each known once, by all of its names."""

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publications import characters
from publications.models import Outlet, OutletSpelling, Placement
from publications.rendering.collation import in_order
from publications.rendering.names import folded

from .kept import Helped, KeptAdmin, SideBySideInline, visible
from .words_typed import NOT_ON_THE_WEB


class OutletForm(characters.ModelForm):
    """`seen`: the outlets that the person at the desk may know of."""

    seen = Outlet.objects.none()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "url" in self.fields:
            self.fields["url"].error_messages["invalid"] = NOT_ON_THE_WEB

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not folded(name):
            raise forms.ValidationError(_("Please give the outlet's name."))
        refuse_known(name, self.instance.pk, self.seen)
        return name


class SpellingForm(characters.ModelForm):
    seen = Outlet.objects.none()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "spelling" in self.fields:
            # In Django's tables a column's heading is nobody's label.
            self.fields["spelling"].widget.attrs["aria-label"] = _("Other spelling")

    def clean_spelling(self):
        spelling = " ".join(self.cleaned_data["spelling"].split())
        if not folded(spelling):
            raise forms.ValidationError(_("Please give a name of the outlet."))
        refuse_known(spelling, self.instance.outlet_id, self.seen)
        return spelling


class SpellingFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """No spelling twice, whatever case and accents: the database has it once."""
        super().clean()
        told = set()
        for form in self.forms:
            spelling = getattr(form, "cleaned_data", {}).get("spelling")
            if not spelling or form in self.deleted_forms:
                continue
            if folded(spelling) in told:
                form.add_error("spelling", _("This spelling stands above already."))
            told.add(folded(spelling))


def refuse_known(name: str, outlet_pk: int | None, seen) -> None:
    """Ask back where another outlet is called so; name it to who may see it."""
    other = Outlet.objects.called(name).exclude(pk=outlet_pk).first()
    if other is None:
        return
    if seen.filter(pk=other.pk).exists():
        raise forms.ValidationError(
            _(
                "“%(name)s” is the name of an outlet that is known already: "
                "“%(other)s”. Is it the same one? Then add other spellings there; "
                "otherwise say which one this is, for example by its town."
            )
            % {"name": name, "other": other}
        )
    raise forms.ValidationError(_("Another outlet is known by this name already."))


class SpellingInline(Helped, SideBySideInline):
    helps = {
        "spelling": gettext_lazy("As others write the name: it is found and known so.")
    }
    model = OutletSpelling
    form = SpellingForm
    formset = SpellingFormSet
    extra = 1

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        made.form.seen = OutletAdmin.seen_by(request)
        return made

    def has_delete_permission(self, request, obj=None):
        """What was spelt wrongly is named nowhere, and may go."""
        return self.has_change_permission(request, obj)


class CountryFilter(admin.SimpleListFilter):
    """Django's own would offer a link without a name for outlets of no country."""

    title = gettext_lazy("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        outlets = model_admin.get_queryset(request).exclude(country="")
        countries = outlets.order_by().values_list("country", flat=True).distinct()
        return [(each, each) for each in in_order(countries, get_language())]

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


@admin.register(Outlet)
class OutletAdmin(KeptAdmin):
    form = OutletForm
    fields = ["name", "slug", "url", "country"]
    helps = {
        "name": gettext_lazy("As the outlet writes it; readers are told it so."),
        "slug": gettext_lazy("The last part of its page: /en/outlets/…/"),
        "url": gettext_lazy("Its first page; readers are led there."),
        "country": gettext_lazy("Where it appears; placements are counted by it."),
    }
    inlines = [SpellingInline]
    list_display = ["name", "country", "url"]
    list_filter = [CountryFilter]
    search_fields = ["name", "spellings__spelling"]
    search_help_text = gettext_lazy("A name or another spelling")
    prepopulated_fields = {"slug": ["name"]}

    def get_form(self, request, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change=change, **kwargs)
        made.seen = self.seen_by(request)
        return made

    @staticmethod
    def seen_by(request):
        """Without those known from drafts alone that the person may not see."""
        placed = Placement.objects.filter(outlet=OuterRef("pk"))
        seen = placed.filter(
            publication__in=visible(request).values("text__publication")
        )
        return Outlet.objects.filter(~Exists(placed) | Exists(seen))

    def get_queryset(self, request):
        return self.seen_by(request).order_by("name")

    def get_search_results(self, request, queryset, search_term):
        """Also by the form in which names are compared: "news az" finds News.Az."""
        found, has_duplicates = super().get_search_results(
            request, queryset, search_term
        )
        if form := folded(search_term):
            by_form = queryset.filter(folded__contains=form)
            by_form |= queryset.filter(spellings__folded__contains=form)
            found, has_duplicates = found | by_form, True
        return found, has_duplicates
