"""In which language a recipient is written to, who gave none: that of the place."""

from directory.models import Clinic

FRENCH = {"CH-FR", "CH-GE", "CH-JU", "CH-NE", "CH-VD", "CH-VS"}
ITALIAN = {"CH-TI"}


def language_at(place):
    """ "de", "fr" or "it" by the region of a clinic, or of the main clinic of a specialist."""
    region = _region(place)
    if region in FRENCH:
        return "fr"
    return "it" if region in ITALIAN else "de"


def _region(place):
    if isinstance(place, Clinic):
        return place.region_id
    return place.affiliations.values_list("clinic__region", flat=True).first() if place else None
