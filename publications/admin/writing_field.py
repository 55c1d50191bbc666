"""The Markdown field of django-markdownx with its traps mended, and its pictures.

Its own script traps Tab (WCAG 2.1.2), types error words into the manuscript and stays
faint after an error; its own views serve anybody. The field, its settings and the
names of its addresses are kept; script, style and views are ours.
"""

from django.contrib.admin.views.decorators import staff_member_required
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from markdownx.widgets import AdminMarkdownxWidget

from publications import images, rendering

from . import picker, taking_in


class WritingField(AdminMarkdownxWidget):
    template_name = "publications/desk/writing_field.html"

    @property
    def media(self):
        # In this order: each uses what those before define.
        names = (
            *("thumbnails", "sending", "picker", "writing_field", "pasting"),
            *("live_preview", "markdown_marks", "toolbar", "finding", "calm_view"),
            "media_fields",
        )
        sheets = ("writing_media", "writing_page")
        return Media(
            css={"all": [f"publications/desk/{name}.css" for name in sheets]},
            js=[Script(f"publications/desk/{name}.js", defer=True) for name in names],
        )

    def get_context(self, name, value, attrs=None):
        attrs = {"dir": "auto", **(attrs or {})}
        return super().get_context(name, value, attrs)


def markdownify(content: str) -> str:
    """What django-markdownx calls: the public page's own rendering."""
    return rendering.render(content, language=get_language()).html


@csrf_exempt  # its length is looked at before the check reads it: `_take` is protected
@staff_member_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take a picture in that was dropped, pasted or chosen; answer with its reference
    for the body, and with what the page shows of a lead picture."""
    if taking_in.sent_too_much(request, images.MAX_BYTES):
        return picker.sentence(taking_in.too_large())
    return _take(request)


@csrf_protect
def _take(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("image")
    if file is None:
        return picker.sentence(_("The picture is missing."))
    try:
        image = taking_in.picture(file, by=request.user)
    except taking_in.NotTaken as reason:
        return picker.sentence(str(reason), reason.status)
    told = picker.picture_told(image, picker.language_of(request.POST))
    card = render_to_string("publications/desk/picture_card.html", told, request)
    # In a body, the library's words hold wherever the brackets are left empty.
    code = f"![](image:{image.uuid})"
    return JsonResponse({"image_code": code, "uuid": str(image.uuid), "html": card})
