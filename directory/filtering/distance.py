"""How far a clinic is from the place that was asked for: great circles on a sphere.

Who is in a circle and who is nearer is decided by whole metres: coordinates say no more, and the last digit of a
sine is not the same on every machine, nor in PostgreSQL and Python.
"""

from django.db.models import F, FloatField, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt

from directory.models import Affiliation, Clinic
from directory.places.centres import EARTH, km

DEGREE = 111.0  # km between two degrees of latitude, rounded down
DIAMETER = 2000 * EARTH  # in metres


def metres_to(near, clinic=""):
    """From `near` to a clinic, as an expression; `clinic` is the path to it ("clinic__"). Rounded as by Python."""
    latitude, longitude = (Radians(Cast(f"{clinic}{name}", FloatField())) for name in ("latitude", "longitude"))
    here = Radians(Value(near.latitude)), Radians(Value(near.longitude))
    across = Power(Sin((latitude - here[0]) / 2), 2)
    across += Cos(here[0]) * Cos(latitude) * Power(Sin((longitude - here[1]) / 2), 2)
    return Cast(DIAMETER * ASin(Least(Sqrt(across), Value(1.0))), IntegerField())


def clinics_within(near):
    """The published clinics in the circle; those without coordinates are in none."""
    reach = near.radius / DEGREE
    around = Clinic.objects.published().order_by()
    around = around.filter(latitude__range=(near.latitude - reach, near.latitude + reach))
    return around.annotate(metres=metres_to(near)).filter(metres__lte=near.radius * 1000)


def nearest_first(model, found, near):
    """`found` with the nearest place of each first; those of unknown place last."""
    if model is Clinic:
        return found.annotate(metres=metres_to(near)).order_by(F("metres").asc(nulls_last=True))
    places = Affiliation.objects.public().filter(specialist=OuterRef("pk"), clinic__latitude__isnull=False)
    nearest = places.annotate(metres=metres_to(near, "clinic__")).order_by("metres").values("metres")[:1]
    return found.annotate(metres=Subquery(nearest)).order_by(F("metres").asc(nulls_last=True))


def is_within(km, near):
    """Whether a clinic at this distance is in the circle, as clinics_within() decides it."""
    return round(km * 1000) <= near.radius * 1000


def km_of(listing, near):
    """Of a listing as for_list() loads it: the distance of its nearest place, or None where none is known."""
    clinics = [listing] if isinstance(listing, Clinic) else [row.clinic for row in listing.affiliations.all()]
    placed = [(float(one.latitude), float(one.longitude)) for one in clinics if one.latitude is not None]
    return min((km((near.latitude, near.longitude), point) for point in placed), default=None)
