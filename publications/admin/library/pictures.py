"""Pictures at the desk: the library's list, one picture's page, and ways between."""

from collections.abc import Iterator
from contextlib import suppress

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import clock, images, renditions, workflow, zones
from publications.admin import finding, taking_in
from publications.admin.kept import Bounded
from publications.admin.media_fields import PICTURES
from publications.admin.partial_dates import PartialDateField, PartialDates
from publications.admin.permissions import may
from publications.models import Edition, Image, ImageWords

from . import asking, care, describing, replacing, uses
from .adding_pages import LibraryAdmin
from .depicted import DepictedInline
from .wording import ImageWordsForm

PER_PAGE = 48
CENTRE = gettext_lazy("What is there stays in sight wherever the picture is cropped.")
SHOWN = 960  # pixels; the widest size that the page of a picture shows


class PictureForm(PartialDates):
    PARTIAL = {"taken_on": "taken_precision"}

    taken_on = PartialDateField(label=gettext_lazy("Taken on"))

    class Meta:
        model = Image
        fields = ["name", "event", "taken_on", "focus_x", "focus_y"]
        help_texts = {
            "name": gettext_lazy("By which it is found at the desk."),
            "event": gettext_lazy("The occasion; pictures are found by it, too."),
            "focus_x": CENTRE,
            "focus_y": CENTRE,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for name in {"focus_x", "focus_y"} & set(self.fields):
            self.fields[name].widget.attrs.update(min=0, max=100, step=1)


class WordsInEachLanguage(forms.BaseInlineFormSet):
    """One form for each of the site's languages, whether anything is said or not."""

    def by_language(self) -> list[ImageWordsForm]:
        """The site's own language first."""
        order = [settings.LANGUAGE_CODE, *dict(settings.LANGUAGES)]
        known = [form for form in self.forms if form.written_in in order]
        return sorted(known, key=lambda form: order.index(form.written_in))


class WordsInline(Bounded, admin.StackedInline):
    model = ImageWords
    form = ImageWordsForm
    formset = WordsInEachLanguage
    template = "publications/desk/library/words.html"
    can_delete = False

    def get_extra(self, request, obj=None, **kwargs):
        return len(missing_languages(obj))

    def get_max_num(self, request, obj=None, **kwargs):
        # Words of a language that the site no longer has stay, too.
        stored = obj.words.count() if obj else 0
        return len(missing_languages(obj)) + stored

    def has_view_permission(self, request, obj=None):
        return may(request, "view_imagewords")

    def has_change_permission(self, request, obj=None):
        return may(request, "change_imagewords")

    has_add_permission = has_change_permission


@admin.register(Image)
class PictureAdmin(LibraryAdmin):
    form = PictureForm
    inlines = [WordsInline, DepictedInline]
    upload_name = "picture_upload"
    add_template = "publications/desk/library/add_pictures.html"
    change_form_template = "admin/publications/image/change_form.html"
    largest = images.MAX_BYTES

    @property
    def media(self):
        names = ("thumbnails", "library")
        return super().media + Media(
            css={"all": ["publications/desk/library.css"]},
            js=[Script(f"publications/desk/{name}.js", defer=True) for name in names],
        )

    def get_queryset(self, request):
        return finding.pictures(request)

    def get_urls(self):
        door = self.admin_site.admin_view

        def describe(request):
            return describing.describe(self, request)

        replace = door(replacing.address_of_view(self))
        return [
            path("describe/", door(describe), name="picture_describe"),
            path("<int:pk>/replace/", replace, name="picture_replace"),
            *super().get_urls(),
        ]

    # --- The list -------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """A grid: pictures are known by sight."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        seen = self.get_queryset(request)
        form = asking.AskedOfPictures(request.GET, seen)
        found = form.found(seen, request.user) if form.is_valid() else seen.none()
        paginator = Paginator(care.with_care(found), PER_PAGE)
        page = paginator.get_page(request.GET.get("page"))
        today = zones.day_of(clock.moment())
        told = [(image, list(care.of_picture(image, today))) for image in page]
        undescribed = [i for i, badges in told if "no-alternative" in dict(badges)]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Pictures"),
            "opts": self.opts,
            "form": form,
            "page": page,
            "told": told,
            "asked": asking.carried(request),
            "describe": undescribed and describing.address(undescribed),
            "has_add_permission": self.has_add_permission(request),
            "preserved_filters": self.get_preserved_filters(request),
        }
        return TemplateResponse(
            request,
            "publications/desk/library/pictures.html",
            context,
            status=200 if form.is_valid() else 400,
        )

    # --- Adding ---------------------------------------------------------------------

    def take(self, request):
        def taken(file):
            image = taking_in.picture(file, by=request.user)
            # Made here, where each file waits its turn: a page of thirty pictures that
            # were never shown asks for more at once than is made at once.
            with suppress(renditions.NotReady):
                renditions.ready(image, "thumb", "webp")
            return image

        return taken

    def add_title(self):
        return _("Add pictures")

    def told_when_adding(self, request, added):
        pictures = [result.media for result in added if result.address]
        return {
            "accept": PICTURES,
            "describe": pictures and describing.address(pictures),
        }

    # --- The page of one --------------------------------------------------------------

    def get_formset_kwargs(self, request, obj, inline, prefix):
        more = {}
        if isinstance(inline, WordsInline):
            more["initial"] = [{"language": code} for code in missing_languages(obj)]
        return {**super().get_formset_kwargs(request, obj, inline, prefix), **more}

    def render_change_form(self, request, context, *args, **kwargs):
        image = kwargs["obj"]
        replaced_by = list(image.replaced_by.order_by("pk"))
        shown = _shown(image)
        context.update(
            title=_("Picture"),
            shown=shown,
            shown_url=image.rendition_url(shown.name, shown.extension),
            card_url=image.rendition_url("card", "jpg"),
            where=uses.of_picture(request, image),
            replaced_by=[(i, self.address_of(request, i)) for i in replaced_by],
            replaces=image.replaces,
            replaces_address=image.replaces
            and self.address_of(request, image.replaces),
            to_change=list(_to_change(request, image, replaced_by)),
            **self.told_on_page(image),
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        """The row first: it is held against whoever makes a crop just now."""
        super().save_model(request, obj, form, change)
        if {"focus_x", "focus_y"} & set(form.changed_data):
            renditions.forget_crops(obj)

    # --- Removing -------------------------------------------------------------------

    def why_stays(self, stored):
        if stored.uses.exists():
            return _("A text uses it, or did: it stays.")
        if stored.portrait_of.exists():
            return _("It is somebody's portrait: it stays.")
        if stored.replaced_by.exists():
            return _("Another took its place: it stays.")
        return ""

    def delete_model(self, request, obj):
        workflow.remove_picture(obj, by=request.user)


def _to_change(
    request: HttpRequest, image: Image, replaced_by: list[Image]
) -> Iterator[tuple[Image, Image, list[Edition]]]:
    """An old picture, what took its place, and the texts in work that show the old."""
    pairs = [(image.replaces, image)] if image.replaces else []
    pairs += [(image, newer) for newer in replaced_by[-1:]]
    for old, new in pairs:
        if drafts := list(uses.open_drafts(request, old)):
            yield old, new, drafts


def missing_languages(image: Image | None) -> list[str]:
    """Those in which nothing is said of a picture yet."""
    said = {words.language for words in image.words.all()} if image else set()
    return [code for code, _name in settings.LANGUAGES if code not in said]


def _shown(image: Image) -> images.Rendition:
    """The size in which its own page shows it."""
    sizes = images.renditions_of(image.width, image.height, image.extension)
    whole = [s for s in sizes if s.name.isdigit() and s.extension == "webp"]
    return max((s for s in whole if s.width <= SHOWN), key=lambda size: size.width)
