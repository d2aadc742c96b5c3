"""Where listings are: who is in a circle, and who is nearest to its middle."""

from array import array
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from math import cos, radians
from weakref import WeakKeyDictionary

from pyroaring import BitMap

from .around import Around
from .boxes import boxed, in_boxes

UNIT = 100_000  # of a degree: coordinates have five decimals


class Points:
    """Point n is at `places[2 * n]` north and `places[2 * n + 1]` east, in 1/UNIT degrees.

    The ordinals of who is there are in `members`, from where those of the point before end to before ends[n].
    The points are in the order of in_boxes().
    """

    def __init__(self, places=(), ends=(), members=()):
        self.places, self.ends, self.members = array("i", places), array("I", ends), array("I", members)
        self._circles = WeakKeyDictionary()  # by Near: they go with the question, which may say where somebody is

    @classmethod
    def of(cls, groups):
        """Of {(north, east): ordinals}; who is at several points is a member of each."""
        points = cls()
        for place in in_boxes(list(groups)):
            points.places.extend(place)
            points.members.extend(groups[place])
            points.ends.append(len(points.members))
        return points

    def __len__(self):
        return len(self.ends)

    def items(self):
        """((north, east), ordinals) of each point."""
        for number in range(len(self)):
            yield (self.places[2 * number], self.places[2 * number + 1]), self._ordinals(number, number + 1)

    def members_of(self, numbers):
        """The BitMap of who is at any of these points (a range)."""
        return BitMap(self._ordinals(numbers.start, numbers.stop))

    def within(self, near):
        """The BitMap of who is at any point in the circle, live or not."""
        found = self._circles.get(near)
        if found is None:
            found = self._circles[near] = self._within(Around(near), near.radius * 1000)
        return found

    def nearest(self, near, among):
        """(metres, BitMap) of those of `among` who are at a point, the nearest first; each once, at their nearest.

        Boxes are opened in the order of their distance, and only where somebody is still looked for.
        """
        around, left, number = Around(near), among.copy(), count()
        waiting = [(0, next(number), box, None) for box in self.boxes]
        while waiting and left:
            metres, _number, box, point = heappop(waiting)
            if box is None:
                here = BitMap(self._ordinals(point, point + 1)) & left
                if here:
                    left -= here
                    yield metres, here
            elif box.members.intersect(left):
                for part in box.parts:
                    heappush(waiting, (around.at_least(part), next(number), part, None))
                for point in box.points:
                    heappush(waiting, (self._metres(around, point), next(number), None, point))

    def _within(self, around, limit):
        boxes, whole, single = list(self.boxes), [], array("I")
        while boxes:
            box = boxes.pop()
            if around.at_most(box) <= limit:
                whole.append(box.members)
            elif around.at_least(box) <= limit:
                boxes += box.parts
                for point in box.points:
                    if self._metres(around, point) <= limit:
                        single += self._ordinals(point, point + 1)
        return BitMap.union(BitMap(single), *whole)

    def _ordinals(self, start, stop):
        return self.members[self.ends[start - 1] if start else 0 : self.ends[stop - 1]]

    def _metres(self, around, number):
        return around.metres(self.latitudes[number], self.longitudes[number], self.cosines[number])

    @cached_property
    def latitudes(self):
        """In radians."""
        return array("d", (radians(north / UNIT) for north in self.places[::2]))

    @cached_property
    def longitudes(self):
        return array("d", (radians(east / UNIT) for east in self.places[1::2]))

    @cached_property
    def cosines(self):
        return array("d", map(cos, self.latitudes))

    @cached_property
    def boxes(self):
        """One of all points, none where there are none."""
        return [boxed(self, range(len(self)))] if self.ends else []
