"""After a restore: what would change once the site goes on, and letting it."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import clock, workflow
from publications.models import Edition, Hold
from publications.workflow import holding

from .permissions import may
from .words import in_words


def hold(request: HttpRequest) -> HttpResponse:
    """Show what came due since the backup; with a form for whoever may lift it."""
    refusal = None
    if request.method == "POST":
        try:
            _lift(request)
        except workflow.Refused as error:
            workflow.enter_refusal(error, by=request.user)
            refusal = error
        else:
            messages.success(request, _("The hold is lifted: the site goes on."))
            return HttpResponseRedirect(reverse("admin:index"))
    return _page(request, holding.in_force(), refusal)


def _lift(request: HttpRequest) -> None:
    holding.lift_hold(
        by=request.user,
        seen=_numbers(request, "seen"),
        taken_back=_numbers(request, "taken_back"),
        letters=bool(request.POST.get("letters")),
    )


def _numbers(request: HttpRequest, name: str) -> list[int]:
    given = request.POST.getlist(name)
    return [int(each) for each in given if each.isdecimal() and len(each) < 19]


def _page(
    request: HttpRequest, held: Hold | None, refusal: workflow.Refused | None
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("After the restore"),
        "held": held,
        "refusal": refusal,
        "lifts": may(request, "lift_hold"),
    }
    if held:
        at = clock.database_now()
        seen = Edition.objects.visible_to(request.user, held.moment)
        due = holding.going_out(held, at)
        mine = due.filter(pk__in=seen.values("pk")).order_by("live_from", "pk")
        context |= {
            "moment": in_words(held.moment),
            "restored": in_words(held.restored_at),
            "going_out": list(mine),
            # Whoever lifts the hold answers for texts of closed circles, too.
            "due": list(due.values_list("pk", flat=True)),
            "unseen": due.count() - len(mine),
            "ending": holding.ending(held, at).filter(pk__in=seen.values("pk")),
            "letters": holding.waiting_letters(held).count(),
        }
    status = 200
    if refusal:
        status = 403 if isinstance(refusal, workflow.NotPermitted) else 409
    return TemplateResponse(
        request, "publications/desk/hold.html", context, status=status
    )
