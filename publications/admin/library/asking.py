"""What the lists of the library are asked: words, people, days, and what needs care."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publications import characters, clock, zones
from publications.admin import finding
from publications.models import Account, Attachment, Depicted, Image, Person
from publications.rendering.collation import in_order
from publications.rendering.language_names import language_name

from . import care

KNOWN = 300  # events and credits that are offered while typing


class Asked(characters.Form):
    """Nothing at all asks for everything that the person may see."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    # In the order of the page: what stands beside the search, and what is ticked.
    CHOSEN: tuple[str, ...] = ()
    TICKED: tuple[str, ...] = ()

    @property
    def chosen(self):
        return [self[name] for name in self.CHOSEN]

    @property
    def ticked(self):
        return [self[name] for name in self.TICKED]

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked for than words."""
        return any(self[name].value() for name in (*self.CHOSEN, *self.TICKED))


class AskedOfPictures(Asked):
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person in it"), required=False, empty_label="—"
    )
    event = forms.CharField(
        label=_("Event"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "events-known", "autocomplete": "off"}),
    )
    year = forms.TypedChoiceField(
        label=_("Taken in"), required=False, coerce=int, empty_value=None
    )
    credit = forms.CharField(
        label=_("Credit"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "credits-known", "autocomplete": "off"}),
    )
    no_alternative = forms.BooleanField(label=_("No text alternative"), required=False)
    unused = forms.BooleanField(label=_("Not used"), required=False)
    rights = forms.BooleanField(label=_("Rights end soon, or ended"), required=False)
    mine = forms.BooleanField(label=_("Added by me"), required=False)

    CHOSEN = ("person", "event", "year", "credit")
    TICKED = ("no_alternative", "unused", "rights", "mine")

    def __init__(self, data, seen: QuerySet[Image]):
        super().__init__(data, label_suffix="")
        seen = seen.order_by()
        depicted = Depicted.objects.filter(image__in=seen.values("pk"))
        people = Person.objects.filter(pk__in=depicted.values("person"))
        self.fields["person"].queryset = people.by_family().prefetch_related("names")
        days = seen.exclude(taken_on=None).dates("taken_on", "year", order="DESC")
        years = [(day.year, day.year) for day in days]
        self.fields["year"].choices = [("", "—"), *years]
        self.events = _offered(seen.values_list("event", flat=True))
        self.credits = _offered(seen.values_list("words__credit", flat=True))

    def found(self, images: QuerySet[Image], by: Account) -> QuerySet[Image]:
        asked = self.cleaned_data
        images = finding.found(images, asked["q"], finding.OF_PICTURES)
        images = finding.said_of(images, asked["event"], ("event",))
        images = finding.said_of(images, asked["credit"], ("words__credit",))
        if asked["person"]:
            images = images.filter(depicted__person=asked["person"])
        if asked["year"]:
            images = images.filter(taken_on__year=asked["year"])
        if asked["no_alternative"]:
            images = care.lacking_alternative(images, settings.LANGUAGE_CODE)
        if asked["unused"]:
            images = images.unused()
        if asked["rights"]:
            images = care.rights_ending(images, zones.day_of(clock.moment()))
        return images.filter(uploaded_by=by) if asked["mine"] else images


class AskedOfAttachments(Asked):
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    no_transcript = forms.BooleanField(label=_("No transcript"), required=False)
    unused = forms.BooleanField(label=_("Not used"), required=False)
    mine = forms.BooleanField(label=_("Added by me"), required=False)

    CHOSEN = ("kind", "language")
    TICKED = ("no_transcript", "unused", "mine")

    def __init__(self, data, seen: QuerySet[Attachment]):
        super().__init__(data, label_suffix="")
        kinds = _offered(seen.order_by().values_list("extension", flat=True))
        self.fields["kind"].choices = [("", "—"), *((k, k.upper()) for k in kinds)]
        self.fields["language"].choices = [("", "—"), *languages()]

    def found(self, files: QuerySet[Attachment], by: Account) -> QuerySet[Attachment]:
        asked = self.cleaned_data
        files = finding.found(files, asked["q"], finding.OF_ATTACHMENTS)
        chosen = {"extension": asked["kind"], "language": asked["language"]}
        files = files.filter(Q(**{name: v for name, v in chosen.items() if v}))
        if asked["no_transcript"]:
            files = care.lacking_transcript(files)
        if asked["unused"]:
            files = files.unused()
        return files.filter(uploaded_by=by) if asked["mine"] else files


def languages() -> list[tuple[str, str]]:
    """The site's languages, as the person at the desk calls them."""
    return [(code, language_name(code)) for code, _own in settings.LANGUAGES]


def carried(request: HttpRequest) -> str:
    """What was asked, for the addresses of other pages of the list."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _offered(values: QuerySet) -> Iterable[str]:
    known = values.distinct()[:KNOWN]
    return in_order(filter(None, known), get_language())
