"""Telephone numbers as they can be dialled from anywhere: readers call across borders.

Asked of what is entered from now on; no constraint, as numbers from earlier stay until somebody changes them.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Clinic

CODES = {"DE": "49", "AT": "43", "CH": "41"}


def dialable(number, country):
    """ "030 23125" of "DE" as "+49 30 23125"; "" and short numbers such as "116117" as they are.

    Raises ValidationError for one that begins with the zero dialled inside a country only, where that is not
    known ("").
    """
    if number.startswith("00"):
        return f"+{number[2:].lstrip()}"
    if number.startswith("(00"):
        return "+" + re.sub(r"\)[\s/-]*", " ", number[3:].lstrip(), count=1)
    if not number.startswith(("0", "(0")):
        return number
    if country not in CODES:
        raise ValidationError(_("Please begin with the code of the country, as in +49 30 23125 000."))
    inside = re.sub(r"^\(?0\s*([0-9]*)\s*\)?[\s/-]*", r"\1 ", number).strip()
    return f"+{CODES[country]} {inside}"


def country_of(listing):
    """Where it is: "DE"; a specialist at the main place of work, "" without one."""
    if isinstance(listing, Clinic):
        return listing.region_id[:2]
    if not listing.pk:
        return ""
    main_first = listing.affiliations.values_list("clinic__region", flat=True)
    return (main_first.first() or "")[:2]
