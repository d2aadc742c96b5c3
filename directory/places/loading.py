"""Postal codes from GeoNames' files into Place."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import fmean

from django.db import transaction

from directory.models import Place, Region, Town

from .centres import km, settled
from .names import key
from .postal_file import PlacesRefusedError, read

MOST_ROWS = 200_000  # some 100 MB of memory; the three countries have 40,000
# Whole towns of Austria have the coordinates of a neighbour, Klosterneuburg those of a hill 29 km away. A town of
# the same name in the same Land is then the better source; beyond this, it is a namesake.
COARSE_COUNTRY = "AT"
MOVED_FROM, MOVED_TO = 5, 45  # km


@dataclass
class Report:
    """How many places were added, changed, left as they are, and known before but not in the files."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    without_region: list[str] = field(default_factory=list)  # what the file states no region of: left out


@transaction.atomic
def load(paths):
    """Load all of these files or, if one line of them is wrong, nothing. Raises PlacesRefusedError."""
    report = Report()
    found = _settled(_by_code(paths, report))
    if not found:
        raise PlacesRefusedError("There is no postal code in it.")
    _refuse_missing_regions(region for region, _latitude, _longitude in found.values())
    _store(found, report)
    return report


def _by_code(paths, report):
    """{(country, code): {name: [Row, …]}}; a name may occur twice, in two municipalities."""
    codes, number = defaultdict(lambda: defaultdict(list)), 0
    for path in paths:
        for row in read(path):
            number += 1
            if number > MOST_ROWS:
                raise PlacesRefusedError(f"More than {MOST_ROWS} rows.", path, number)
            if row.region is None:
                report.without_region.append(f"{row.code} {row.name}")
            else:
                codes[row.country, row.code][row.name].append(row)
    return codes


def _settled(codes):
    """{(country, code, name): (region, latitude, longitude)} with one place for every name of a code."""
    towns = _towns_of_one_name()
    found = {}
    for (country, code), names in codes.items():
        points = {name: _point(rows, towns) for name, rows in names.items()}
        for name, (latitude, longitude) in settled(points).items():
            region = Counter(row.region for row in names[name]).most_common(1)[0][0]
            found[country, code, name] = (region, _degrees(latitude), _degrees(longitude))
    return found


def _point(rows, towns):
    point = fmean(row.latitude for row in rows), fmean(row.longitude for row in rows)
    town = towns.get((rows[0].region, key(rows[0].name)))
    is_off = town and MOVED_FROM < km(point, town) < MOVED_TO
    return town if is_off else point


def _towns_of_one_name():
    """{(region, key): point} where coordinates are coarse, of names that only one town of a region has."""
    towns = {}
    coarse = Town.objects.filter(region__country=COARSE_COUNTRY).order_by()
    for region, name, latitude, longitude in coarse.values_list("region_id", "name", "latitude", "longitude"):
        known = (region, key(name))
        towns[known] = None if known in towns else (float(latitude), float(longitude))
    return {known: point for known, point in towns.items() if point}


def _degrees(value):
    return Decimal(f"{value:.5f}")


def _refuse_missing_regions(regions):
    missing = sorted(set(regions) - set(Region.objects.order_by().values_list("code", flat=True)))
    if missing:
        raise PlacesRefusedError(f"These regions have to be entered first: {', '.join(missing)}.")


def _store(found, report):
    countries = {country for country, _code, _name in found}
    known = {
        (country, code, name): stored
        for country, code, name, *stored in Place.objects.filter(country__in=countries)
        .order_by()
        .values_list("country", "postal_code", "name", "region_id", "latitude", "longitude")
    }
    to_write = [place for place, fields in found.items() if known.get(place) != list(fields)]
    report.changed = sum(place in known for place in to_write)
    report.added = len(to_write) - report.changed
    report.unchanged = len(found) - len(to_write)
    report.kept = len(known.keys() - found.keys())
    Place.objects.bulk_create(
        (_place(place, *found[place]) for place in to_write),
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["country", "postal_code", "name"],
        update_fields=["region", "latitude", "longitude"],
    )


def _place(place, region, latitude, longitude):
    country, code, name = place
    return Place(
        country=country,
        postal_code=code,
        name=name,
        region_id=region,
        latitude=latitude,
        longitude=longitude,
    )
