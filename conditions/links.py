"""Where the links in medical texts lead."""

from django.db.models import F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import ngettext

from desk.models import Status

from .markup import Target
from .models import Condition, GlossaryTerm, PrimaryTumour, Specialty, Symptom, Therapy

# Plain QuerySets, because modeltranslation's return the columns of values_list() in no particular order.
LINKABLE = {
    "condition": QuerySet(Condition).filter(status=Status.PUBLISHED),
    "therapy": QuerySet(Therapy).filter(status=Status.PUBLISHED),
    "glossary": QuerySet(GlossaryTerm),
    "specialty": QuerySet(Specialty),
    "symptom": QuerySet(Symptom).filter(condition__status=Status.PUBLISHED),
    "tumour": QuerySet(PrimaryTumour),
}


def link_targets(results):
    """{(kind, slug): Target} of everything a text may link to; `results(kind, slug)` counts listings."""
    parts = [
        queryset.order_by()
        .annotate(link_kind=Value(kind), link_page=F("condition__slug") if kind == "symptom" else F("slug"))
        .values_list("link_kind", "slug", "link_page")
        for kind, queryset in LINKABLE.items()
    ]
    return {
        (kind, slug): _target(_url(kind, slug, page), results(kind, slug))
        for kind, slug, page in parts[0].union(*parts[1:], all=True)
    }


def _target(url, results):
    label = ngettext(
        "%(count)s specialist in the directory", "%(count)s specialists in the directory", results.count
    )
    return Target(
        url=url or results.url,
        results_url=results.url,
        results_label=label % {"count": results.count},
        results_count=results.count,
    )


def _url(kind, slug, page):
    if kind == "condition":
        return reverse("conditions:condition_detail", args=[slug])
    if kind == "symptom":
        return f"{reverse('conditions:condition_detail', args=[page])}#symptom-{slug}"
    if kind == "therapy":
        return reverse("conditions:therapy_detail", args=[slug])
    if kind == "glossary":
        return f"{reverse('conditions:glossary')}#{slug}"
    return ""  # tumours and specialties have no page: their link is the filtered list
