"""Degrees to kilometres on drawings: Lambert's conformal conic (Snyder 1987, p. 107), true along 47° and 54° N.

x grows to the east from 10.5° E, y to the south from 55.2° N. What is drawn is right to 0.2 %.
"""

from math import cos, log, pi, radians, sin, tan

EARTH = 6371  # km
MERIDIAN, PARALLEL = 10.5, 55.2
VIEW_BOX = "-354 24 850 1020"  # x, y, width, height


def _steepness(latitude):
    return tan(pi / 4 + radians(latitude) / 2)


SOUTH, NORTH = 47, 54
CONE = log(cos(radians(SOUTH)) / cos(radians(NORTH))) / log(_steepness(NORTH) / _steepness(SOUTH))
SCALE = EARTH * cos(radians(SOUTH)) * _steepness(SOUTH) ** CONE / CONE
ORIGIN = SCALE / _steepness(PARALLEL) ** CONE


def point(latitude, longitude):
    """(x, y) in whole kilometres of a point in degrees (WGS 84)."""
    radius, angle = SCALE / _steepness(latitude) ** CONE, CONE * radians(longitude - MERIDIAN)
    return round(radius * sin(angle)), round(radius * cos(angle) - ORIGIN)
