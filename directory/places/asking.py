"""The part of a list's address that asks for a place: ?near=69120&radius=50"""

from dataclasses import dataclass
from functools import cached_property

from directory.filtering.query import Near

from .remembering import resolved
from .spots import Found, Reason

RADII = (50, 10, 25, 100, 200)  # km; the first where none is stated
DEFAULT_RADIUS = RADII[0]


@dataclass(frozen=True)
class PlaceAsked:
    """What was typed as a place, and what it means: looked up once, when it is first needed."""

    text: str = ""
    radius: int = DEFAULT_RADIUS
    version: str | None = None  # of an Engine

    def __bool__(self):
        return bool(self.text)

    @cached_property
    def found(self) -> Found:
        return resolved(self.text, self.version) if self.text else Found()

    @property
    def near(self) -> Near | None:
        place = self.found.place
        return place and Near(place.latitude, place.longitude, self.radius, place.label, self.text)

    @property
    def is_unclear(self):
        """Asked for, and not one place: nothing can match it."""
        return bool(self.text) and self.found.place is None

    @property
    def is_not_loaded(self):
        return self.found.reason == Reason.NOT_LOADED

    @property
    def is_area(self):
        return self.found.reason == Reason.AREA

    @property
    def radii(self):
        return [{"km": km, "is_selected": km == self.radius} for km in sorted(RADII)]


NOWHERE = PlaceAsked()
