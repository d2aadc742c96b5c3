"""Telephone numbers as they can be dialled from anywhere: readers call across borders."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Clinic

CODES = {"DE": "49", "AT": "43", "CH": "41"}


def is_national(number):
    """Whether it begins with the zero that is dialled inside a country only."""
    return re.match(r"\(?0(?!0)", number) is not None


def international(number, country):
    """ "030 23125" of "DE" as "+49 30 23125"; as it is where the country is not known ("")."""
    if number.startswith("00"):
        return f"+{number[2:].lstrip()}"
    if not is_national(number) or country not in CODES:
        return number
    inside = re.sub(r"^\(?0\s*([0-9]*)\s*\)?[\s/-]*", r"\1 ", number).strip()
    return f"+{CODES[country]} {inside}"


def validate_international(number):
    if is_national(number):
        raise ValidationError(_("Please begin with the code of the country, as in +49 30 23125 000."))


def country_of(listing):
    """Where it is: "DE"; a specialist at the main place of work, "" without one."""
    if isinstance(listing, Clinic):
        return listing.region_id[:2]
    main_first = listing.affiliations.values_list("clinic__region", flat=True)
    return (main_first.first() or "")[:2] if listing.pk else ""
