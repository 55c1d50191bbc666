"""Filters of the list of texts: fields of one plain form, all in the address."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from publications import clock, site_languages, zones
from publications.models import (
    STATES,
    Byline,
    Edition,
    Kind,
    Outlet,
    Person,
    Placement,
    Publication,
    Stage,
    Topic,
)

from . import turns
from .finding import said_of


class Choice(admin.SimpleListFilter):
    """A list to choose from."""

    input_type = ""
    is_usual = False


class Typed(Choice):
    """A field to type in, where there may be thousands to choose from."""

    input_type = "search"

    def lookups(self, request, model_admin):
        return ()

    def has_output(self):
        return True

    def value(self):
        return (super().value() or "").strip()


class MineFilter(Choice):
    """What this person wrote, reviews, or is to act upon."""

    title = _("whose")
    parameter_name = "mine"
    is_usual = True

    def lookups(self, request, model_admin):
        return [
            ("any", _("Mine")),
            ("wrote", _("I wrote it")),
            ("reviewing", _("I am reviewing it")),
            ("waits", _("Waits for me")),
        ]

    def queryset(self, request, queryset):
        asked = {
            "wrote": turns.written_by,
            "reviewing": self._reviewed,
            "waits": self._waiting,
        }
        if self.value() == "any":
            # By ids, found one by one: joined, all texts would be looked at.
            sought = [each(request.user) for each in asked.values()]
            return queryset.filter(pk__in=sought[0].union(*sought[1:]))
        if self.value() in asked:
            return queryset.filter(pk__in=asked[self.value()](request.user))
        return queryset

    @staticmethod
    def _reviewed(account) -> QuerySet:
        reviewed = Edition.objects.filter(reviewing_by=account)
        return reviewed.filter(stage=Stage.IN_REVIEW).values("pk")

    @staticmethod
    def _waiting(account) -> QuerySet:
        waiting = Edition.objects.filter(turns.waits_for(account, clock.moment()))
        return waiting.values("pk")


class KindFilter(Choice):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return Kind.choices

    def queryset(self, request, queryset):
        if self.value() in Kind.values:
            return queryset.of_kind(self.value())
        return queryset


class LanguageFilter(Choice):
    title = _("language")
    parameter_name = "language"
    is_usual = True

    def lookups(self, request, model_admin):
        return [(code, site_languages.name_of(code)) for code, _n in settings.LANGUAGES]

    def queryset(self, request, queryset):
        if self.value():
            return queryset.filter(text__language=self.value())
        return queryset


class StateFilter(Choice):
    title = _("state")
    parameter_name = "state"
    is_usual = True

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, queryset):
        return self.having(queryset, self.value(), clock.moment())

    @staticmethod
    def having(editions: QuerySet, state: str | None, at: datetime) -> QuerySet:
        return editions.in_state(state, at) if state in STATES else editions


class CareFilter(Choice):
    """What somebody must see to."""

    title = _("needs care")
    parameter_name = "care"

    def lookups(self, request, model_admin):
        return [
            ("emergency", _("Emergency release not yet approved")),
            ("behind", _("Behind its original")),
            ("limited", _("Limited circle")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "emergency":
            return queryset.unchecked_emergencies()
        if self.value() == "behind":
            return queryset.with_a_text_begun_anew().behind_original(clock.moment())
        if self.value() == "limited":
            limited = Publication.objects.filter(limited=True)
            return queryset.filter(text__publication__in=limited)
        return queryset


class SignatoryFilter(Typed):
    title = _("signed by")
    parameter_name = "signatory"

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        columns = ("names__folded", "spellings__folded")
        people = said_of(Person.objects.all(), self.value(), columns)
        signed = Byline.objects.filter(person__in=people.values("pk"))
        return queryset.filter(revision__in=signed.order_by().values("revision"))


class OutletFilter(Typed):
    title = _("appeared in")
    parameter_name = "outlet"

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        columns = ("folded", "spellings__folded")
        outlets = said_of(Outlet.objects.all(), self.value(), columns)
        placed = Placement.objects.filter(outlet__in=outlets.values("pk"))
        return queryset.filter(
            text__publication__in=placed.order_by().values("publication")
        )


class TopicFilter(Typed):
    title = _("topic")
    parameter_name = "topic"

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        topics = said_of(Topic.objects.all(), self.value(), ("names__name",))
        filed = Topic.publications.through.objects.filter(topic__in=topics.values("pk"))
        return queryset.filter(text__publication__in=filed.values("publication"))


class DayFilter(Typed):
    """Of what is or was public, and of what is scheduled, the day of its release; of
    anything else the day of its last save. Days are the mission's."""

    input_type = "date"
    lookup, days = "", 0

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        try:
            day = date.fromisoformat(self.value()) + timedelta(days=self.days)
            bound = zones.beginning_of(day)
        except (ValueError, OverflowError):
            return queryset.none()
        if not 1800 < day.year < 2200:  # what every database can compare
            return queryset.none()
        released = {f"live_from__{self.lookup}": bound}
        saved = {f"revision__saved_at__{self.lookup}": bound}
        return queryset.filter(Q(**released) | Q(live_from=None, **saved))


class SinceFilter(DayFilter):
    title = _("public or saved from")
    parameter_name = "since"
    lookup = "gte"


class UntilFilter(DayFilter):
    title = _("public or saved until")
    parameter_name = "until"
    lookup, days = "lt", 1
