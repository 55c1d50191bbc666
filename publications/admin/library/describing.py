"""Describing many pictures at once: new ones, or those that nobody has described."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publications import characters, workflow
from publications.admin import finding
from publications.models import Image
from publications.rendering.language_names import language_name

from . import care
from .wording import DescribeForm, write_in

MOST = 60  # pictures on one page


class ForAllForm(characters.Form):
    """What is said once for all of them."""

    credit_for_all = forms.CharField(
        label=gettext_lazy("Credit for all"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Taken where none is given below."),
    )

    def __init__(self, data, language: str):
        super().__init__(data, label_suffix="")
        write_in(self.fields["credit_for_all"], language)


def address(pictures: list[Image], language: str = "") -> str:
    """Of the page for these pictures."""
    asked = {"of": ",".join(str(image.pk) for image in pictures)}
    if language:
        asked["language"] = language
    return f"{reverse('admin:picture_describe')}?{urlencode(asked)}"


def describe(model_admin, request: HttpRequest) -> HttpResponse:
    """`?of=12,13&language=en`: pictures and a language; without any, the latest of
    one's own that have no text alternative in that language."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    pictures = _pictures(request, language)
    sent = request.POST if request.method == "POST" else None
    forms_of = [DescribeForm(sent, image=i, language=language) for i in pictures]
    for_all = ForAllForm(sent, language)
    faulty = False
    if sent is not None:
        faulty = any(form.errors for form in (for_all, *forms_of))
        if not faulty:
            _store(request, forms_of, for_all.cleaned_data["credit_for_all"])
            return _onward(request, pictures)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Describe pictures"),
        "opts": model_admin.opts,
        "forms": forms_of,
        "for_all": for_all,
        "faulty": faulty,
        "language": language,
        "languages": [
            (code, language_name(code), address(pictures, code))
            for code, _own in settings.LANGUAGES
        ],
    }
    template = "publications/desk/library/describe.html"
    return TemplateResponse(request, template, context, status=400 if faulty else 200)


def _pictures(request: HttpRequest, language: str) -> list[Image]:
    seen = finding.pictures(request)
    asked = [part for part in request.GET.get("of", "").split(",") if _is_id(part)]
    if "of" in request.GET:
        found = {str(image.pk): image for image in seen.filter(pk__in=asked[:MOST])}
        return [found[pk] for pk in dict.fromkeys(asked) if pk in found]
    mine = seen.filter(uploaded_by=request.user)
    return list(care.lacking_alternative(mine, language)[:MOST])


def _is_id(part: str) -> bool:
    """Whether it is a number that every database takes for an id."""
    return part.isascii() and part.isdecimal() and len(part) < 19


def _store(request: HttpRequest, forms_of: list[DescribeForm], credit: str) -> None:
    with transaction.atomic():
        stored = [form.image for form in forms_of if form.store(credit)]
        for image in stored:
            workflow.note_kept(image, by=request.user)
    messages.success(
        request,
        ngettext(
            "%(n)d picture is described.",
            "%(n)d pictures are described.",
            len(stored),
        )
        % {"n": len(stored)},
    )


def _onward(request: HttpRequest, pictures: list[Image]) -> HttpResponse:
    """To the same pictures in another language, or to the library."""
    following = request.POST.get("following", "")
    if following in dict(settings.LANGUAGES):
        return HttpResponseRedirect(address(pictures, following))
    return HttpResponseRedirect(reverse("admin:publications_image_changelist"))
