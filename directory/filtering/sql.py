"""The answer from PostgreSQL: three statements, whatever the number of facets."""

from django.db.models import Count, F, Q, Value

from .query import FACETS, PAGE_SIZE, Answer
from .rows import facet_rows, listings_with_word

ORDERS = {
    "name": ("sort_name", "pk"),
    "checked": (F("checked_on").desc(nulls_last=True), "sort_name", "pk"),
}


def answer(model, query):
    """The Answer to `query` among the published listings of `model`; page numbers beyond the last are the last."""
    found = matching(model, query)
    total = found.count()
    page = min(query.page, max(1, -(-total // PAGE_SIZE)))
    start = (page - 1) * PAGE_SIZE
    ids = found.order_by(*ORDERS[query.sort]).values_list("pk", flat=True)[start : start + PAGE_SIZE]
    return Answer(ids=tuple(ids), total=total, page=page, counts=counts(model, query))


def matching(model, query):
    """The published listings that meet every facet and every word of `query`."""
    found = model.objects.published().order_by()
    for facet in query.asked:
        found = _with_facet(found, facet, query)
    for word in query.words:
        found = found.filter(listings_with_word(found.model, word))
    return found


def _with_facet(found, facet, query):
    values = query.values(facet)
    rows = facet_rows(found.model, facet, query)
    if facet == "therapy" and query.wants_all_therapies:
        if query.unknown.get(facet):
            return found.none()
        for value in values:
            found = found.filter(pk__in=rows.filter(value=value).values("listing"))
        return found
    return found.filter(pk__in=rows.filter(value__in=values).values("listing"))


def counts(model, query):
    """{facet: {value: number of listings}} as Answer.counts defines it."""
    counted = {facet: {} for facet in FACETS}
    statements = [_facet_counts(model, facet, query) for facet in FACETS]
    for facet, value, number in statements[0].union(*statements[1:], all=True):
        counted[facet][value] = number
    return counted


def _facet_counts(model, facet, query):
    others = query if facet == "therapy" and query.wants_all_therapies else query.without(facet)
    rows = facet_rows(model, facet, others)
    return (
        rows.filter(listing__in=matching(model, others).values("pk"))
        .values("value")
        .annotate(number=Count("listing", distinct=True), facet=Value(facet))
        .values_list("facet", "value", "number")
    )


def totals_without(model, query, facets):
    """{facet: how many listings match without it}, for the way out of an empty result; "q" is the text."""
    if not facets:
        return {}
    return model.objects.aggregate(
        **{
            facet: Count("pk", filter=Q(pk__in=matching(model, query.without(facet)).values("pk")))
            for facet in facets
        }
    )
