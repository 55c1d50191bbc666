"""The page on which a translation is written beside its original."""

import re
from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import clock, workflow
from publications.admin import telling
from publications.admin.kept import known_to
from publications.admin.permissions import may
from publications.models import Edition, Person, Revision
from publications.rendering.blocks import join
from publications.workflow import following

from . import rows as beside
from .changes import Changes
from .form import SideBySideForm, sent
from .names import people_of
from .rows import Row
from .sources import renderer

# A picture without words of its own.
UNDESCRIBED = re.compile(r"!\[\s*\]\(image:([0-9a-f-]{36})", re.IGNORECASE)

# A form has no more fields than this (`DATA_UPLOAD_MAX_NUMBER_FIELDS`, and some).
MAX_ROWS = 900


def side_by_side(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the original beside its translation, or save what was typed; a refusal comes
    back with all of it. Whatever can't be translated here is led to the text's page."""
    is_sent = request.method == "POST"
    source = _source(request, edition)
    if source is None:
        return _elsewhere(request, edition, _("This is the original of the text."))
    if not is_sent and "save" not in workflow.possible(
        edition, by=request.user, at=clock.moment()
    ):
        sentence = _("This translation can't be written by you, or not any more.")
        return _elsewhere(request, edition, sentence)
    languages = (source.edition.text.language, edition.text.language)
    data = request.POST.dict() if is_sent else None
    rows = (
        sent(data, source, languages)
        if is_sent
        else _stored(request, edition, source, languages)
    )
    if len(rows) > MAX_ROWS and not is_sent:
        sentence = _("This text has too many paragraphs to be shown side by side.")
        return _elsewhere(request, edition, sentence)
    form = SideBySideForm(edition, source, rows, data)
    status = 200
    if is_sent and not _rearranged(request, form):
        status = _saved(request, form)
    if status == 302:
        # Or the browser would stay at the row that was jumped to, past the message.
        return HttpResponseRedirect(f"{request.path}#content-start")
    return _shown(model_admin, request, form, status)


def _source(request: HttpRequest, edition: Edition) -> Revision | None:
    """The wording that the page showed, if a form was sent; else the one to work from
    now. None of the original, and where there is none."""
    with suppress(ValidationError):
        shown = following.wording(request.POST.get("source", ""), edition.text)
        if shown:
            return shown
    return workflow.source_of(edition, clock.moment())


def _elsewhere(request: HttpRequest, edition: Edition, sentence: str) -> HttpResponse:
    messages.info(request, sentence)
    address = reverse("admin:publications_edition_change", args=[edition.pk])
    return HttpResponseRedirect(address)


def _rearranged(request: HttpRequest, form: SideBySideForm) -> bool:
    """Carry a block over, set its signs, or put an empty row in: asked of the form,
    nothing stored."""
    for name in ("_take", "_sign", "_add"):
        number = request.POST.get(name, "")
        if not number.isdecimal() or not 0 < int(number) <= len(form.rows):
            continue
        if name == "_take":
            row = form.rows[int(number) - 1]
            row.target = row.target if row.target.strip() else row.carried
            form.arrange(beside.numbered(form.rows))
        elif name == "_sign":
            row = form.rows[int(number) - 1]
            row.target = row.with_signs if row.make_it else row.target
            form.arrange(beside.numbered(form.rows))
        else:
            form.arrange(beside.with_added(form.rows, int(number)))
        return True
    return False


# --- Saving ---------------------------------------------------------------------------


def _saved(request: HttpRequest, form: SideBySideForm) -> int:
    """Save; return the status of the answer, 302 where all is stored."""
    if not form.is_valid():
        return 200
    edition = form.edition
    version = form.cleaned_data["version"] or 0
    if (over := request.POST.get("_over", "")).isdecimal():
        version = int(over)
    approvals = edition.approvals.filter(voided_at=None)
    was_approved = approvals.exists()
    try:
        revision = workflow.save(
            edition, form.content, by=request.user, version=version
        )
    except ValidationError as fault:  # found while storing: an address taken since
        form.refuse(fault)
        return 200
    except workflow.Refused as refusal:
        return _refused(request, form, refusal)
    if was_approved and not approvals.exists():
        sentence = _("The approval is void: the text must be approved again.")
        messages.warning(request, sentence)
    telling.of_pictures(request, revision)
    messages.success(request, _("The translation is saved."))
    request.session[_key(edition)] = {
        "beside": [form.beside.pk, revision.pk],
        "counts": list(beside.counts_of(form.rows)),
    }
    return 302


def _refused(request, form: SideBySideForm, refusal: workflow.Refused) -> int:
    workflow.enter_refusal(refusal, by=request.user)
    form.add_error(None, str(refusal))
    if isinstance(refusal, workflow.Stale):
        form.edition.text.refresh_from_db()
        form.newer_version = form.edition.text.version
    return 403 if isinstance(refusal, workflow.NotPermitted) else 409


# --- Showing --------------------------------------------------------------------------


def _key(edition: Edition) -> str:
    return f"side-by-side-{edition.pk}"


def _stored(request, edition: Edition, source: Revision, languages) -> list[Row]:
    """The rows as this person left them, where both texts are still those; a paragraph
    translated out of its turn would else be laid beside another of its length."""
    left = request.session.get(_key(edition), {})
    if left.get("beside") == [source.pk, edition.revision_id]:
        counts = [(one, other) for one, other in left["counts"]]
        rows = beside.remembered(source.body, edition.revision.body, counts)
        if rows is not None:
            return rows
    return beside.aligned(source.body, edition.revision.body, languages)


def _shown(
    model_admin, request: HttpRequest, form: SideBySideForm, status: int
) -> HttpResponse:
    edition, source = form.edition, form.beside
    followed = edition.revision.follows
    changes = None if form.follows_this or not followed else Changes(followed, source)
    languages = (source.edition.text.language, edition.text.language)
    people = people_of(source, languages, known_to(request, Person.objects.all()))
    _tell(form.rows, renderer(source, languages[0]), changes, people)
    _tell_of_pictures(form.rows, languages[1])
    to_translate = [row for row in form.rows if row.is_to_translate]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Translate side by side"),
        "opts": model_admin.opts,
        "edition": edition,
        "form": form,
        "heads": _heads(form, changes),
        "source": source,
        "followed": followed,
        "changed": [row for row in form.rows if row.change],
        "untranslated": [row for row in to_translate if row.is_untranslated],
        "to_translate": to_translate,
        "misshapen": [row for row in form.rows if row.loss],
        "undescribed": [row for row in form.rows if row.undescribed],
        "may_describe": may(request, "change_image"),
        "people": people,
        "may_name": may(request, "change_person"),
        "has_row_errors": any(row.errors for row in form.rows),
        "is_unsaved": request.method == "POST",
    }
    template = "publications/desk/side_by_side.html"
    return TemplateResponse(request, template, context, status=status)


def _tell(rows: list[Row], html, changes: Changes | None, people: list) -> None:
    """Add to each row what the page shows of it besides."""
    for row in rows:
        row.html = html(row.sources) if row.sources else row.html
        if changes:
            row.change = changes.of_blocks(row.first, len(row.sources))
        if row.is_to_translate and not row.is_untranslated:
            row.unnamed = [
                person.name
                for person in people
                if person.is_in_source(row.source) and person.is_missing_in(row.target)
            ]


def _tell_of_pictures(rows: list[Row], language: str) -> None:
    """Which of them nobody who can't see them learns what they show in the language:
    neither the library says so nor the row."""
    uses = workflow.named_in(join(row.target for row in rows), language)
    silent = {str(use.image.uuid): use.image for use in uses if use.lacks_alternative}
    for row in rows:
        named = [found[1].lower() for found in UNDESCRIBED.finditer(row.target)]
        row.undescribed = [silent[uuid] for uuid in named if uuid in silent]


def _heads(form: SideBySideForm, changes: Changes | None) -> list[dict]:
    return [
        {
            "field": field,
            "source": getattr(form.beside, field.name),
            "change": changes.of_field(field.name) if changes else "",
            "is_untranslated": form.is_untranslated(field.name),
        }
        for field in form.heads
    ]
