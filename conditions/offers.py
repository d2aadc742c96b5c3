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

        total, url, form_url, clinics_total, clinics_url, specialists (first few), hidden [(name, value)],
        countries and therapies (facets), and results(kind, slug) -> Results of the specialists who treat the
        condition with a "therapy", are responsible for a "tumour", or belong to a "specialty".
        """

    def for_therapies(self, therapies):
        """{therapy slug: Results}."""

    def for_therapy(self, therapy):
        """[{code, name, specialists, specialists_url, clinics, clinics_url}] by country."""
