"""What the desk says beside "saved": things to look at, none of which stops anybody."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from publications import workflow
from publications.models import Revision

from .library import describing
from .permissions import may
from .writing_form import EditionForm


def of_who_signs(request: HttpRequest, form: EditionForm) -> None:
    for sentence in form.silent_offices:
        messages.warning(request, sentence)
    for name in form.new_people:
        messages.info(
            request,
            _(
                "“%(name)s” was not known and is added to the people who sign: "
                "please complete names and offices there."
            )
            % {"name": name},
        )


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
