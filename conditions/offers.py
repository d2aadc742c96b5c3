"""What medical pages show of the directory, without knowing it.

config/urls.py hands the views an object that answers these questions; directory/offers.py is the real one.
The arrow directory -> conditions stays one-way.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Results:
    """How many listings a link leads to."""

    count: int = 0
    url: str = ""


class Offers(Protocol):
    def for_conditions(self, conditions):
        """{condition slug: Results}."""

    def for_condition(self, condition):
        """The specialists block of a condition page.

        total, url, clinics_total, clinics_url, specialists (first few), countries and therapies (facets),
        hidden [(name, value)], and results(kind, slug) -> Results of the specialists who treat the condition
        with a "therapy", or are responsible for a "tumour", or belong to a "specialty".
        """

    def for_therapies(self, therapies):
        """{therapy slug: Results}."""

    def for_therapy(self, therapy):
        """[{code, name, specialists, specialists_url, clinics, clinics_url}] by country."""


class NoOffers:
    """For a preview in the admin: the page without the directory."""

    total = clinics_total = 0
    url = clinics_url = form_url = ""
    specialists = hidden = ()
    countries = therapies = None

    def results(self, kind, slug):
        return Results()

    def for_therapy(self, therapy):
        return []
