"""Towns by the beginnings of their names, in the memory of the process: an index of PostgreSQL takes no beginnings
of what stands in an array, and a reader types on meanwhile."""

from array import array
from bisect import bisect_left
from heapq import nsmallest

from django.db import connection

from conditions.folding import Fold, prefix
from directory.models import Town

AFTER_ALL = "\U0010ffff"
SAME = "SELECT count(*), sum(hashtext(name || array_to_string(keys, '|') || population)) FROM directory_town"


class Towns:
    """All names of all towns in order, and beside each which town, how large, and whether it is its own name."""

    def __init__(self):
        towns = Town.objects.order_by().values_list("pk", Fold("name"), "population", "keys")
        rows = sorted(
            (key, pk, population, own.startswith(key))
            for pk, folded, population, keys in towns
            for own in [prefix(folded)]
            for key in keys
        )
        self._keys = [key for key, *_rest in rows]
        self._ids = array("I", (row[1] for row in rows))
        self._populations = array("I", (row[2] for row in rows))
        self._are_own = bytearray(row[3] for row in rows)

    def beginning(self, text, most):
        """The ids of at most so many: those whose own name begins so, then others, the greatest first."""
        places = range(bisect_left(self._keys, text), bisect_left(self._keys, text + AFTER_ALL))
        ranked = nsmallest(  # a town has several names
            most * 10, places, key=lambda at: (not self._are_own[at], -self._populations[at], self._ids[at])
        )
        return list(dict.fromkeys(self._ids[at] for at in ranked))[:most]


_remembered = (None, None, None)


def towns(version):
    """The Towns at this version of the data; at None, which is nobody else's, as they are now.

    Another version mostly has the same towns: that is asked first.
    """
    global _remembered
    known, known_state, found = _remembered
    if version is not None and known == version:
        return found
    with connection.cursor() as cursor:
        cursor.execute(SAME)
        state = cursor.fetchone()
    if state != known_state:
        found = Towns()
    if version is not None:
        _remembered = (version, state, found)
    return found
