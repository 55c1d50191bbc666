"""What the desk says beside "saved": things to look at, none of which stops anybody."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from publications import workflow
from publications.models import SIGNING, Revision, SigningCapacity

from .library import describing
from .permissions import may
from .writing_form import EditionForm


def of_who_signs(request: HttpRequest, form: EditionForm) -> None:
    for sentence in form.silent_offices:
        messages.warning(request, sentence)


def of_new_people(request: HttpRequest, form: EditionForm, revision: Revision) -> None:
    """Whom the text has made a person of, with the way there; and whose post is
    missing, since nothing proposes one."""
    names = form.new_people
    for signed in revision.bylines.filter(name__in=names).select_related("person"):
        sentence = _(
            "“%(name)s” was not known and is added to the people who sign: please "
            "complete names and offices there."
        ) % {"name": signed.name}
        if may(request, "view_person"):
            sentence = format_html(
                '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
                sentence,
                reverse("admin:publications_person_change", args=[signed.person_id]),
                _("Open the page of this person (new tab)"),
            )
        messages.info(request, sentence)
        is_official = signed.capacity == SigningCapacity.OFFICIAL
        if signed.role in SIGNING and is_official and not signed.post:
            told = _("“%(name)s” signs without a post. Please add it if there is one.")
            messages.warning(request, told % {"name": signed.name})


def of_pictures(request: HttpRequest, revision: Revision) -> None:
    """Each with the way to describe it in the language of the text."""
    language = revision.edition.text.language
    for use in revision.image_uses.select_related("image"):
        for sentence in workflow.without_alternative([use]):
            if may(request, "change_image"):
                way = describing.address([use.image], language)
                sentence = format_html(
                    '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
                    sentence,
                    way,
                    _("Describe it (new tab)"),
                )
            messages.warning(request, sentence)
