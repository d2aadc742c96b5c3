"""A place by its postal code, and what stands beside it."""

from collections import Counter, defaultdict

from directory.models import Place, Town

from .centres import centre, km
from .named import MOST_WORDS, named
from .names import key
from .spots import Found, Reason, Spot, found
from .words_beside import fit, words_of

MOST_ROWS = 300  # the fullest code has 131 places
CLOSE = 30  # km: a code and a name that near to each other mean one place
SHORTEST_AREA = 3  # digits that codes must share to stand for one another


def by_code(code, fitting, rest, countries):
    rows = Place.objects.filter(postal_code=code, country__in=fitting).select_related("region")
    groups = [_without_neighbours(places) for places in _by_country(rows).values()]
    greatest = _greatest_towns(groups)
    spots = [_spot_of(code, places, greatest) for places in groups]
    words = key(rest).split()[:MOST_WORDS]
    if spots and words:
        return _agreeing(spots, words, rest, countries)
    if spots:
        return found([spot for spot, _words in spots])
    by_name = named(rest, fitting or countries) if words else []
    if by_name:
        return found([one.spot for one in by_name])
    area = None if words else _area(code, fitting)  # beside a name, the code may be the mistake
    return Found((area,), Reason.AREA) if area else Found(reason=Reason.NOT_LOADED)


def _agreeing(spots, words, rest, countries):
    """The code and the name have to mean the same place; else both are offered."""
    agreeing = [spot for spot, known in spots if fit(words, known)]
    if agreeing:
        return found(agreeing)
    of_code = [spot for spot, _words in spots]
    by_name = [one.spot for one in named(rest, countries)]
    close = [spot for spot in of_code if any(km(spot.point, other.point) <= CLOSE for other in by_name)]
    return found(close or [*of_code, *by_name])


def _by_country(rows):
    countries = defaultdict(list)
    for place in rows[:MOST_ROWS]:
        countries[place.country].append(place)
    return countries


def _without_neighbours(places):
    """Vienna's codes are listed for places of Lower Austria behind the city limits, too."""
    return [place for place in places if place.region_id == "AT-9"] or places


def _greatest_towns(groups):
    """{(region, key): population} of the towns among these places, where one of several gives a code its name."""
    several = [place for places in groups if len(places) > 1 for place in places]
    if not several:
        return {}
    names = sorted({key(place.name) for place in several})
    towns = Town.objects.filter(keys__overlap=names, region__in={place.region_id for place in several})
    rows = towns.order_by("population").values_list("region_id", "keys", "population")
    return {(region, name): population for region, known, population in rows for name in known}


def _spot_of(code, places, greatest):
    """(the Spot of a postal code, the words that may stand beside it)."""
    latitude, longitude = centre([(float(place.latitude), float(place.longitude)) for place in places])
    main = max(places, key=lambda place: (greatest.get((place.region_id, key(place.name)), 0), -len(place.name)))
    country = main.country
    spot = Spot(
        label=f"{code} {main.name}",
        asked=code if country == "DE" else f"{country}-{code}",
        latitude=latitude,
        longitude=longitude,
        region=Counter(place.region for place in places).most_common(1)[0][0],
    )
    words = {word for place in places for word in key(place.name).split()}
    return spot, words.union(*(words_of(place.region) for place in places))


def _area(code, fitting):
    """The middle of the codes that begin like this one, if they all lie in one region."""
    starts = [code[:length] for length in range(len(code) - 1, SHORTEST_AREA - 1, -1)]
    rows = Place.objects.filter(country__in=fitting, postal_code__startswith=code[:SHORTEST_AREA])
    rows = list(rows.select_related("region")[:MOST_ROWS])
    for start in starts:
        places = [place for place in rows if place.postal_code.startswith(start)]
        if places:
            if len({place.region_id for place in places}) > 1:
                return None
            latitude, longitude = centre([(float(place.latitude), float(place.longitude)) for place in places])
            return Spot(f"{start}…", code, latitude, longitude, places[0].region)
    return None
