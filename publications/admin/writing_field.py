"""The Markdown field of django-markdownx with its traps mended, and its preview.

Its own script traps Tab (WCAG 2.1.2), types error words into the manuscript and stays
faint after an error; its own views serve anybody. The field, its settings and the
names of its addresses are kept; script, style and views are ours.
"""

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from markdownx.widgets import AdminMarkdownxWidget

from publications import images, rendering, workflow

from .permissions import may

# A preview is asked for every few keystrokes: longer texts are shown on the page.
PREVIEW_CHARACTERS = 100_000


class WritingField(AdminMarkdownxWidget):
    template_name = "publications/desk/writing_field.html"

    @property
    def media(self):
        return Media(js=[Script("publications/desk/writing_field.js", defer=True)])

    def get_context(self, name, value, attrs=None):
        attrs = {"dir": "auto", **(attrs or {})}
        return super().get_context(name, value, attrs)


def markdownify(content: str) -> str:
    """What django-markdownx calls: the public page's own rendering."""
    return rendering.render(content, language=get_language()).html


@staff_member_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Answer with the body as the public page will show it; nothing is stored."""
    if not may(request, "read"):
        raise workflow.NotPermitted
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = get_language()
    content = request.POST.get("content", "")[:PREVIEW_CHARACTERS]
    try:
        pictures = workflow.shown_as(workflow.named_in(content))
        html = rendering.render(content, language=language, image=pictures).html
    except rendering.TooLong as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    return render(
        request, "publications/desk/preview.html", {"html": html, "language": language}
    )


@staff_member_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take a dropped or pasted picture in; answer with its reference for the body."""
    file = request.FILES.get("image")
    if file is None or file.size > images.MAX_BYTES:
        sentence = _("The picture is missing, or larger than %(size)d MB.") % {
            "size": images.MAX_BYTES // 2**20
        }
        return HttpResponse(sentence, status=400, content_type="text/plain")
    try:
        image = workflow.take_picture_in(file.read(), file.name, by=request.user)
    except images.Refused as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    return JsonResponse({"image_code": f"![](image:{image.uuid})"})
