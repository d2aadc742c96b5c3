"""What a reader typed as a place: “69120”, “D-69120”, “80331 München”, “Munich”, “48.14,11.58”.

At most four statements, whatever was typed.
"""

import re

from conditions.models import Country
from directory.models import Town

from .centres import km
from .coded import by_code
from .named import named
from .spots import Found, Reason, Spot, found

MOST_TOWNS = 300  # around a point
LETTERS = {"D": "DE", "DE": "DE", "A": "AT", "AT": "AT", "CH": "CH"}
POINT = re.compile(r"\s*(-?[0-9]{1,2}\.[0-9]{1,12})\s*,\s*(-?[0-9]{1,3}\.[0-9]{1,12})\s*")
CODE = re.compile(r"(?:\b(DE?|AT?|CH)[\s-]*)?(?<![0-9])([0-9]{5}|[1-9][0-9]{3})(?![0-9])", re.I)


def resolve(text: str, country: str | None = None) -> Found:
    """What `text` means as a place; of the three countries or, given its code, of one."""
    point = POINT.fullmatch(text)
    if point:
        return _at_point(float(point[1]), float(point[2]))
    countries = [country] if country else list(Country.values)
    code = CODE.search(text)
    if code:
        rest = f"{text[: code.start()]} {text[code.end() :]}"
        fitting = ["DE"] if len(code[2]) == 5 else ["AT", "CH"]
        stated = [LETTERS[code[1].upper()]] if code[1] else countries
        return by_code(code[2], [one for one in fitting if one in stated and one in countries], rest, countries)
    return found([one.spot for one in named(text, countries)])


def _at_point(latitude, longitude):
    """Two decimals, which is a kilometre: nearer nobody needs to tell us where they are."""
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Found(reason=Reason.UNKNOWN)
    latitude, longitude = round(latitude, 2), round(longitude, 2)
    asked = f"{latitude:.2f},{longitude:.2f}"
    around = Town.objects.filter(
        latitude__range=(latitude - 0.1, latitude + 0.1), longitude__range=(longitude - 0.15, longitude + 0.15)
    ).select_related("region")
    nearest = min(around[:MOST_TOWNS], key=lambda town: km(town.point, (latitude, longitude)), default=None)
    label = f"{asked} ({nearest.name})" if nearest else asked
    return found([Spot(label, asked, latitude, longitude, nearest.region if nearest else None)])
