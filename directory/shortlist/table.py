"""Entries as a table for a spreadsheet: a row for each."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.importing.words import neutralised
from directory.models import Listing
from directory.models.listing import FACTS

from . import words


def rows(entries, site):
    """Lists of cells, the headers first; `site` is "https://…". A spreadsheet runs none of them."""
    yield [neutralised(str(header)) for header in _headers()]
    for entry in entries:
        yield [neutralised(cell) for cell in _cells(entry, site)]


def _headers():
    contact, facts = _labels("phone", "email", "website", "languages"), _labels(*FACTS)
    treats = pgettext("what a specialist or clinic does", "Treats")
    checked, sample = _labels("checked_on", "is_sample")
    return [_("Name"), _("Kind"), _("Address"), *contact, treats, *facts, checked, _("Page"), sample]


def _labels(*fields):
    return [capfirst(Listing._meta.get_field(field).verbose_name) for field in fields]


def _cells(entry, site):
    listing = entry.listing
    return [
        listing.name,
        words.kind(listing),
        "\n".join(_address(clinic, entry) for clinic in entry.clinics),
        listing.phone,
        listing.email,
        listing.website,
        ", ".join(language.name for language in listing.languages.all()),
        "\n".join(words.treats(listing)),
        *(stated for _label, stated in words.facts(listing)),
        listing.checked_on.isoformat() if listing.checked_on else words.checked(listing),
        f"{site}{listing.get_absolute_url()}",
        words.sample(listing),
    ]


def _address(clinic, entry):
    """In one line, with name and telephone where they are not the entry's own."""
    place = [clinic.street, f"{clinic.postal_code} {clinic.city}", str(clinic.country_name)]
    parts = place if entry.is_clinic else [clinic.name, *place, clinic.phone]
    return ", ".join(part for part in parts if part)
