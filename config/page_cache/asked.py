"""Which requests ask for a public page, and which of those pages may be kept."""

import re
from hashlib import blake2b
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import DisallowedHost

from directory.filtering.bitmaps import log
from directory.filtering.filterset import SORTS, THERAPY_MATCHES
from directory.filtering.query import FACETS
from directory.filtering.vocabulary import vocabulary
from directory.places.asking import RADII
from legal.models import LegalPage

from .edition import edition

# "kept" is what asks the database and is the same for everybody: the pages about the site ask nothing (the order
# follows from the day alone), and a shortlist is one reader's
LEGAL = "|".join(LegalPage.Slug.values)
PUBLIC = re.compile(
    r"/[a-z]{2}/(?:about/(?:order/)?|shortlist/|"
    rf"(?P<kept>(?:glossary|{LEGAL})/|map/(?:specialists|clinics)/|"
    r"(?:(?:conditions|therapies|specialists|clinics)/(?:[-\w]+/)?)?))",
    re.ASCII,
)
# what can be chosen; what is typed (q, near) and whom a reader chose (specialist, clinic) are not among it
CHOSEN = {
    **dict.fromkeys(FACETS, r"[-\w]+"),  # as far as is_known()
    "therapy_match": "|".join(THERAPY_MATCHES),
    "radius": "|".join(map(str, RADII)),
    "sort": "|".join(SORTS),
    "page": "[1-9][0-9]{0,5}",
}
ONE = "|".join(f"{name}=(?:{values})" for name, values in CHOSEN.items())
CODES = re.compile(rf"(?:(?:{ONE})(?:&|$))*", re.ASCII)
LONGEST = 1000  # characters of a question


def is_public(request):
    """Whether it asks for a page that is the same for everybody; whoever is signed in is asked for by name."""
    return (
        request.method in ("GET", "HEAD")
        and PUBLIC.fullmatch(request.path_info) is not None
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
    )


def question(request):
    """Its query without the fields that a form sends though nothing was entered."""
    parts = request.META.get("QUERY_STRING", "").split("&")
    return "&".join(part for part in parts if part.partition("=")[2])


def key_of(request, coding):
    """The key of a page that may be kept, compressed so, or None. Nobody can read from it what was asked."""
    asked = question(request)
    if len(asked) > LONGEST or not CODES.fullmatch(asked):
        return None
    if PUBLIC.fullmatch(request.path_info)["kept"] is None:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:  # whoever renders the page says so
        return None
    told = "\n".join([edition(), coding, request.scheme, host, request.path, asked])
    return blake2b(told.encode(), digest_size=20).hexdigest()


def is_known(request):
    """Whether all that was chosen can be chosen: other values are words that somebody typed."""
    chosen = [(name, value) for name, value in parse_qsl(question(request)) if name in FACETS]
    known = vocabulary(log.now().version) if chosen else {}
    return all(value in known[facet] for facet, value in chosen)
