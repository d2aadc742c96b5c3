"""Lists that open as fast with 100,000 rows as with 100: nothing is counted, sorted or done without a limit."""

from django.contrib import messages
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

AT_MOST = 1000  # rows that are counted; nobody reads further
AT_ONCE = 200  # objects that one action takes on, which is some ten seconds of work for publishing
LAST_PAGE = 10**6  # a number beyond is no page of anything, and PostgreSQL would refuse it


class Number(int):
    """A count that goes no further than AT_MOST, as shown: "7", or "1000+"."""

    def __str__(self):
        return f"{AT_MOST}+" if self > AT_MOST else int.__repr__(self)


def counted(queryset):
    """The Number of rows, or one more than AT_MOST: never a count of a whole long table."""
    return Number(queryset.order_by()[: AT_MOST + 1].count())


class BoundedPaginator(Paginator):
    """Beyond AT_MOST rows a page knows only whether another one follows; so one can still go to the end."""

    seen_pages = 0

    @cached_property
    def count(self):
        return counted(self.object_list)

    @property
    def num_pages(self):
        """The pages known so far."""
        return max(super().num_pages, self.seen_pages)

    def validate_number(self, number):
        is_beyond = self.count > AT_MOST and isinstance(number, int) and self.num_pages < number <= LAST_PAGE
        return number if is_beyond else super().validate_number(number)

    def page(self, number):
        number = self.validate_number(number)
        if self.count <= AT_MOST:
            return super().page(number)
        start = (number - 1) * self.per_page
        rows = self._rows(start, start + self.per_page + 1)
        if not rows:
            raise EmptyPage(self.error_messages["no_results"])
        self.seen_pages = number + (len(rows) > self.per_page)
        return self._get_page(rows[: self.per_page], number, self)

    def _rows(self, start, stop):
        if start < AT_MOST:
            return list(self.object_list[start:stop])
        keys = self.object_list.values_list("pk", flat=True)[start:stop]  # skipped over in the index alone
        return list(self.object_list.filter(pk__in=list(keys)))

    def get_page(self, number):
        """The first page for what is no number of a page."""
        try:
            return self.page(int(number))
        except (TypeError, ValueError, InvalidPage):
            return self.page(1)

    def get_elided_page_range(self, number=1, **kwargs):
        """Ends in an ellipsis where more pages follow than are known."""
        yield from super().get_elided_page_range(number, **kwargs)
        if self.count > AT_MOST and self.seen_pages < self.num_pages:
            yield self.ELLIPSIS


class LongList(ChangeList):
    """Sorted only by the columns that say so; the key goes with them, so that one index serves both directions."""

    def get_ordering_field(self, field_name):
        is_sortable = self.sortable_by is None or field_name in self.sortable_by
        return super().get_ordering_field(field_name) if is_sortable else None

    def get_ordering(self, request, queryset):
        ordering = super().get_ordering(request, queryset.order_by())  # not by the list's own order after that
        if ordering == ["-pk"]:
            return self.model_admin.get_ordering(request) or self.lookup_opts.ordering
        *columns, last = ordering
        ascends = columns and not str(columns[-1]).startswith("-")
        return [*columns, "pk" if last == "-pk" and ascends else last]


class LongListAdmin:
    """For the admin of a model that may have 100,000 rows."""

    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # they would count everything, once for each value of each filter

    def get_changelist(self, request, **kwargs):
        return LongList

    def response_action(self, request, queryset):
        """Refuses to act on more than can be done before somebody's browser gives up."""
        takes_all = request.POST.get("select_across", "0") not in ("", "0")
        if takes_all and queryset.order_by()[AT_ONCE : AT_ONCE + 1].exists():
            text = _("No more than %(number)d objects at once: please narrow the list by its filters.")
            messages.error(request, text % {"number": AT_ONCE})
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset)
