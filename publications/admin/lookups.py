"""What the query string of a list may ask: what the page itself offers, and no more.

Django's own lists answer any look-up of a column, so that whoever sees a row could
learn letter by letter what the page doesn't show. Tests: tests/admin/test_lookups.py.
"""

from collections.abc import Iterator

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from publications import characters

# Of what was typed; more would be a condition for each word.
MAX_WORDS, MAX_CHARACTERS = 10, 200


class AskedAsShown:
    """Goes before ModelAdmin among the bases. What is typed into its form is looked at
    as anywhere."""

    form = characters.ModelForm

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in set(self._offered(request))

    def _offered(self, request: HttpRequest) -> Iterator[str]:
        """What the links of the filters at the side ask."""
        for offered in self.get_list_filter(request):
            if isinstance(offered, type) and issubclass(offered, SimpleListFilter):
                yield offered.parameter_name
                continue
            if isinstance(offered, tuple):  # a field, and how its choices are called
                offered, _how = offered
            yield from (f"{offered}__exact", f"{offered}__isnull", offered)
            if related := self.opts.get_field(offered).related_model:
                yield f"{offered}__{related._meta.pk.name}__exact"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ):
        words = search_term.replace("\0", " ")[:MAX_CHARACTERS].split()[:MAX_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))
