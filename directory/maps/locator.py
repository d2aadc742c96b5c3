"""Where a listing is, as dots on the outline of the three countries."""

from dataclasses import dataclass

from django.templatetags.static import static

from .projection import VIEW_BOX, point


@dataclass(frozen=True)
class Locator:
    """`dots` are points of the drawing; `regions` are addresses of the outlines of those without coordinates."""

    names: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    regions: tuple[str, ...]
    view_box: str = VIEW_BOX


def locator(clinics):
    """The Locator of these clinics, None where there are none."""
    if not clinics:
        return None
    known = [clinic for clinic in clinics if clinic.latitude is not None]
    drawing = static("img/regions.svg")
    return Locator(
        names=_once(_name(clinic) for clinic in clinics),
        dots=_once(point(float(clinic.latitude), float(clinic.longitude)) for clinic in known),
        regions=_once(f"{drawing}#{clinic.region_id}" for clinic in clinics if clinic not in known),
    )


def _name(clinic):
    region = clinic.region.name
    return clinic.city if region == clinic.city else f"{clinic.city} ({region})"


def _once(found):
    return tuple(dict.fromkeys(found))
