"""Topics and series, named in each language of the site."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from publications.models import Series, SeriesName, Topic, TopicName

from .kept import InLanguageInline, KeptAdmin


class NameInline(InLanguageInline):
    min_num = 1
    helps = {
        **InLanguageInline.helps,
        "name": gettext_lazy("As readers of this language find it."),
        "description": gettext_lazy("Stands on its page; search engines show it, too."),
    }


class TopicNameInline(NameInline):
    model = TopicName


class SeriesNameInline(NameInline):
    model = SeriesName


class SubjectAdmin(KeptAdmin):
    list_display = ["__str__", "slug"]
    search_fields = ["names__name", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")


@admin.register(Topic)
class TopicAdmin(SubjectAdmin):
    inlines = [TopicNameInline]


@admin.register(Series)
class SeriesAdmin(SubjectAdmin):
    inlines = [SeriesNameInline]
