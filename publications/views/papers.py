"""Editions as PDFs, under the visibility of the pages that show them.

Nobody is told of one before its edition is public, nor given one that says less than
the page does of a withdrawal. Tests: tests/views/test_papers.py.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from publications import clock, serving
from publications.models import Edition, Outcome, Withdrawal

from .citing import edition_address
from .editions import editions_of
from .plain import latest_of
from .texts import text

NAME = "index.pdf"


@require_safe
def paper(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """The text as its page has it; where that is gone or leads elsewhere, so does
    this."""
    edition, withdrawal = latest_of(slug, clock.moment())
    if edition is None or (withdrawal and withdrawal.outcome != Outcome.WITHDRAWN):
        return text(request, year, slug)
    return _answered(request, edition, edition.get_absolute_url(), withdrawal)


@require_safe
def edition_paper(
    request: HttpRequest, year: int, slug: str, number: int
) -> HttpResponseBase:
    """One edition, for as long as it may be read."""
    at = clock.moment()
    edition = editions_of(slug, at).filter(number=number).to_read().first()
    if edition is None:
        raise Http404
    in_force = Withdrawal.objects.in_force(at).filter(edition__text=edition.text_id)
    page = edition_address(edition)
    return _answered(request, edition, page, in_force.first())


def _answered(
    request: HttpRequest, edition: Edition, page: str, withdrawal: Withdrawal | None
) -> HttpResponseBase:
    if request.path != page + NAME:
        return redirect(page + NAME, permanent=True)
    made = getattr(edition, "paper", None)
    if made is None or not made.tells_of(withdrawal):
        raise Http404
    name = f"{edition.revision.address.slug}-{edition.number}.pdf"
    answer = serving.answer(request, serving.paper(made, name), public=True)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
