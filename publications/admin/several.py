"""One act on several texts of the list, where that is safe: each by its own act of the
workflow, with its own permission, refusal and entry on the record. Nothing is approved,
released or taken down in this way. Tests: tests/admin/test_several.py.
"""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from publications import characters, clock, workflow
from publications.models import Edition, Priority, Stage

from . import turns
from .checking import looked_over
from .permissions import may

# As many as the list shows on a page.
MOST = 50
STAGES = (Stage.DRAFT, Stage.IN_REVIEW)
BACK = "back"


def urls(model_admin) -> list:
    @require_POST
    def entered(request):
        return several(model_admin, request)

    view = model_admin.admin_site.admin_view(entered)
    return [path("several/", view, name="edition_several")]


class OnSeveral(characters.Form):
    """One act: what is said of it, what keeps a text from it, and its call."""

    act: ClassVar[str]
    button: ClassVar[str | Promise]
    explains: ClassVar[str | Promise]
    # Any of these permissions shows the button; each text asks for its own.
    offered_to: ClassVar[frozenset[str]]

    def prevented(self, request: HttpRequest, edition: Edition) -> str:
        """Say why the act can't be done with this text from here, or return ""."""
        if not _permitted(self.act, request, edition):
            return _("Your role does not include this.")
        at = clock.moment()
        reason = workflow.obstacle(self.act, edition, by=request.user, at=at)
        return reason or self.asked_first(request, edition)

    def asked_first(self, request: HttpRequest, edition: Edition) -> str:
        """Say what the desk, not the act, wants to be seen to on the text's page."""
        return ""

    def perform(self, edition: Edition, **doing) -> None:
        """Call workflow, which raises Refused. `doing`: who, and the version seen."""
        raise NotImplementedError

    @staticmethod
    def done(count: int) -> str:
        raise NotImplementedError


class Submit(OnSeveral):
    act = "submit"
    button = gettext_lazy("Submit for review")
    explains = gettext_lazy("The reviewers are told of each of them.")
    offered_to = frozenset({"submit", "translate"})

    def asked_first(self, request, edition):
        """Somebody else's draft isn't handed on in passing, nor what nobody has looked
        at again."""
        if not Edition.objects.filter(turns.is_mine(request.user), pk=edition.pk):
            return _("Somebody else writes it: submit it on its own page.")
        found = looked_over(request, edition, None).found
        if not found:
            return ""
        told = " ".join(dict.fromkeys(str(each.told) for each in found[:3]))
        return _("%(found)s Look at it on its own page.") % {"found": told}

    def perform(self, edition, *, by, version):
        workflow.submit(edition, by=by, version=version)

    @staticmethod
    def done(count):
        return ngettext(
            "%(count)d text is handed to the reviewers: %(titles)s",
            "%(count)d texts are handed to the reviewers: %(titles)s",
            count,
        )


class TakeUp(OnSeveral):
    act = "take_up"
    button = gettext_lazy("I am reviewing these")
    explains = gettext_lazy("Others see that you are reviewing them.")
    offered_to = frozenset({"take_up"})

    def perform(self, edition, *, by, version):
        workflow.take_up(edition, by=by)

    @staticmethod
    def done(count):
        return ngettext(
            "You are reviewing %(count)d text: %(titles)s",
            "You are reviewing %(count)d texts: %(titles)s",
            count,
        )


class Plan(OnSeveral):
    act = "plan"
    button = gettext_lazy("Due date and priority")
    explains = gettext_lazy("What you leave empty stays as it is with each text.")
    offered_to = frozenset({"plan", "translate"})
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "From the day after on, the desk's first page says it is late."
        ),
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"),
        required=False,
        choices=[("", gettext_lazy("As it is")), *Priority.choices],
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy(
            "What is urgent stands first in everybody's lists of work."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["due_on"] and cleaned["priority"] is None:
            raise forms.ValidationError(_("Please give a day or a priority."))
        return cleaned

    def perform(self, edition, *, by, version):
        due_on, priority = self.cleaned_data["due_on"], self.cleaned_data["priority"]
        workflow.plan(
            edition,
            by=by,
            due_on=due_on or edition.due_on,
            priority=edition.priority if priority is None else priority,
        )

    @staticmethod
    def done(count):
        return ngettext(
            "Due date and priority of %(count)d text are set: %(titles)s",
            "Due date and priority of %(count)d texts are set: %(titles)s",
            count,
        )


ACTS = {each.act: each for each in (Submit, TakeUp, Plan)}


def may_be_chosen(edition: Edition) -> bool:
    """Whether there is an act for several that could be done with it."""
    return edition.stage in STAGES


def offered(request: HttpRequest) -> list[type[OnSeveral]]:
    return [
        each
        for each in ACTS.values()
        if any(may(request, permission) for permission in each.offered_to)
    ]


def _permitted(act: str, request: HttpRequest, edition: Edition) -> bool:
    return workflow.permits(workflow.permissions_of(request.user), act, edition.text)


def several(model_admin, request: HttpRequest) -> HttpResponse:
    """Show what would be done with which text; once that is confirmed, do it."""
    chosen = _chosen(model_admin, request)
    acting = ACTS.get(request.POST.get("act", ""))
    if not chosen or acting is None:
        messages.warning(request, _("Please choose texts first."))
        return _back(request)
    is_confirmed = "confirmed" in request.POST
    form = acting(request.POST if is_confirmed else None, label_suffix="")
    if is_confirmed and form.is_valid():
        _do(request, form, chosen)
        return _back(request)
    return _asked(model_admin, request, form, chosen)


def _chosen(model_admin, request: HttpRequest) -> list[Edition]:
    """Of those that the person may see, in the order of the list."""
    ids = [pk for pk in request.POST.getlist("text") if pk.isdecimal() and len(pk) < 19]
    return list(model_admin.get_queryset(request).filter(pk__in=ids[:MOST]))


def _asked(
    model_admin, request: HttpRequest, form: OnSeveral, chosen: list[Edition]
) -> HttpResponse:
    prevented = {each: form.prevented(request, each) for each in chosen}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": form.button,
        "form": form,
        "opts": model_admin.opts,
        "ready": [each for each, reason in prevented.items() if not reason],
        "left": [(each, reason) for each, reason in prevented.items() if reason],
        "back": request.POST.get(BACK, ""),
        "list_address": _list(request),
    }
    return TemplateResponse(request, "publications/desk/several.html", context)


def _do(request: HttpRequest, form: OnSeveral, chosen: list[Edition]) -> None:
    """Each by itself: what one text refuses keeps none of the others."""
    done = []
    for edition in chosen:
        seen = request.POST.get(f"version-{edition.pk}", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 19 else 0
        if reason := _refused(request, form, edition, version):
            sentence = _("“%(title)s” (%(language)s) is left as it was: %(reason)s")
            told = {
                "title": edition.title,
                "language": edition.text.language_name,
                "reason": reason,
            }
            messages.warning(request, sentence % told)
        else:
            done.append(f"“{edition.title}”")
    if done:
        told = {"count": len(done), "titles": ", ".join(done)}
        messages.success(request, form.done(len(done)) % told)


def _refused(
    request: HttpRequest, form: OnSeveral, edition: Edition, version: int
) -> str:
    """Do the act, or return why it was not done: what the act itself refuses is on the
    record."""
    try:
        if _permitted(form.act, request, edition) and (
            reason := form.asked_first(request, edition)
        ):
            return reason
        form.perform(edition, by=request.user, version=version)
    except workflow.Refused as refusal:
        workflow.enter_refusal(refusal, by=request.user)
        return str(refusal)
    return ""


def _list(request: HttpRequest) -> str:
    """The list as it was filtered."""
    asked = QueryDict(request.POST.get(BACK, "")).urlencode()
    address = reverse("admin:publications_edition_changelist")
    return f"{address}?{asked}" if asked else address


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(_list(request))
