"""Lists of live texts: which texts, under what heading, at which address."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import site_languages
from publications.models import (
    Edition,
    Kind,
    Outlet,
    Person,
    PersonName,
    Series,
    SeriesName,
    Topic,
    TopicName,
    Withdrawal,
)
from publications.rendering.searching import normal, read

from .forms import FeedAddress, feed_path, feeds_at
from .marks import Asked, Mark, carried_by, in_series, on_topics, signed_by, weighed
from .mixing import nearest
from .naming import in_language
from .periods import Period, that_have_some

LONGEST = 200  # characters that a search is subscribed to by


@dataclass(frozen=True)
class TextList:
    """A list as it is at one moment.

    `language` ("": all), `kind`, `mark` and `period` are the only things in which lists
    differ, so that pages, feeds and notices in feeds hold texts of the same list.
    """

    at: datetime
    route: str
    heading: str = ""
    language: str = ""
    kind: Kind | None = None
    mark: Mark | Asked | None = None
    # Of the archive; it has no feed.
    period: Period | None = None
    # Whom or what the list is about, with the name in the page's language.
    subject: Person | Topic | Series | Outlet | None = None
    name: PersonName | TopicName | SeriesName | None = None
    # What is searched for, which its addresses say.
    asked: str = ""

    def editions(self, *, mixed: bool = False) -> QuerySet[Edition]:
        """`mixed`: as its page shows it where settings say so, with texts that have no
        version in the list's language. Feeds stay in one."""
        mixed = mixed and self.may_be_mixed
        listed = Edition.objects.listed(self.at)
        if self.kind:
            listed = listed.filter(kind=self.kind)
        if self.period:
            listed = self.period.of(listed)
        if mixed:
            listed = listed.filter(nearest(self.language, self.at))
        if self.mark:
            return self.mark.on(listed, "" if mixed else self.language)
        return listed if mixed else listed.filter(language=self.language)

    @property
    def may_be_mixed(self) -> bool:
        """Never in a language that isn't offered: it has only what is there."""
        return settings.LISTS_SHOW_OTHER_LANGUAGES and site_languages.is_offered(
            self.language
        )

    def is_there_in(self, language: str) -> bool:
        """Whether a page of the list has a right to be in this language: in an offered
        one always, in another where a text of it stays."""
        if site_languages.is_offered(language):
            return True
        return self.editions().filter(language=language).exists()

    def languages(self) -> set[str] | None:
        """In which of the languages that are offered this list has texts; None where it
        is in all of them."""
        if not self.language or self.may_be_mixed:
            return None
        if self.period is None and self.mark is None:
            return None
        offered = [code for code, _name in settings.LANGUAGES]
        asked = {code: replace(self, language=code).editions() for code in offered}
        return set(that_have_some(asked, self.at))

    def taken_down(self) -> QuerySet[Withdrawal]:
        """What withdrawals say now of texts that this list would hold.

        Asked by the text's language: by the edition's, SQLite would walk all of a list.
        """
        found = Withdrawal.objects.in_force(self.at)
        if self.kind:
            found = found.filter(edition__kind=self.kind)
        if self.language:
            found = found.filter(edition__text__language=self.language)
        return self.mark.on_withdrawals(found) if self.mark else found

    @property
    def args(self) -> list[str]:
        if self.period:
            return self.period.args
        return [self.subject.slug] if self.subject else []

    @property
    def path(self) -> str:
        return self._asking(reverse(self.route, args=self.args))

    def feed_path(self, form: str) -> str:
        return self._asking(feed_path(self.route, form, self.args))

    @property
    def feeds(self) -> list[FeedAddress]:
        feeds = feeds_at(self.route, self.args)
        return [feed._replace(path=self._asking(feed.path)) for feed in feeds]

    def _asking(self, path: str) -> str:
        return f"{path}?{urlencode({'q': self.asked})}" if self.asked else path

    @property
    def description(self) -> str:
        return getattr(self.name, "description", "")


def home(at: datetime, language: str) -> TextList:
    return TextList(at, "home", language=language)


def of_corrections(at: datetime, language: str) -> TextList:
    """What the page and the feed of corrections are called, and where they are; what
    they hold, `corrections` says."""
    return TextList(at, "corrections", _("Corrections"), language=language)


def of_kind(at: datetime, language: str, kind: Kind) -> TextList:
    route = f"kind-{kind.path}"
    return TextList(at, route, str(kind.plural), language=language, kind=kind)


def of_search(at: datetime, language: str, typed: str) -> TextList:
    """What a search finds in a language; 404 where nothing is asked, or too much."""
    query, asked = read(typed), normal(typed)
    if not query or len(typed) > LONGEST:
        raise Http404
    heading = _("Search for “%(words)s”") % {"words": asked}
    return TextList(
        at, "search", heading, language=language, mark=Asked(query), asked=asked
    )


def of_topic(at: datetime, language: str, slug: str) -> TextList:
    topic = _called(Topic, slug)
    mark = weighed(on_topics([topic.pk]))
    return _about(topic, language, TextList(at, "topic", language=language, mark=mark))


def of_series(at: datetime, language: str, slug: str) -> TextList:
    series = _called(Series, slug)
    mark = weighed(in_series(series.pk))
    found = TextList(at, "series", language=language, mark=mark)
    return _about(series, language, found)


def of_person(at: datetime, language: str, slug: str) -> TextList:
    """Somebody's texts, in every language."""
    person = _called(Person, slug)
    mark = weighed(signed_by([person.pk]))
    return _about(person, language, TextList(at, "person", mark=mark))


def of_outlet(at: datetime, language: str, slug: str) -> TextList:
    """What an outlet is known to have carried, in every language."""
    outlet = _called(Outlet, slug)
    mark = weighed(carried_by(outlet.pk))
    return _about(outlet, language, TextList(at, "outlet", mark=mark))


def _called(model: type[Model], slug: str):
    """What is called so; else one that no text has. So the time of an answer tells
    nobody whether there is somebody who has signed nothing that is public."""
    return model._default_manager.filter(slug=slug).first() or model(pk=0, slug=slug)


def _about(
    subject: Person | Topic | Series | Outlet, language: str, found: TextList
) -> TextList:
    """The list under its subject's name. What has no live text has no page (404)."""
    if not found.editions(mixed=True).exists():
        raise Http404
    names = []
    if not isinstance(subject, Outlet):
        prefetch_related_objects([subject], "names")
        names = subject.names.all()
    name = in_language(names, language)
    return replace(found, subject=subject, name=name, heading=str(name or subject))
