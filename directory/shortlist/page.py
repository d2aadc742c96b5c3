"""What the page of a reader's list shows, and what its files are made of."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property

from conditions.models import Country
from desk.qr_code import qr_code
from directory.addresses import list_url
from directory.models import Clinic, Listing, Specialist

from .carried import MOST, Shortlist, pair
from .comparison import Comparison

MODELS = {"specialist": Specialist, "clinic": Clinic}


@dataclass(frozen=True)
class Entry:
    """A listing from for_list() on the list `of`."""

    listing: Listing
    of: Shortlist

    @property
    def is_clinic(self):
        return isinstance(self.listing, Clinic)

    @property
    def url(self):
        return f"{self.listing.get_absolute_url()}{self.of.question}"

    @property
    def remove_url(self):
        return self.of.without(self.listing).url

    @property
    def affiliations(self):
        return [] if self.is_clinic else self.listing.affiliations.all()

    @property
    def clinics(self):
        """Where it is: the clinic itself, or those at which a specialist works, the main one first."""
        return [self.listing] if self.is_clinic else [row.clinic for row in self.affiliations]


class ShortlistPage:
    """The entries of a Shortlist that are listed, and the slugs of those that are not. `site` is "https://…"."""

    most = MOST

    def __init__(self, shortlist, site):
        self.asked_url = shortlist.url
        self.left_out = shortlist.left_out
        self.site = site
        found = _found(shortlist)
        self.missing = [slug for kind, slug in shortlist.pairs if (kind, slug) not in found]
        self.listed = Shortlist(tuple(pair for pair in shortlist.pairs if pair in found))
        self.entries = [Entry(found[pair], self.listed) for pair in self.listed.pairs]

    @property
    def address(self):
        """Its own, complete, with what is listed only."""
        return f"{self.site}{self.listed.url}"

    @property
    def qr_code(self):
        return qr_code(self.address)

    @property
    def vcard_url(self):
        return f"{reverse('directory:shortlist_vcard')}{self.listed.question}"

    @property
    def csv_url(self):
        return f"{reverse('directory:shortlist_csv')}{self.listed.question}"

    @property
    def specialists_url(self):
        return f"{list_url(Specialist)}{self.listed.question}"

    @property
    def clinics_url(self):
        return f"{list_url(Clinic)}{self.listed.question}"

    @cached_property
    def comparison(self):
        return Comparison(self.entries)

    @property
    def has_samples(self):
        return any(entry.listing.is_sample for entry in self.entries)

    @cached_property
    def countries(self):
        """The codes of the countries of all entries, in our order."""
        codes = {clinic.country for entry in self.entries for clinic in entry.clinics}
        return [country.value for country in Country if country.value in codes]


def _found(shortlist):
    """{(kind, slug): listing} of the published ones, in a number of statements that does not grow with them."""
    found = {}
    for kind, model in MODELS.items():
        slugs = [slug for named, slug in shortlist.pairs if named == kind]
        listings = model.objects.published().for_list().in_bulk(slugs, field_name="slug")
        found |= {pair(listing): listing for listing in listings.values()}
    return found
