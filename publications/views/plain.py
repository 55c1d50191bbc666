"""A text in plain forms, for people and programs, under the page's visibility."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from publications import clock, zones
from publications.models import Edition, Outcome, Withdrawal
from publications.rendering.days import in_words

from .editions import editions_of
from .plain_forms import FORMS
from .texts import changes_told, text


@require_safe
def plain(request: HttpRequest, year: int, slug: str, form: str) -> HttpResponse:
    """What the text's page says, plainly; where that is gone or leads elsewhere, so
    does this."""
    if form not in FORMS:
        raise Http404
    at = clock.moment()
    edition, withdrawal = latest_of(slug, at)
    if edition is None or (withdrawal and withdrawal.outcome != Outcome.WITHDRAWN):
        return text(request, year, slug)
    address = f"{edition.get_absolute_url()}index.{form}"
    if request.path != address:
        return redirect(address, permanent=True)
    changes = changes_told(editions_of(slug, at), edition)
    written = FORMS[form].written(edition, changes)
    if withdrawal:
        written = f"{_notice(withdrawal, edition)}\n\n{written}"
    return HttpResponse(
        written,
        content_type=f"{FORMS[form].media_type}; charset=utf-8",
        headers={"X-Robots-Tag": "noindex"},
    )


def latest_of(slug: str, at: datetime) -> tuple[Edition | None, Withdrawal | None]:
    """The edition that the text's page shows, and what took the text down."""
    edition = editions_of(slug, at).order_by("-live_from").to_read().first()
    withdrawal = None
    if edition and edition.has_ended(at):
        in_force = Withdrawal.objects.in_force(at).filter(edition=edition)
        withdrawal = in_force.first()
    return edition, withdrawal


def _notice(withdrawal: Withdrawal, edition: Edition) -> str:
    with override(edition.language):
        day = in_words(zones.day_of(withdrawal.entered_at))
        said = _("This text was withdrawn on %(day)s.") % {"day": day}
        reason = f"{_('Reason:')} {withdrawal.get_reason_display()}"
    return "\n".join(filter(None, [said, reason, withdrawal.public_note]))
