"""Removing what was taken in by mistake; what anything uses stays, it is said why."""

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import workflow
from publications.admin.kept import KeptAdmin
from publications.admin.permissions import may


class RemovableAdmin(KeptAdmin):
    """Asks first, on a page for it; the act asks once more, under its lock."""

    delete_confirmation_template = "publications/desk/library/remove.html"

    def why_stays(self, stored: models.Model) -> str:
        """Say why it can't be removed, or return ""."""
        raise NotImplementedError

    def has_delete_permission(self, request, obj=None):
        return may(request, f"change_{self.opts.model_name}")

    def get_deleted_objects(self, objs, request):
        return [str(stored) for stored in objs], {}, set(), []

    def delete_view(self, request, object_id, extra_context=None):
        extra_context = {"title": _("Remove"), **(extra_context or {})}
        stored = self.get_object(request, object_id)
        if stored is None:
            return super().delete_view(request, object_id, extra_context)
        reason = self.why_stays(stored)
        if not reason:
            try:
                return super().delete_view(request, object_id, extra_context)
            except workflow.NotPossible as refusal:
                workflow.enter_refusal(refusal, by=request.user)
                reason = str(refusal)
        messages.error(request, reason)
        return self.to_page_of(stored)

    def log_deletions(self, request: HttpRequest, queryset):
        return []  # the record has it

    def to_page_of(self, stored: models.Model) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[stored.pk]))
