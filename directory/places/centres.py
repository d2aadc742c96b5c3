"""Distances, and what to make of coordinates that disagree. A point is (latitude, longitude) in degrees."""

from math import asin, cos, radians, sin, sqrt
from statistics import fmean, median

EARTH = 6371.0088  # km, the mean radius
FAR = 20  # km: farther from its code's other places, a place was mistaken for a namesake


def km(a, b):
    """The distance of two points in kilometres, on a sphere: at most half a per cent off."""
    north, south = radians(a[0]), radians(b[0])
    rise, run = sin((south - north) / 2), sin(radians(b[1] - a[1]) / 2)
    return 2 * EARTH * asin(sqrt(min(1.0, rise * rise + cos(north) * cos(south) * run * run)))


def centre(points):
    """The mean of points without those that lie far from the middle."""
    middle = median(point[0] for point in points), median(point[1] for point in points)
    close = [point for point in points if km(point, middle) <= FAR] or [middle]
    return fmean(point[0] for point in close), fmean(point[1] for point in close)


def settled(points):
    """{key: point} with every point that lies far from the middle of all moved to their centre."""
    middle = centre(points.values())
    return {key: point if km(point, middle) <= FAR else middle for key, point in points.items()}
