"""Who signs: persons, their names per language, the posts they hold."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .vocabulary import Leads


class Person(models.Model):
    """Somebody who signs. Not a user account."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("The last part of the person's page: /en/people/…/"),
    )
    # Entered by administrators alone: whoever reads mail there can approve.
    approval_email = models.EmailField(
        _("address for approvals"),
        blank=True,
        help_text=_("Where links for approving without an account are sent."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]

    def __str__(self) -> str:
        names = list(self.names.all())
        return names[0].display if names else self.slug

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])


class PersonName(models.Model):
    """A person's name as one language writes it; the first is the one for lists."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="names", verbose_name=_("person")
    )
    language = models.CharField(_("language"), max_length=15)
    honorific = models.CharField(_("honorific"), max_length=50, blank=True)
    display = models.CharField(
        _("name"), max_length=200, help_text=_("As it is printed, without honorific.")
    )
    family = models.CharField(_("family name"), max_length=100, blank=True)
    given = models.CharField(_("given name"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"], name="one_name_per_person_and_language"
            )
        ]
        # "Which person is called this?", asked by the importer and the desk.
        indexes = [models.Index(fields=["display"])]

    def __str__(self) -> str:
        return self.display


class AppointmentQuerySet(models.QuerySet):
    def leading(self, day: date):
        """Posts whose holders lead the mission on this day (the mission's calendar)."""
        return self.filter(
            Q(begins_on=None) | Q(begins_on__lte=day),
            Q(ends_on=None) | Q(ends_on__gte=day),
        ).exclude(leads="")


class Appointment(models.Model):
    """A post held by a person from a day to a day."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=_("person"),
    )
    leads = models.CharField(
        _("leads the mission"),
        max_length=10,
        choices=Leads,
        blank=True,
        help_text=_("Who may approve as head of mission while the post is held."),
    )
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-begins_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=F("begins_on")),
                name="appointment_ends_after_it_begins",
                violation_error_message=_("An appointment can't end before it begins."),
            )
        ]

    def __str__(self) -> str:
        titles = list(self.titles.all())
        return titles[0].title if titles else str(_("Appointment"))


class AppointmentTitle(models.Model):
    """The full diplomatic title of an appointment in one language."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="titles"
    )
    language = models.CharField(_("language"), max_length=15)
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "language"],
                name="one_title_per_appointment_and_language",
            )
        ]

    def __str__(self) -> str:
        return self.title
