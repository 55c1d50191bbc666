"""Pages of the site at the desk: written here, released by somebody else.

Tests: tests/admin/test_pages.py.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdownx.fields import MarkdownxFormField

from publications import characters, site_languages, workflow
from publications.models import PageRevision, PageText
from publications.rendering import MAX_CHARACTERS
from publications.rendering import render as rendered

from .finding import FoundByWords
from .language_field import LanguageField
from .permissions import ByRole, may
from .signatory_form import WIDE
from .words import in_words
from .writing_field import WritingField


class PageForm(characters.Form):
    """What is written on a page; `version` is that of the page that was shown."""

    holds = {"body": MAX_CHARACTERS}  # a page holds less, and workflow says so

    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy("As readers find it, also where pages are listed."),
    )
    body = MarkdownxFormField(
        label=gettext_lazy("Body"),
        required=False,
        widget=WritingField,
        help_text=gettext_lazy(
            "Paragraphs are parted by an empty line. Markdown: ## heading, **bold**, "
            "[link](https://…), > quotation."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NewPageForm(PageForm):
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        widget=forms.TextInput(attrs={**WIDE, "dir": "ltr"}),
        help_text=gettext_lazy(
            "The last part of the web address, the same in all languages and for ever, "
            "for example “contact”. To write a page in another language, give the "
            "address that it has."
        ),
    )
    language = LanguageField(
        help_text=gettext_lazy("What the page is written in. Fixed once it is saved.")
    )
    field_order = ["slug", "language", "title", "body"]


@admin.register(PageText)
class PageAdmin(FoundByWords, ByRole, admin.ModelAdmin):
    change, add = ("read",), ("save", "translate")
    list_display = ["title_shown", "address", "language_shown", "state", "changed"]
    list_display_links = ["title_shown"]
    list_select_related = ["page", "live"]
    parts_of_words = ("page__slug",)
    actions = None
    show_full_result_count = False
    view_on_site = False

    # --- The list -----------------------------------------------------------------

    @admin.display(description=gettext_lazy("title"))
    def title_shown(self, text):
        return format_html('<bdi lang="{}">{}</bdi>', text.language, text)

    @admin.display(description=gettext_lazy("address"))
    def address(self, text):
        return text.page.slug

    @admin.display(description=gettext_lazy("language"))
    def language_shown(self, text):
        return site_languages.name_of(text.language)

    @admin.display(description=gettext_lazy("state"))
    def state(self, text):
        return format_html('<span class="state {}">{}</span>', *state_of(text))

    @admin.display(description=gettext_lazy("saved on"))
    def changed(self, text):
        return in_words(text.latest.saved_at)

    # --- A page ---------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = NewPageForm(request.POST if sent else None, label_suffix="")
        if sent and form.is_valid():
            typed = form.cleaned_data
            if begun := _tried(
                request,
                form,
                lambda: workflow.begin_page(
                    typed["slug"],
                    typed["language"],
                    title=typed["title"],
                    body=typed["body"],
                    by=request.user,
                ),
            ):
                messages.success(request, _("The draft is saved."))
                return self._to(begun)
        return self._page(request, form, _("Write a page"), None)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = object_id if object_id.isdecimal() else 0
        text = get_object_or_404(self.get_queryset(request), pk=pk)
        latest = text.latest
        sent = request.method == "POST"
        form = PageForm(
            request.POST if sent else None,
            initial={
                "title": latest.title,
                "body": latest.body,
                "version": text.version,
            },
            label_suffix="",
        )
        if (
            sent
            and form.is_valid()
            and _tried(request, form, lambda: _act(request, text, form, latest))
        ):
            return self._to(text)
        return self._page(request, form, str(text), text)

    def _page(self, request, form, title: str, text: PageText | None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            **(_told(request, text) if text else {"writes": True}),
        }
        status = getattr(form, "status", 200)
        template = "publications/desk/page.html"
        return TemplateResponse(request, template, context, status=status)

    @staticmethod
    def _to(text: PageText) -> HttpResponse:
        address = reverse("admin:publications_pagetext_change", args=[text.pk])
        return HttpResponseRedirect(address)

    def history_view(self, request, object_id, extra_context=None):
        """A page's acts stand beside it."""
        return HttpResponseRedirect(
            reverse("admin:publications_pagetext_change", args=[object_id])
        )


def state_of(text: PageText) -> tuple[str, str]:
    """(code, word) of where a page stands."""
    if text.live is None:
        return "draft", _("Draft")
    if text.live_id == text.latest.pk:
        return "live", _("Live")
    return "scheduled", _("Live; a newer draft waits")


def _told(request: HttpRequest, text: PageText) -> dict[str, object]:
    """Where a page stands and what the person may do."""
    code, word = state_of(text)
    obstacle = workflow.page_obstacle(text, request.user)
    others = PageText.objects.filter(page=text.page).exclude(pk=text.pk)
    return {
        "text": text,
        "latest": text.latest,
        "state_code": code,
        "state_word": word,
        "writes": workflow.writes_page(text, request.user),
        "releases": may(request, "release") and not obstacle,
        "obstacle": obstacle if may(request, "release") and code != "live" else "",
        "withdraws": may(request, "withdraw") and text.live is not None,
        "shown": rendered(text.latest.body, language=text.language).html,
        "history": workflow.page_history(text),
        "others": [(other, state_of(other)) for other in others],
    }


def _tried(request: HttpRequest, form: forms.Form, act) -> object:
    """Do the act; a refusal stands at its field, and all that was typed stays."""
    try:
        return act()
    except ValidationError as fault:
        form.status = 200
        form.add_error(None, fault)
    except workflow.Refused as refusal:
        workflow.enter_refusal(refusal, by=request.user)
        form.status = 403 if isinstance(refusal, workflow.NotPermitted) else 409
        form.add_error(None, str(refusal))
    return None


def _act(
    request: HttpRequest, text: PageText, form: PageForm, latest: PageRevision
) -> bool:
    """Do what the pressed button says. Raises Refused or ValidationError."""
    typed, by = form.cleaned_data, request.user
    seen = {"by": by, "version": typed["version"] or 0}
    pressed = request.POST.get("_act", "save")
    if pressed == "save":
        workflow.save_page(text, title=typed["title"], body=typed["body"], **seen)
        messages.success(request, _("The draft is saved."))
    elif pressed not in ("release", "withdraw"):
        raise workflow.NotPossible(_("There is no such act."))
    elif workflow.writes_page(text, by) and _is_changed(typed, latest):
        raise workflow.NotPossible(
            _("You have changed the text. Please save it first.")
        )
    elif pressed == "release":
        workflow.release_page(text, **seen)
        messages.success(request, _("The page is public."))
    else:
        workflow.withdraw_page(text, **seen)
        messages.success(request, _("The page is no longer public."))
    return True


def _is_changed(typed: dict, latest: PageRevision) -> bool:
    body = typed["body"].replace("\r\n", "\n").strip()
    return (typed["title"].strip(), body) != (latest.title, latest.body)
