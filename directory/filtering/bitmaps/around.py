"""How far points and boxes of points are from a place, in metres. Angles are radians, far from the date line."""

from math import asin, ceil, cos, radians, sin, sqrt

from directory.filtering.distance import DIAMETER


class Around:
    """A place that was asked for: the middle of circles."""

    def __init__(self, near):
        self.latitude, self.longitude = radians(near.latitude), radians(near.longitude)
        self.cosine = cos(self.latitude)

    def metres(self, latitude, longitude, cosine):
        """To a point and the cosine of its latitude, in whole metres: as metres_to() of distance.py."""
        return round(self._metres(latitude - self.latitude, longitude - self.longitude, cosine))

    def at_least(self, box):
        """No point of the box is nearer."""
        rise = max(box.south - self.latitude, 0.0, self.latitude - box.north)
        run = max(box.west - self.longitude, 0.0, self.longitude - box.east)
        return int(self._metres(rise, run, box.least_cosine))

    def at_most(self, box):
        """No point of the box is farther."""
        rise = max(box.north - self.latitude, self.latitude - box.south)
        run = max(box.east - self.longitude, self.longitude - box.west)
        return ceil(self._metres(rise, run, box.greatest_cosine))

    def _metres(self, rise, run, cosine):
        across = sin(rise / 2) ** 2 + self.cosine * cosine * sin(run / 2) ** 2
        return DIAMETER * asin(min(sqrt(across), 1.0))
