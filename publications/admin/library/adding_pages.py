"""The page that adds files to the library, and the address for its script."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from . import adding
from .adding import NotRead, Result
from .removing import RemovableAdmin


class LibraryAdmin(RemovableAdmin):
    """What pictures and attachments have in common: they come as files."""

    upload_name = ""  # of the address that a script sends files to
    add_template = ""
    largest = 0  # bytes that one file may have; a recording may have more

    def take(self, request: HttpRequest):
        """Return what takes one file of this request in."""
        raise NotImplementedError

    def get_urls(self):
        upload = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", upload, name=self.upload_name), *super().get_urls()]

    def told_on_page(self, stored: models.Model) -> dict[str, object]:
        """What the page of one says of going: adding is another page's."""
        stays = self.why_stays(stored)
        return {
            "stays": stays,
            "show_delete": not stays,
            "show_save_and_add_another": False,
        }

    def address_of(self, request: HttpRequest, stored: models.Model) -> str:
        """Its page, where the person may open it."""
        if not self.get_queryset(request).filter(pk=stored.pk).exists():
            return ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[stored.pk])

    def taken(self, request: HttpRequest) -> list[Result]:
        files = adding.files_of(request)
        return adding.take_all(
            files, self.take(request), lambda stored: self.address_of(request, stored)
        )

    # --- The page -------------------------------------------------------------------

    # What is sent is weighed before the check of its token reads it (`adding.read`).
    @method_decorator(csrf_exempt)
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                adding.read(request)
            except NotRead as fault:
                return self._add_page(request, fault=fault)
        return self._add(request)

    @method_decorator(csrf_protect)
    def _add(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._add_page(request)
        try:
            return self._add_page(request, self.taken(request))
        except NotRead as fault:
            return self._add_page(request, fault=fault)

    def _add_page(
        self,
        request: HttpRequest,
        results: list[Result] | None = None,
        fault: NotRead | None = None,
    ) -> HttpResponse:
        added = [result for result in results or () if result.media]
        context = {
            **self.admin_site.each_context(request),
            "title": _("What became of the files") if results else self.add_title(),
            "opts": self.opts,
            "results": results,
            "added": added,
            "fault": fault,
            "largest": self.largest,
            "max_files": adding.MAX_FILES,
            "max_together": adding.MAX_TOGETHER,
            "upload_url": reverse(f"admin:{self.upload_name}"),
            **self.told_when_adding(request, added),
        }
        # A page of refusals alone is the answer to a bad request.
        status = fault.status if fault else 200 if added or not results else 400
        return TemplateResponse(request, self.add_template, context, status=status)

    def add_title(self) -> str:
        raise NotImplementedError

    def told_when_adding(self, request: HttpRequest, added: list[Result]) -> dict:
        return {}

    # --- Its script -----------------------------------------------------------------

    @method_decorator(csrf_exempt)
    @method_decorator(require_POST)
    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Take files in and say of each what became of it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            adding.read(request)
        except NotRead as fault:
            return _sentence(fault)
        return self._upload(request)

    @method_decorator(csrf_protect)
    def _upload(self, request: HttpRequest) -> HttpResponse:
        try:
            results = self.taken(request)
        except NotRead as fault:
            return _sentence(fault)
        status = 200 if any(result.media for result in results) else 400
        told = [result.as_json() for result in results]
        return JsonResponse({"files": told, "sentence": ""}, status=status)


def _sentence(fault: NotRead) -> HttpResponse:
    answer = {"files": [], "sentence": str(fault)}
    return JsonResponse(answer, status=fault.status)
