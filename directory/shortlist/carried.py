"""A reader's list as the addresses of pages carry it: no account, no cookie, nothing stored."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from directory.filtering.filterset import printable

KINDS = ("specialist", "clinic")  # the names of the models, and of the parameters
MOST = 20  # entries: their address still fits into a QR code, a mail and every browser
LONGEST = 100  # characters of a slug


@dataclass(frozen=True)
class Shortlist:
    """Chosen entries as ((kind, slug), …); `left_out` says how many more the address named than a list holds."""

    pairs: tuple[tuple[str, str], ...] = ()
    left_out: int = 0

    def __len__(self):
        return len(self.pairs)

    def __contains__(self, listing):
        return pair(listing) in self.pairs

    @property
    def is_full(self):
        return len(self) >= MOST

    @property
    def query_string(self):
        return urlencode(self.pairs)

    @property
    def question(self):
        """To be put after an address that asks for nothing else."""
        return f"?{self.query_string}" if self.pairs else ""

    @property
    def url(self):
        return f"{reverse('directory:shortlist')}{self.question}"

    def adding(self, listing):
        return Shortlist((*self.pairs, pair(listing)))

    def without(self, listing):
        return Shortlist(tuple(other for other in self.pairs if other != pair(listing)))


EMPTY = Shortlist()


def pair(listing):
    return listing._meta.model_name, listing.slug


def carried_by(parameters):
    """The Shortlist in the QueryDict of an address. Whether its entries exist, only the list's own page asks."""
    named = [(kind, printable(slug)[:LONGEST]) for kind in KINDS for slug in parameters.getlist(kind) if slug]
    pairs = tuple(dict.fromkeys(named))
    return Shortlist(pairs[:MOST], max(0, len(pairs) - MOST))
