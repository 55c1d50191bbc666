"""Bundles at the desk: gathered, then released or scheduled as a whole."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters, clock, workflow
from publications.models import OPEN_STAGES, Bundle, Change, Edition, Stage

from .faults import AtItsField
from .moments import WhenFields
from .permissions import ByRole
from .public_notes import note_in


class GatherForm(AtItsField, characters.Form):
    """Which texts, under what name."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=forms.TextInput,
        help_text=gettext_lazy("For the desk alone; readers never see it."),
    )
    editions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Texts"),
        queryset=Edition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They are released at one moment, all or none."),
    )

    def __init__(self, account, data=None):
        super().__init__(data, label_suffix="")
        at = clock.moment()
        self.fields["editions"].queryset = (
            Edition.objects.visible_to(account, at)
            .filter(stage__in=OPEN_STAGES, bundle=None, awaits=None)
            .select_related("text", "revision")
            .order_by("-id")
        )
        self.fields["editions"].label_from_instance = lambda edition: (
            f"{edition.title} ({edition.text.language_name}, {edition.state(at)[1]})"
        )

    def clean_editions(self):
        chosen = self.cleaned_data["editions"]
        if len(chosen) < 2:
            raise ValidationError(_("A bundle takes at least two texts."))
        return chosen


class BundleForm(AtItsField, WhenFields, characters.Form):
    """What the acts on a bundle ask for."""

    change = forms.ChoiceField(
        label=gettext_lazy("Kind of change"),
        required=False,
        choices=[("", "—"), *Change.choices],
        help_text=gettext_lazy(
            "Told of the new editions of public texts in it. For all but a technical "
            "change, say below in each language what changed."
        ),
    )
    # The version of each text that the page showed: "12:3 15:4".
    seen = forms.RegexField(
        r"^(\d{1,18}:\d{1,18} ?)*$", required=False, widget=forms.HiddenInput
    )

    def __init__(self, bundle: Bundle, data=None):
        super().__init__(data, initial={"seen": _versions(bundle)}, label_suffix="")
        waiting = bundle.editions.filter(live_from=None, begun_from__isnull=False)
        self.told_of = list(
            waiting.exclude(stage=Stage.DISCARDED)
            .select_related("text", "revision")
            .order_by("text")
        )
        is_one_text = len({e.text.publication_id for e in self.told_of}) < 2
        for edition in self.told_of:
            title = "" if is_one_text else edition.title
            self.fields[_note_of(edition)] = note_in(edition.text.language, of=title)

    @property
    def public_notes(self) -> dict[int, str]:
        """What was typed for readers of each new edition, by its id."""
        return {e.pk: self.cleaned_data[_note_of(e)] for e in self.told_of}

    @property
    def note_fields(self) -> list[forms.BoundField]:
        return [self[_note_of(edition)] for edition in self.told_of]

    def refuse(self, refusal: workflow.Refused) -> None:
        """Say it at the field that is missing, where it is one of this page."""
        if not isinstance(refusal, workflow.NotTold):
            super().refuse(refusal)
        elif not self.cleaned_data["change"]:
            self.add_error("change", next(iter(refusal.reasons.values())))
        else:
            for edition, reason in refusal.reasons.items():
                self.add_error(_note_of(edition), reason)

    def clean_seen(self) -> dict[int, int]:
        pairs = (pair.split(":") for pair in self.cleaned_data["seen"].split())
        return {int(text): int(version) for text, version in pairs}


@admin.register(Bundle)
class BundleAdmin(ByRole, admin.ModelAdmin):
    look = change = add = ("bundle",)
    list_display = ["name", "made_by", "made_at"]
    list_display_links = ["name"]
    search_fields = ["name"]
    actions = None
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request):
        """Those of which the person may see every text."""
        hidden = Edition.objects.filter(bundle=OuterRef("pk")).exclude(
            pk__in=Edition.objects.visible_to(request.user, clock.moment())
        )
        return super().get_queryset(request).filter(~Exists(hidden))

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = GatherForm(request.user, request.POST if sent else None)
        if sent and form.is_valid():
            chosen = form.cleaned_data
            try:
                bundle = workflow.make_bundle(
                    chosen["name"], chosen["editions"], by=request.user
                )
            except workflow.Refused as refusal:
                workflow.enter_refusal(refusal, by=request.user)
                form.add_error(None, str(refusal))
            else:
                return self._to(bundle)
        return self._page(request, "bundle_add", _("Make a bundle"), form=form)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        pk = object_id if object_id.isdecimal() else 0
        bundle = get_object_or_404(self.get_queryset(request), pk=pk)
        sent = request.method == "POST"
        form = BundleForm(bundle, request.POST if sent else None)
        if sent and form.is_valid():
            try:
                self._act(request, bundle, form)
            except workflow.Refused as refusal:
                workflow.enter_refusal(refusal, by=request.user)
                form.refuse(refusal)
                # The page shows the texts as they stand now: the next press counts.
                form.data = {**form.data.dict(), "seen": _versions(bundle)}
            else:
                return self._to(bundle)
        at = clock.moment()
        editions = bundle.editions.select_related("text__publication", "revision")
        still_open = Count(
            "remarks", filter=Q(remarks__answers=None, remarks__resolved_at=None)
        )
        editions = editions.annotate(open_remarks=still_open)
        states = [(edition, edition.state(at)) for edition in editions.order_by("text")]
        codes = {state[0] for _edition, state in states}
        return self._page(
            request,
            "bundle",
            bundle.name,
            form=form,
            bundle=bundle,
            states=states,
            scheduled=next((e for e, s in states if s[0] == "scheduled"), None),
            waits=bool(codes & {"draft", "in_review", "approved"}),
        )

    @staticmethod
    def _act(request: HttpRequest, bundle: Bundle, form: BundleForm) -> None:
        act, typed = request.POST.get("_act", ""), form.cleaned_data
        by, when, seen = request.user, typed["moment"], typed["seen"]
        said = {"change": typed["change"], "public_notes": form.public_notes}
        on_schedule = bundle.editions.filter(live_from__isnull=False).first()
        version = seen.get(on_schedule.text_id, -1) if on_schedule else -1
        if act in ("schedule", "reschedule") and when is None:
            raise workflow.Unfilled(
                _("Please say when they are to be released."), field="moment"
            )
        if act == "release":
            workflow.release_bundle(bundle, by=by, seen=seen, **said)
        elif act == "schedule":
            wall = (when.wall, when.zone)
            workflow.schedule_bundle(
                bundle, when.moment, by=by, seen=seen, wall=wall, **said
            )
        elif act == "reschedule" and on_schedule:
            workflow.reschedule(
                on_schedule,
                when.moment,
                wall=(when.wall, when.zone),
                by=by,
                version=version,
            )
        elif act == "unschedule" and on_schedule:
            workflow.unschedule(on_schedule, by=by, version=version)
        elif act.startswith("take_out:"):
            pk = act.partition(":")[2]
            edition = get_object_or_404(bundle.editions, pk=pk if pk.isdecimal() else 0)
            workflow.take_out(edition, by=by)
        else:
            raise workflow.NotPossible(_("There is no such act."))
        messages.success(request, _("Done."))

    def _page(self, request, name: str, title: str, **told) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            **told,
        }
        status = 409 if told["form"].errors else 200
        template = f"publications/desk/{name}.html"
        return TemplateResponse(request, template, context, status=status)

    @staticmethod
    def _to(bundle: Bundle) -> HttpResponse:
        address = reverse("admin:publications_bundle_change", args=[bundle.pk])
        return HttpResponseRedirect(address)

    def history_view(self, request, object_id, extra_context=None):
        """A bundle's acts stand on the record of its texts."""
        return HttpResponseRedirect(
            reverse("admin:publications_bundle_change", args=[object_id])
        )


def _note_of(edition: Edition) -> str:
    """The name of its field."""
    return f"public_note_{edition.pk}"


def _versions(bundle: Bundle) -> str:
    pairs = bundle.editions.values_list("text", "text__version")
    return " ".join(f"{text}:{version}" for text, version in pairs)
