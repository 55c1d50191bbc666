"""What happened to texts that concern the person at the desk."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from publications import clock
from publications.models import OPEN_STAGES, Edition, Notice
from publications.rendering.language_names import language_name
from publications.rendering.languages import language_tag
from publications.workflow.letters import EVENTS

from .permissions import ByRole, may
from .words import in_words


@admin.register(Notice)
class NoticeAdmin(ByRole, admin.ModelAdmin):
    """One's own notices, newest first; opening the list marks nothing as seen."""

    list_display = ["what", "text", "actor_name", "note", "when"]
    list_display_links = None
    list_select_related = ["edition__revision", "edition__text__archived__batch"]
    ordering = ["-at", "-id"]
    actions = None
    show_full_result_count = False
    change_list_template = "admin/publications/notice/change_list.html"

    def has_view_permission(self, request, obj=None):
        return obj is None and may(request, "read")

    def get_queryset(self, request):
        return super().get_queryset(request).told_to(request.user, clock.moment())

    def get_urls(self):
        seen = self.admin_site.admin_view(require_POST(self.all_seen))
        return [path("seen/", seen, name="notices_seen"), *super().get_urls()]

    def all_seen(self, request):
        """Mark all as seen."""
        self.get_queryset(request).filter(seen_at=None).update(
            seen_at=clock.database_now()
        )
        return HttpResponseRedirect(reverse("admin:publications_notice_changelist"))

    def changelist_view(self, request, extra_context=None):
        extra = {"title": _("Notices"), **(extra_context or {})}
        return super().changelist_view(request, extra)

    @admin.display(description=gettext_lazy("what"))
    def what(self, notice):
        template = "{}" if notice.seen_at else "<strong>{}</strong>"
        return format_html(template, EVENTS[notice.event].headline)

    @admin.display(description=gettext_lazy("text"))
    def text(self, notice):
        if notice.event in ("batch_submitted", "batch_approved"):
            batch = notice.edition.text.archived.batch
            page = reverse("admin:publications_archivebatch_change", args=[batch.pk])
            return format_html('<a href="{}"><bdi>{}</bdi></a>', page, batch)
        original = _link(notice.edition)
        if notice.event != "original_changed":
            return original
        # What is to be done is done in the translations.
        ways = [(_way_to_work(each),) for each in _behind(notice)]
        return format_html_join("", "{}<br>", ways) + original

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, notice):
        return in_words(notice.at)


def _behind(notice: Notice) -> QuerySet[Edition]:
    """Translations that the person sees and that follow an earlier wording."""
    at = clock.moment()
    seen = Edition.objects.visible_to(notice.account, at).behind_original(at)
    behind = seen.filter(text__publication=notice.edition.text.publication_id)
    return behind.select_related("text", "revision").order_by("pk")


def _way_to_work(translation: Edition) -> SafeString:
    """Side by side with the original; of a public one, the page that begins its next
    edition."""
    language = language_name(translation.text.language)
    if translation.stage in OPEN_STAGES:
        page, words = "edition_side_by_side", _("Side by side in %(language)s")
    else:
        page, words = "publications_edition_change", _("To be mended in %(language)s")
    return format_html(
        '{}: <a href="{}"><bdi lang="{}">{}</bdi></a>',
        words % {"language": language},
        reverse(f"admin:{page}", args=[translation.pk]),
        language_tag(translation.text.language),
        translation.title,
    )


def _link(edition: Edition) -> SafeString:
    return format_html(
        '<a href="{}"><bdi lang="{}">{}</bdi></a>',
        reverse("admin:publications_edition_change", args=[edition.pk]),
        language_tag(edition.text.language),
        edition.title,
    )
