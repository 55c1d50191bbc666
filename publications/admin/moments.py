"""How the desk asks for a moment: a wall time, its zone, and which where it is two."""

import re
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publications import characters, zones

_WALL = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2}(?:\.\d+)?))?")
# A browser sends the year while it is being typed: 0002, then 0020.
FIRST_YEAR, LAST_YEAR = 1900, 2999


@dataclass(frozen=True)
class When:
    """A moment (UTC), and the wall time and zone in which a person said it."""

    moment: datetime
    wall: str
    zone: str

    def typed(self) -> dict[str, str]:
        """Return what stands in the three fields when this is shown again."""
        which = self.moment.isoformat()
        return {"moment": self.wall, "zone": self.zone, "which": which}


class WallTimeField(forms.Field):
    """A wall time to the minute, without a zone. (Django's own field would read it in
    the mission's, and says nothing of use about one that occurs twice.)"""

    # A step of 60 counts from the value shown: after seconds were typed and refused,
    # the browser would refuse every whole minute.
    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "step": "any"}, format="%Y-%m-%dT%H:%M"
    )
    default_error_messages = {
        "invalid": _("Please give a day and a time, for example 2026-11-26 10:00."),
        "seconds": _("Please give the time to the minute, without seconds."),
        "year": _("Please give a year between %(first)s and %(last)s."),
    }

    def to_python(self, value: str | datetime | None) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        if not (typed := str(value).strip()):
            return None
        found = _WALL.fullmatch(typed)
        if not found:
            raise self._error("invalid")
        day, minute, seconds = found.groups()
        if float(seconds or 0):
            raise self._error("seconds")
        try:
            # Naive on purpose: the zone is asked beside it.
            wall = datetime.strptime(f"{day}T{minute}", "%Y-%m-%dT%H:%M")  # noqa: DTZ007
        except ValueError:
            raise self._error("invalid") from None
        if not FIRST_YEAR <= wall.year <= LAST_YEAR:
            raise self._error("year", first=FIRST_YEAR, last=LAST_YEAR)
        return wall

    def _error(self, code: str, **params: int) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class WhenFields(characters.Form):
    """The three fields, to be inherited by a form (before `ModelForm`).

    Cleaned, `moment` is a `When`, or None where nothing was typed. `readings` are the
    moments which the typed wall time can mean, also of a form that is only shown.
    """

    moment = WallTimeField(
        label=_("Release at"),
        required=False,
        help_text=_("Day and minute, by the clock of the time zone that you choose."),
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("The place whose clock shows that time."),
        choices=zones.offered,
        initial=lambda: settings.TIME_ZONE,
    )
    # Its values are moments, not "first" and "second": a choice that was made for
    # another wall time must not count for this one.
    which = forms.CharField(
        label=_("Which of the two?"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_zone_shown()
        self.readings = self._readings()
        if len(self.readings) == 2:
            self.fields["which"].widget = forms.RadioSelect(choices=self._choices())

    def clean(self):
        cleaned = super().clean()
        wall = self.cleaned_data.get("moment")
        if wall and "zone" in self.cleaned_data:
            zone = self.cleaned_data["zone"] or settings.TIME_ZONE
            self.cleaned_data["moment"] = self._when(wall, zone)
        return cleaned

    def _when(self, wall: datetime, zone: str) -> When | None:
        moments = self.readings
        if not moments:
            self.add_error("moment", _skipped(wall, zone))
            return None
        if len(moments) == 2:
            which = self.cleaned_data.get("which")
            moments = [m for m in moments if m.isoformat() == which]
        if not moments:
            self.add_error("which", _twice(wall, zone))
            return None
        return When(moments[0], wall.isoformat(timespec="minutes"), zone)

    def _offer_zone_shown(self) -> None:
        """A zone that the settings no longer name stays where it stands; otherwise the
        list would fall back to another one, and the wall time would move."""
        stored = self.get_initial_for_field(self.fields["zone"], "zone")
        offered = zones.offered()
        if stored and stored not in dict(offered) and zones.is_known(stored):
            self.fields["zone"].choices = [*offered, (stored, stored)]

    def _readings(self) -> tuple[datetime, ...]:
        self._zone = self._typed("zone") or settings.TIME_ZONE
        try:
            wall = self.fields["moment"].clean(self._typed("moment"))
        except ValidationError:
            return ()
        if not wall or self._zone not in dict(self.fields["zone"].choices):
            return ()
        return zones.moments_of(wall, self._zone)

    def _typed(self, name: str):
        # Asked of the field, since self[name] would keep label and help for good.
        field = self.fields[name]
        if not self.is_bound:
            return self.get_initial_for_field(field, name)
        html_name = self.add_prefix(name)
        return field.widget.value_from_datadict(self.data, self.files, html_name)

    def _choices(self) -> list[tuple[str, str]]:
        labels = (
            _("the first (%(offset)s, %(utc)s)"),
            _("the second (%(offset)s, %(utc)s)"),
        )
        day = zones.wall_of(self.readings[0], self._zone)[:10]
        return [
            (
                moment.isoformat(),
                label
                % {
                    "offset": zones.offset_of(moment, self._zone),
                    "utc": _short(moment, "UTC", day) + " UTC",
                },
            )
            for moment, label in zip(self.readings, labels, strict=True)
        ]


def _skipped(wall: datetime, zone: str) -> ValidationError:
    day = wall.date().isoformat()
    earlier, later = zones.around_gap(wall, zone)
    return ValidationError(
        _(
            "%(wall)s does not exist in %(zone)s: the clocks skip it. %(earlier)s UTC "
            "is %(earlier_there)s there, %(later)s UTC is %(later_there)s there."
        ),
        code="skipped",
        params={
            "wall": wall.isoformat(" ", "minutes"),
            "zone": zone,
            "earlier": _short(earlier, "UTC", day),
            "earlier_there": _short(earlier, zone, day),
            "later": _short(later, "UTC", day),
            "later_there": _short(later, zone, day),
        },
    )


def _twice(wall: datetime, zone: str) -> ValidationError:
    return ValidationError(
        _(
            "%(wall)s comes twice in %(zone)s, because the clocks are set back. "
            "Please choose which of the two is meant."
        ),
        code="twice",
        params={"wall": wall.isoformat(" ", "minutes"), "zone": zone},
    )


def _short(moment: datetime, zone: str, day: str) -> str:
    """The time of day, with the date before it where it isn't that day."""
    date, time = zones.wall_of(moment, zone).split("T")
    return time if date == day else f"{date} {time}"
