"""The posts that people hold: class, capacity, states, dates as far as known.

Classes of heads of mission: Vienna Convention on Diplomatic Relations (1961), Art. 14;
several receiving states: Art. 5. Consuls: Vienna Convention on Consular Relations
(1963), Art. 9.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publications.partial_dates import PartialDate

from .people import Person
from .vocabulary import Leads, PostCapacity, Precision, Rank


class AppointmentQuerySet(models.QuerySet):
    def on(self, day: date):
        """Posts held on this day, as far as their dates are known."""
        return self.filter(
            Q(begins_on=None) | Q(begins_on__lte=day),
            Q(ends_on=None) | Q(ends_on__gte=day),
        )

    def leading(self, day: date):
        """Posts whose holders lead the mission on this day (the mission's calendar)."""
        return self.on(day).exclude(leads="")


def _precision() -> models.CharField:
    return models.CharField(
        max_length=5, choices=Precision, default=Precision.DAY, editable=False
    )


class Appointment(models.Model):
    """A post held by a person from a day to a day.

    Where only a month or a year is known, `begins_on` is its first day and `ends_on`
    its last, with the precision beside it.
    """

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=_("person"),
    )
    rank = models.CharField(_("class"), max_length=15, choices=Rank, blank=True)
    rank_in_words = models.CharField(
        _("class in words"),
        max_length=100,
        blank=True,
        help_text=_("For other posts, e.g. “Permanent observer”."),
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=10,
        choices=PostCapacity,
        default=PostCapacity.FULL,
    )
    sending_state = models.CharField(_("sending state"), max_length=150, blank=True)
    ordinal = models.PositiveSmallIntegerField(
        _("ordinal"),
        null=True,
        blank=True,
        help_text=_("10 for the tenth ambassador."),
    )
    leads = models.CharField(
        _("leads the mission"),
        max_length=10,
        choices=Leads,
        blank=True,
        help_text=_("Who may approve as head of mission while the post is held."),
    )
    begins_on = models.DateField(_("appointed"), null=True, blank=True)
    begins_precision = _precision()
    arrived_on = models.DateField(_("arrived"), null=True, blank=True)
    arrived_precision = _precision()
    ends_on = models.DateField(_("ended"), null=True, blank=True)
    ends_precision = _precision()

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

    @property
    def begins(self) -> PartialDate | None:
        return self.begins_on and PartialDate(self.begins_on, self.begins_precision)

    @property
    def arrived(self) -> PartialDate | None:
        return self.arrived_on and PartialDate(self.arrived_on, self.arrived_precision)

    @property
    def ends(self) -> PartialDate | None:
        return self.ends_on and PartialDate(self.ends_on, self.ends_precision)

    @property
    def class_name(self) -> str:
        """The class in words: its own where it is none of the Convention's."""
        return self.rank_in_words or (self.get_rank_display() if self.rank else "")

    def is_held_on(self, day: date) -> bool:
        """Whether the post was held that day, as far as its dates are known."""
        return (self.begins_on is None or self.begins_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


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


class Accreditation(models.Model):
    """A state or organisation that an appointment is accredited to (Art. 5), and when
    the credentials were presented there (Art. 13)."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="accreditations"
    )
    receiving_state = models.CharField(_("receiving state"), max_length=150)
    credentials_on = models.DateField(_("credentials presented"), null=True, blank=True)
    credentials_precision = _precision()

    class Meta:
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "receiving_state"],
                name="a_state_is_told_once_per_appointment",
            )
        ]

    def __str__(self) -> str:
        return self.receiving_state

    @property
    def credentials(self) -> PartialDate | None:
        return self.credentials_on and PartialDate(
            self.credentials_on, self.credentials_precision
        )
