"""Another file in a picture's place: words, people and event go with it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from publications import characters, images
from publications.admin import taking_in
from publications.admin.media_fields import PICTURES
from publications.models import Image

from . import adding, uses


class ReplaceForm(characters.Form):
    file = forms.FileField(
        label=gettext_lazy("The new picture"),
        allow_empty_file=True,  # refused in the same words as everywhere
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF, HEIC or GIF. Words, people and event go with it."
        ),
        error_messages={"required": gettext_lazy("Please choose a file first.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Empty: the name of the old one."),
    )


def address_of_view(model_admin):
    """The view; what is sent is weighed before the check of its token reads it."""

    @csrf_exempt
    def entered(request: HttpRequest, pk: int) -> HttpResponse:
        if not model_admin.has_change_permission(request):
            raise PermissionDenied
        image = get_object_or_404(model_admin.get_queryset(request), pk=pk)
        if request.method == "POST":
            try:
                adding.read(request, images.MAX_BYTES)
            except adding.NotRead as fault:
                form = ReplaceForm(label_suffix="")
                return _page(model_admin, request, image, form, fault)
        return _replace(request, model_admin, image)

    return entered


@csrf_protect
def _replace(request: HttpRequest, model_admin, image: Image) -> HttpResponse:
    if request.method != "POST":
        return _page(model_admin, request, image, ReplaceForm(label_suffix=""))
    form = ReplaceForm(request.POST, request.FILES, label_suffix="")
    if form.is_valid():
        try:
            typed = form.cleaned_data
            name = typed["name"].strip() or image.name
            new = taking_in.in_place_of(image, typed["file"], name, by=request.user)
        except taking_in.NotTaken as reason:
            form.add_error("file", str(reason))
        else:
            told = {"name": image}
            messages.success(
                request, _("This picture takes the place of “%(name)s”.") % told
            )
            return model_admin.to_page_of(new)
    return _page(model_admin, request, image, form)


def _page(
    model_admin,
    request: HttpRequest,
    image: Image,
    form: ReplaceForm,
    fault: adding.NotRead | None = None,
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Replace a picture"),
        "opts": model_admin.opts,
        "original": image,
        "form": form,
        "fault": fault,
        "drafts": uses.open_drafts(request, image),
    }
    template = "publications/desk/library/replace.html"
    status = fault.status if fault else 400 if form.errors else 200
    return TemplateResponse(request, template, context, status=status)
