"""On which day the facts of whom were checked: a set for each day, and for longer times."""

from collections import defaultdict

from pyroaring import BitMap

NOTHING = BitMap()
REMEMBERED = 200  # unions; each day at midnight two more are asked for


class Checks:
    """`days` has a BitMap for each day (date.toordinal()), and for None those that were never checked."""

    def __init__(self, days=()):
        self.days = dict(days)
        self._months = defaultdict(list)
        for day in self.days.keys() - {None}:
            self._months[day // 30].append(day)
        self._united = {}

    @property
    def months(self):
        """Times of thirty days: nobody sees where they begin."""
        return self._months.keys()

    def on(self, day):
        return self.days.get(day, NOTHING)

    def days_of(self, month):
        return self._months.get(month, ())

    def in_month(self, month):
        return self._union(month, self.days_of(month))

    def since(self, day):
        return self._union((day, "since"), [one for one in self.days if one is not None and one >= day])

    def between(self, day, end):
        """From `day` to before `end`."""
        return self._union((day, end), [one for one in self.days if one is not None and day <= one < end])

    def old(self, day):
        """Before `day`, or never."""
        return self._union((day, "old"), [one for one in self.days if one is None or one < day])

    def _union(self, key, days):
        if key not in self._united:
            if len(self._united) >= REMEMBERED:
                self._united = {}
            self._united[key] = BitMap.union(NOTHING, *(self.days[day] for day in days))
        return self._united[key]
