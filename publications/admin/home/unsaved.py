"""What this person has typed on a page of a text and not saved: the way back to it."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from publications import site_languages, workflow
from publications.admin.words import in_words
from publications.models import Autosave, Kind
from publications.rendering.languages import language_tag

from .sections import Line, Section, line_of, section

SHOWN_CHARACTERS = 80


def unsaved(request: HttpRequest, at: datetime) -> Section | None:
    """Nothing else leads to a text that was never saved; None where all is."""
    found = section(
        "unsaved",
        _("Typed and not saved"),
        "",
        workflow.unsaved_of(request.user, at).order_by("-saved_at"),
        lambda kept: _lines(kept, at),
    )
    return found if found.lines else None


def _lines(kept: list[Autosave], at: datetime) -> Iterator[Line]:
    for each in kept:
        line = line_of(each.edition, at) if each.edition else _of_new_text(each)
        when = _("typed %(time)s") % {"time": in_words(each.saved_at)}
        yield line._replace(facts=(*line.facts, when))


def _of_new_text(kept: Autosave) -> Line:
    """What stands in the fields is as its browser sent it: of any words at all."""
    fields = kept.shown
    title, body, kind, language = (
        next(iter(fields.get(name, ())), "").strip()
        for name in ("title", "body", "kind", "language")
    )
    known = site_languages.is_known(language)
    facts = [_("new text")]
    if kind in Kind:
        facts.append(str(Kind(kind).label))
    if known:
        facts.append(site_languages.name_of(language))
    return Line(
        reverse("admin:publications_edition_add"),
        Truncator(title or body).chars(SHOWN_CHARACTERS) or _("(no title)"),
        language_tag(language) if known else "",
        tuple(facts),
    )
