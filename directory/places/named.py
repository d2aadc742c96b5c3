"""A town or village by its name."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import IntEnum

from conditions.folding import beginning_with, folded_words
from directory.models import Place, Town

from .centres import km
from .names import key, keys
from .spots import Spot
from .words_beside import fit, words_of

SAME_PLACE = 10  # km, the smallest radius: it makes no difference which of the two is meant
MOST_WORDS = 8  # of a name that are looked at
MOST_ROWS = 300  # read to choose from
# How many times smaller than the greatest of a name a town is not meant: by its own name, and where GeoNames also
# knows it by that name. Essen is not the one near Oldenburg; Freiburg may be Fribourg.
NAMESAKE, BY_NAME = 40, 7
IN_REGION = re.compile(r"(.+?)[\s,]+((?:DE|AT|CH)-[A-Z1-9]{1,2})\s*", re.I)


class _Rank(IntEnum):
    """How a name that was typed belongs to a town."""

    EXACT = 0
    OWN = 1  # without what tells it from its namesakes: Halle (Saale)
    OTHER = 2


@dataclass(frozen=True)
class _Candidate:
    spot: Spot
    rank: _Rank
    population: int


def named(text, countries):
    """The towns that may be meant, the likeliest first; where there is none, villages with a postal code."""
    region = IN_REGION.fullmatch(text.strip())
    name, region = (region[1], region[2].upper()) if region else (text, None)
    words = key(name).split()[:MOST_WORDS]
    if not any(word.isalpha() and len(word) > 1 for word in words):
        return []
    found = _towns(words, countries, region) or _villages(name, words, countries, region)
    if region:
        best = min((one.rank for one in found), default=None)
        found = [one for one in found if one.rank == best]
    return _told_apart(_likeliest(found))


def _towns(words, countries, region):
    heads = [" ".join(words[:length]) for length in range(len(words), 0, -1)]
    towns = Town.objects.filter(keys__overlap=heads, region__country__in=countries).select_related("region")
    towns = list((towns.filter(region=region) if region else towns)[:MOST_ROWS])
    for length, head in zip(range(len(words), 0, -1), heads, strict=True):
        rest = words[length:]
        fitting = [town for town in towns if head in town.keys and (not rest or fit(rest, _words_beside(town)))]
        if fitting:
            return [_candidate(town, head) for town in fitting]
    return []


def _candidate(town, head):
    spot = Spot(town.name, f"{town.name}, {town.region_id}", *town.point, region=town.region)
    rank = _Rank.EXACT if head == key(town.name) else _Rank.OWN if head in keys(town.name) else _Rank.OTHER
    return _Candidate(spot, rank, town.population)


def _words_beside(town):
    return {word for name in town.keys for word in name.split()} | words_of(town.region)


def _villages(name, words, countries, region):
    """Places too small for the table of towns, by the index that the desk searches places with."""
    typed = folded_words(name)[:MOST_WORDS]
    rows = Place.objects.alias(searched=Place._meta.indexes[0].expressions[0])
    rows = rows.filter(searched=beginning_with(typed), country__in=countries).select_related("region")
    rows = (rows.filter(region=region) if region else rows)[:MOST_ROWS]
    asked = " ".join(words)
    return [_village(place) for place in rows if key(place.name) == asked]


def _village(place):
    point = float(place.latitude), float(place.longitude)
    return _Candidate(
        Spot(place.name, f"{place.name}, {place.region_id}", *point, region=place.region), _Rank.EXACT, 0
    )


def _likeliest(candidates):
    """By own name, then by size; without what lies at another's door or can hardly be meant."""
    greatest = max((one.population for one in candidates), default=0)
    chosen = []
    for one in sorted(candidates, key=lambda one: (-one.population, one.spot.asked)):
        times = BY_NAME if one.rank == _Rank.OTHER else NAMESAKE
        is_meant = one.population * times >= greatest
        if is_meant and all(km(one.spot.point, other.spot.point) > SAME_PLACE for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.rank == _Rank.OTHER)


def _told_apart(candidates):
    """Namesakes of one region get their coordinates as an address."""
    asked = Counter(key(one.spot.asked) for one in candidates)
    return [
        one if asked[key(one.spot.asked)] == 1 else replace(one, spot=_by_point(one.spot)) for one in candidates
    ]


def _by_point(spot):
    return replace(spot, asked=f"{spot.latitude:.2f},{spot.longitude:.2f}")
