"""The list of texts: a row for each text, at the same cost however many there are."""

from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from publications import clock
from publications.models import Edition, Stage

from . import care, rows, several
from .filters import (
    CareFilter,
    KindFilter,
    LanguageFilter,
    MineFilter,
    OutletFilter,
    SignatoryFilter,
    SinceFilter,
    StateFilter,
    TopicFilter,
    UntilFilter,
)
from .finding import FoundByWords, found

AROUND = ("before", "after")


class Texts(ChangeList):
    """Of each text the edition that counts: the one under way, else the scheduled, else
    the latest; where a state or words are asked for, the latest that has them.

    Pages begin where the last one ended and nothing is counted, so that the hundredth
    thousand costs nothing.
    """

    def get_filters_params(self, params=None):
        asked = super().get_filters_params(params)
        return {name: value for name, value in asked.items() if name not in AROUND}

    def get_queryset(self, request: HttpRequest, exclude_parameters=None) -> QuerySet:
        shown = super().get_queryset(request, exclude_parameters)
        self.at = clock.moment()
        self.asked_by = request.user
        self.acts_on_several = several.offered(request)
        shown = self._of_each_text(shown, request)
        return shown.prefetch_related("revision__bylines").defer(
            "revision__body", "revision__summary", "revision__subtitle"
        )

    def _of_each_text(self, shown: QuerySet, request: HttpRequest) -> QuerySet:
        """What was discarded counts where it is asked for, or where words are and no
        other edition of its text has them."""
        state = request.GET.get(StateFilter.parameter_name)
        seen = Edition.objects.visible_to(request.user, self.at)
        seen = found(StateFilter.having(seen, state, self.at), self.query).order_by()
        of_text = seen.filter(text=OuterRef("text"))
        counting = of_text.exclude(stage=Stage.DISCARDED)
        no_later = ~Exists(counting.filter(pk__gt=OuterRef("pk")))
        if not self.query and state != Stage.DISCARDED:
            return shown.exclude(stage=Stage.DISCARDED).filter(no_later)
        later = of_text.filter(stage=Stage.DISCARDED, pk__gt=OuterRef("pk"))
        discarded = Q(~Exists(counting), ~Exists(later), stage=Stage.DISCARDED)
        return shown.filter(discarded | Q(no_later) & ~Q(stage=Stage.DISCARDED))

    def get_ordering(self, request, queryset):
        return self.model_admin.get_ordering(request)

    def get_results(self, request: HttpRequest) -> None:
        size = self.list_per_page
        found_here = self._from_here(request)[: size + 1]
        kept = list(found_here)
        has_more, kept = len(kept) > size, kept[:size]
        care.note(kept, self.at)
        if not any(map(several.may_be_chosen, kept)):
            self.acts_on_several = []  # nothing to tick, and so no buttons
        self.is_backwards = self._bound("after", request) is not None
        if self.is_backwards:
            kept.reverse()
        self._note_neighbours(request, kept, has_more)
        self.result_list, self.result_count = kept, len(kept)
        self.full_result_count = self.paginator = None
        self.show_full_result_count = self.show_admin_actions = False
        self.can_show_all = self.multi_page = False

    def _from_here(self, request: HttpRequest) -> QuerySet:
        if not self.is_by_id:
            start = max(self.page_num - 1, 0) * self.list_per_page
            return self.queryset[start:]
        if (bound := self._bound("after", request)) is not None:
            return self.queryset.filter(pk__gt=bound).order_by("pk")
        if (bound := self._bound("before", request)) is not None:
            return self.queryset.filter(pk__lt=bound)
        return self.queryset

    def _note_neighbours(self, request, kept: list[Edition], has_more: bool) -> None:
        """The addresses of the pages before and after this one."""
        self.newer = self.older = None
        if not self.is_by_id:
            if has_more:
                self.older = self._at(p=self.page_num + 1)
            if self.page_num > 1:
                self.newer = self._at(p=self.page_num - 1)
            return
        came_from_older = self.is_backwards
        came_from_newer = self._bound("before", request) is not None
        if kept and (has_more if not self.is_backwards else came_from_older):
            self.older = self._at(before=kept[-1].pk)
        if kept and (has_more if self.is_backwards else came_from_newer):
            self.newer = self._at(after=kept[0].pk)

    def _at(self, **place) -> str:
        return self.get_query_string(place, [*AROUND, "p"])

    @staticmethod
    def _bound(name: str, request: HttpRequest) -> int | None:
        typed = request.GET.get(name, "")
        is_number = typed.isascii() and typed.isdecimal() and len(typed) < 19
        return int(typed) if is_number else None

    @cached_property
    def is_by_id(self) -> bool:
        """Whether the rows are in the order of their ids, the latest first."""
        return tuple(self.queryset.query.order_by) == ("-id",)

    @cached_property
    def first_page(self) -> str:
        return self._at()

    @cached_property
    def rows(self) -> list[rows.Row]:
        return rows.told(self.result_list, self.asked_by, self.at)

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.query) or any(spec.value() for spec in self.filter_specs)

    @cached_property
    def usual(self) -> list:
        return [spec for spec in self.filter_specs if spec.is_usual]

    @cached_property
    def further(self) -> list:
        return [spec for spec in self.filter_specs if not spec.is_usual]

    @cached_property
    def is_narrowed_further(self) -> bool:
        return any(spec.value() for spec in self.further)


class ListOfTexts(FoundByWords):
    """Goes before ModelAdmin among the bases."""

    list_filter = (
        *(MineFilter, StateFilter, LanguageFilter, KindFilter, CareFilter),
        *(SignatoryFilter, OutletFilter, TopicFilter, SinceFilter, UntilFilter),
    )
    list_select_related = (
        *("text__publication", "revision__saved_by", "reviewing_by"),
        "awaits__outlet",
    )
    list_per_page = 50
    ordering = ("-id",)
    actions = None
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return Texts

    def get_ordering(self, request):
        # What is urgent, then due, comes first where the list is of texts in review.
        if request.GET.get("state") == Stage.IN_REVIEW:
            return ("-priority", F("due_on").asc(nulls_last=True), "-id")
        return super().get_ordering(request)

    def changelist_view(self, request, extra_context=None):
        extra_context = {"title": _("Texts"), **(extra_context or {})}
        return super().changelist_view(request, extra_context)
