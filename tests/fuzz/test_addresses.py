"""Whatever stands in an address of the site: an answer below 500, in valid HTML, that reflects nothing raw."""

import re
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.filtering.query import FACETS

from .checks import ask
from .payloads import quoted, values, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

FUZZ = settings.get_profile("fuzz")
LANGUAGES = ["de", "en", "fr", "it", "ar"]
# What may stand for each part of an address; a part that is new has to be named here.
PARTS = {
    "slug": values(
        "bone-metastases", "radiation-therapy", "zoltan-kerekeshazi", "universitaetsklinikum-ahornfeld"
    ),
    "specialist": values("zoltan-kerekeshazi"),
    "clinic": values("universitaetsklinikum-ahornfeld"),
    "form_key": values("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    "reference": values("7KQ4-M2PX"),
    "name": values("a.jpg"),
    "token": values("a:b:c"),
    "preview_language": values(*LANGUAGES),
    "key": values("a:b:c"),
    "page": values("imprint", "privacy"),
}
NAMES = values(
    *FACETS, "q", "near", "radius", "sort", "page", "therapy_match", "specialist", "clinic", "fact", "condition",
    "therapy", "key", "next", "date",
)  # fmt: skip
VALUES = values(
    "DE", "DE-BY", "bone-metastases", "radiation-therapy", "de", "yes", "München", "69120", "50", "name", "2",
    "all", "zoltan-kerekeshazi", "phone",
)  # fmt: skip
QUERY = st.one_of(
    st.lists(st.tuples(NAMES, VALUES), max_size=8).map(quoted),
    st.tuples(NAMES, VALUES, st.integers(2, 1500)).map(lambda one: "&".join([quoted([one[:2]])] * one[2])),
    st.binary(max_size=60).map(lambda raw: raw.decode("latin-1").replace("\r", "").replace("\n", "")),
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_ACCEPT_LANGUAGE": words.map(lambda value: value.decode("latin-1")),
        "HTTP_COOKIE": words.map(lambda value: value.decode("latin-1")),
        "HTTP_IF_NONE_MATCH": words.map(lambda value: value.decode("latin-1")),
        "HTTP_ACCEPT_ENCODING": words.map(lambda value: value.decode("latin-1")),
        "HTTP_REFERER": words.map(lambda value: value.decode("latin-1")),
        "HTTP_X_REAL_IP": words.map(lambda value: value.decode("latin-1")),
        "HTTP_X_FORWARDED_PROTO": words.map(lambda value: value.decode("latin-1")),
    },
)


def public_routes(resolver=None, prefix=""):
    """["conditions/<slug:slug>/", …] of all pages but the desk's, without their language."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + (str(entry.pattern) if not hasattr(entry.pattern, "language_prefix") else "<language>/")
        if isinstance(entry, URLResolver):
            if getattr(entry, "app_name", "") != "admin":
                yield from public_routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


ROUTES = sorted(set(public_routes()))
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def names_of(route):
    return [first or second for first, second in PART.findall(route)]


def filled(route, parts):
    """The path of a route with these bytes for its parts."""
    parts = iter(parts)
    path = PART.sub(lambda match: quote_from_bytes(next(parts), safe=""), route)
    return "/" + re.sub(r"[\\^$]", "", path)


def test_every_part_of_an_address_is_tried():
    used = {name for route in ROUTES for name in names_of(route)} - {"language"}
    assert used - PARTS.keys() == set()
    assert len(ROUTES) > 25


def parts_of(route):
    return st.tuples(
        *(st.sampled_from([one.encode() for one in LANGUAGES]) if name == "language" else PARTS[name]
          for name in names_of(route))
    )  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_no_address_breaks_a_page(route):
    client = Client(raise_request_exception=False)

    @settings(FUZZ)
    @given(parts=parts_of(route), query=QUERY, headers=HEADERS, method=st.sampled_from(["GET", "GET", "HEAD"]))
    def ask_for(parts, query, headers, method):
        ask(client, method, f"{filled(route, parts)}?{query}", **headers)

    ask_for()


def test_no_path_breaks_the_site():
    client = Client(raise_request_exception=False)

    @settings(FUZZ, max_examples=4 * FUZZ.max_examples)
    @given(
        parts=st.lists(st.one_of(words, values("de", "en", "specialists", "admin", "static", "media")), max_size=5)
    )
    def ask_for(parts):
        ask(client, "GET", "/" + "/".join(quote_from_bytes(part, safe="") for part in parts))

    ask_for()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X" * 40])
@pytest.mark.parametrize("route", ROUTES)
def test_no_method_breaks_a_page(route, method):
    known = {"language": b"en", "slug": b"bone-metastases", "specialist": b"zoltan-kerekeshazi"}
    parts = [known.get(name, b"7KQ4-M2PX") for name in names_of(route)]
    ask(Client(raise_request_exception=False), method, filled(route, parts), b"a=b")
