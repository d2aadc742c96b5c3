"""The addresses of lists: what an address says of a question, and the reader's list behind it."""

from urllib.parse import urlencode

from django.urls import reverse

from .filtering.query import FACETS, Query
from .models import Specialist
from .places.asking import DEFAULT_RADIUS
from .shortlist.carried import EMPTY


def parameters(query: Query, text):
    """What an address says of a query: {parameter: value or list of values}; defaults are empty."""
    return {
        "q": text,
        **{facet: [*query.values(facet), *query.unknown.get(facet, ())] for facet in FACETS},
        "near": query.near.asked if query.near else "".join(query.unknown.get("near", ())),
        "radius": stated_radius(query.near.radius) if query.near else "",
        "therapy_match": "all" if query.wants_all_therapies else "",
        "sort": query.sort if query.sort != "turn" else "",
        "page": query.page if query.page > 1 else "",
    }


def stated_radius(km):
    """The default is not stated."""
    return "" if km == DEFAULT_RADIUS else km


def query_string(parameters, shortlist=EMPTY):
    """The parameters that say something, in their order, as an address writes them; the reader's list behind."""
    asked = urlencode({name: value for name, value in parameters.items() if value}, doseq=True)
    return "&".join(filter(None, [asked, shortlist.query_string]))


def list_url(model):
    return reverse("directory:specialist_list" if model is Specialist else "directory:clinic_list")


def map_url(model):
    return reverse(f"directory:{model._meta.model_name}_map")
