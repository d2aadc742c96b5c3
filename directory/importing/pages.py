"""What the pages of an import show."""

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from directory.models.import_run import Outcome

from . import exporting, showing

PER_PAGE = 50


class RowsPage:
    """The rows of a run as a reader asked for them: of one outcome, one page."""

    def __init__(self, request, run):
        asked = request.GET.get("outcome", "")
        self.outcome = asked if asked in run.counts else ""
        self.filters = [
            (outcome.value, capfirst(outcome.label), run.counts[outcome], outcome == self.outcome)
            for outcome in Outcome
            if run.counts.get(outcome)
        ]
        rows = run.rows.order_by("line")
        if self.outcome:
            rows = rows.filter(outcome=self.outcome)
        self.page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        self.shown = showing.shown(run, list(self.page), self.url_of)
        self.has_choices = any(row.choices for row in self.shown)
        self.written = run.counts.get(Outcome.NEW, 0) + run.counts.get(Outcome.CHANGED, 0)
        self.refused = run.counts.get(Outcome.REFUSED, 0)
        self.suspects = run.counts.get(Outcome.SUSPECT, 0)

    @staticmethod
    def url_of(model, pk):
        return reverse(f"admin:directory_{model}_change", args=[pk])


def download(parts, form, name):
    """A file made while it is sent."""
    response = StreamingHttpResponse(parts, content_type=exporting.CONTENT_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
