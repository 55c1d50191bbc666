"""Topics and series, named in each language of the site."""

from django.contrib import admin

from publications.models import Series, SeriesName, Topic, TopicName

from .kept import InLanguageInline, KeptAdmin


class NameInline(InLanguageInline):
    min_num = 1


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
