"""What texts have in common: topics and series, named per language."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """A topic or a series: has names, and a page once a text of it is live."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("The last part of its page's address, in all languages."),
    )

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        names = list(self.names.all())
        return names[0].name if names else self.slug


class SubjectName(models.Model):
    """What a subject is called in one language; the first is the one for lists."""

    language = models.CharField(_("language"), max_length=15)
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True, max_length=1000)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Topic(Subject):
    """What texts are about."""

    class Meta(Subject.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class TopicName(SubjectName):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")

    class Meta(SubjectName.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "language"], name="one_name_per_topic_and_language"
            )
        ]


class Series(Subject):
    """Texts that belong together and follow one another."""

    class Meta(Subject.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])


class SeriesName(SubjectName):
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="names")

    class Meta(SubjectName.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "language"], name="one_name_per_series_and_language"
            )
        ]
