"""Towns by all their names: towns.tsv.xz holds what GeoNames has from 500 inhabitants on (CC BY 4.0).

16,812 towns and districts with 79,000 names in half a megabyte; 12 MB in the database, indexes included.
"""

import lzma

from django.db import transaction

from directory.models import Region, Town

from .extract import FILE
from .names import keys
from .postal_file import PlacesRefusedError


@transaction.atomic
def load():
    """Put the towns in place of those that are there; how many. Raises PlacesRefusedError."""
    known = set(Region.objects.order_by().values_list("code", flat=True))
    towns = [_town(line) for line in _lines()]
    missing = sorted({town.region_id for town in towns} - known)
    if missing:
        raise PlacesRefusedError(f"These regions have to be entered first: {', '.join(missing)}.")
    Town.objects.all().delete()
    Town.objects.bulk_create(towns, batch_size=2000)
    return len(towns)


def _lines():
    with lzma.open(FILE, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def _town(cells):
    number, region, name, latitude, longitude, population, others = cells
    return Town(
        geonames_id=int(number),
        name=name,
        region_id=region,
        latitude=latitude,
        longitude=longitude,
        population=int(population),
        keys=keys(name, others.split("|")),
    )
