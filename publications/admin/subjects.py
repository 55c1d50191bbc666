"""Topics and series, named in each language of the site."""

from django import forms
from django.contrib import admin

from publications.models import Series, SeriesName, Topic, TopicName

from .kept import InLanguageInline, KeptAdmin
from .words_typed import refuse_unfit


class NameForm(forms.ModelForm):
    """Names stand in feeds, which some characters would break."""

    def clean(self):
        super().clean()
        refuse_unfit(self)


class NameInline(InLanguageInline):
    form = NameForm
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
