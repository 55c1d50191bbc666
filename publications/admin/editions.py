"""The writing page: what is shown, and which act is called. The list: listing.py."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import clock, workflow
from publications.models import Edition, Person

from . import (
    beside,
    checking,
    keeping,
    merging,
    pasting,
    picker,
    several,
    side_panel,
    taking_in,
    telling,
)
from .acts import done, perform
from .import_text import import_text
from .kept import known_to
from .listing import ListOfTexts
from .permissions import ByRole
from .writing_form import EditionForm


@admin.register(Edition)
class EditionAdmin(ListOfTexts, ByRole, admin.ModelAdmin):
    form = EditionForm
    # The page is the same for all who may read; its acts are refused one by one.
    change, add = ("read",), ("save",)
    search_help_text = gettext_lazy(
        "Words of the text, of its remarks, or names: “exact phrase”, -without, OR"
    )
    view_on_site = False
    save_on_top = False

    # --- The writing page ---------------------------------------------------------

    def get_urls(self):
        import_view = self.admin_site.admin_view(self.import_text_view)
        return [
            path("import/", import_view, name="publications_edition_import"),
            *beside.urls(self),
            *picker.urls(self),
            *pasting.urls(self),
            *keeping.urls(self),
            *checking.urls(self),
            *several.urls(self),
            *super().get_urls(),
        ]

    def import_text_view(self, request):
        return import_text(self, request)

    @staticmethod
    def reverse_add():
        return reverse("admin:publications_edition_add")

    def get_changeform_initial_data(self, request):
        """An address fills in nothing; a text that was just recognised does."""
        found = getattr(request, "recognised", None)
        return found.initial() if found else {}

    def get_queryset(self, request):
        """Only what the person may see: of limited texts, what is public."""
        queryset, at = super().get_queryset(request), clock.moment()
        seen = queryset.visible_to(request.user, at).select_related(
            "text__publication", "revision__address", "revision__saved_by"
        )
        return seen.prefetch_related("withdrawals")

    def get_form(self, request, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change=change, **kwargs)
        made.refusal = getattr(request, "refusal", None)
        made.people = known_to(request, Person.objects.all())
        made.writable = obj is None or "save" in self._possible(request, obj)
        made.asked_by(request)
        if obj and request.method == "GET":
            made.kept = request.session.pop(self._kept_for(obj), {})
        return made

    def get_fieldsets(self, request, obj=None):
        # Only the order of fields; the page is laid out in its template.
        return [(None, {"fields": ["title"]})]

    def _possible(self, request, edition):
        if not hasattr(request, "possible_acts"):
            request.possible_acts = workflow.possible(
                edition, by=request.user, at=clock.moment()
            )
        return request.possible_acts

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show or take the form; a refused act comes back with all that was typed."""
        if request.method == "POST" and request.FILES:
            self._take_files_in(request, object_id)
        if keeping.is_asked_for(request):
            keeping.put_back(request, self._asked_of(request, object_id))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except merging.Asked:
            edition = self._asked_of(request, object_id)
            status = merging.bring_together(request, edition)
        except ValidationError as fault:  # found while storing: an address taken since
            status, request.refusal = 200, fault
        except workflow.Refused as refusal:
            # Django's admin has undone its transaction: now it goes on the record.
            workflow.enter_refusal(refusal, by=request.user)
            is_permitted = not isinstance(refusal, workflow.NotPermitted)
            status, request.refusal = 409 if is_permitted else 403, refusal
            if isinstance(refusal, workflow.Stale) and hasattr(request, "typed"):
                merging.ask(request, self._asked_of(request, object_id))
        if hasattr(request, "possible_acts"):
            del request.possible_acts
        response = super().changeform_view(request, object_id, form_url, extra_context)
        response.status_code = status
        return response

    def _asked_of(self, request: HttpRequest, object_id: str | None) -> Edition | None:
        """The edition of the address; None where there is none, yet or for them."""
        return None if object_id is None else self.get_object(request, object_id)

    def _take_files_in(self, request: HttpRequest, object_id: str | None) -> None:
        language = request.POST.get("language", "")
        if object_id is not None:
            edition = self.get_object(request, object_id)
            if edition is None:
                return
            language = edition.text.language
        request.not_taken = taking_in.of_writing_page(request, language)

    def render_change_form(
        self, request, context, add=False, change=False, obj=None, **kw
    ):
        context["title"] = _("Write a text")
        if obj is not None:
            context["title"] = obj.text.publication.get_kind_display()
            context.update(side_panel.told(request, obj, self._possible(request, obj)))
        possible = self._possible(request, obj) if obj else ()
        form = context["adminform"].form
        context.update(keeping.told(request, form, obj))
        context.update(checking.told(request, form, obj, possible))
        context["question"] = getattr(request, "question", None)
        # With its address: else a page that says what is wrong would open at the
        # buttons still (`#acts`), not at the fault.
        kw["form_url"] = kw.get("form_url") or request.get_full_path()
        if context["put_back"]:
            context["errors"] = None  # it is no error that unsaved text stands here
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kw
        )

    # --- What the buttons do --------------------------------------------------------

    def save_model(self, request, obj, form, change):
        """Call workflow: create, or save what was typed and do the act pressed."""
        if form.writable:
            request.typed = form.content
            if change and "_merge" in request.POST:
                raise merging.Asked
            telling.of_who_signs(request, form)
            form.describe_lead()
        if not change:
            made = self._create(request, form)
            form.note_lead(by=request.user)
            telling.of_new_people(request, form, made.revision)
            telling.of_pictures(request, made.revision)
            obj.pk, obj._state.adding = made.pk, False
            obj.refresh_from_db()
            return
        typed = form.typed_something()
        act = request.POST.get("_act", "")
        if typed and act not in ("", "submit"):
            raise workflow.NotPossible(
                _("You have changed the text. Please save it first.")
            )
        checking.ask(request, form, obj, act)
        version = form.cleaned_data.get("version") or 0
        if over := request.POST.get("_over"):
            version = int(over) if over.isdecimal() else version
        if typed or (form.writable and not act):
            approvals = obj.approvals.filter(voided_at=None)
            was_approved = approvals.exists()
            saved = workflow.save(obj, form.content, by=request.user, version=version)
            form.note_lead(by=request.user)
            telling.of_new_people(request, form, saved)
            telling.of_pictures(request, saved)
            if was_approved and not approvals.exists():
                sentence = _("The approval is void: the text must be approved again.")
                messages.warning(request, sentence)
            obj.text.refresh_from_db()
            version = obj.text.version
        elif not act:
            workflow.check_writable(obj, by=request.user)
        request.reached = obj
        if act:
            request.reached = perform(act, obj, form, by=request.user, version=version)

    def _create(self, request: HttpRequest, form: EditionForm) -> Edition:
        data = form.cleaned_data
        source = workflow.Source(data["source"]) if data["source"] else None
        edition = workflow.create(
            data["kind"],
            data["language"],
            form.content,
            by=request.user,
            source=source,
        )
        if data["outlet"]:
            workflow.place(
                edition,
                data["outlet"],
                by=request.user,
                presenting_sentence=data["presenting_sentence"],
                confirmed=data["confirmed"],
            )
        return edition

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, _("The draft is saved."))
        keeping.note_saved(request, None)
        return self._to(obj)

    def response_change(self, request, obj):
        act = request.POST.get("_act", "")
        messages.success(request, done(act))
        keeping.note_saved(request, obj)
        if not act:
            self._keep(request, obj)
        return self._to(request.reached)

    @staticmethod
    def _kept_for(edition: Edition) -> str:
        return f"typed-for-acts-{edition.pk}"

    def _keep(self, request: HttpRequest, edition: Edition) -> None:
        """Saving is no act: what was typed for one stands there again afterwards."""
        typed = {name: request.POST.get(name) for name in EditionForm.FOR_ACTS}
        if not typed["moment"]:
            typed["zone"] = typed["which"] = ""  # one without the other misleads
        if kept := {name: value for name, value in typed.items() if value}:
            request.session[self._kept_for(edition)] = kept

    @staticmethod
    def _to(edition: Edition) -> HttpResponse:
        return HttpResponseRedirect(
            reverse("admin:publications_edition_change", args=[edition.pk])
        )

    # Django's own log would keep titles beside the record, which is the log here.
    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def history_view(self, request, object_id, extra_context=None):
        return beside.history(self, request, object_id)
