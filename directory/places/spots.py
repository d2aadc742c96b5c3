"""Places that may be meant, and the answer to what a reader typed."""

from dataclasses import dataclass
from enum import Enum

from conditions.models import Country
from directory.models import Region

MOST_CHOICES = 8


class Reason(Enum):
    """Why a place was not found, or not as it was typed."""

    UNKNOWN = "unknown"
    NOT_LOADED = "not-loaded"  # well formed, but we have no coordinates of this code
    AREA = "area"  # the code is not loaded; the codes that begin like it are


@dataclass(frozen=True)
class Spot:
    """A place that may be meant. `asked` is how an address names it and nothing else (WGS 84, degrees)."""

    label: str
    asked: str
    latitude: float
    longitude: float
    region: Region | None = None

    @property
    def point(self):
        return self.latitude, self.longitude

    @property
    def country_name(self):
        return Country(self.region.country).label if self.region else ""


@dataclass(frozen=True)
class Found:
    """One place; several that may be meant, the likeliest first; or none and the reason."""

    places: tuple[Spot, ...] = ()
    reason: Reason | None = None

    @property
    def place(self):
        return self.places[0] if len(self.places) == 1 else None


def found(spots, reason=None):
    if not spots:
        return Found(reason=reason or Reason.UNKNOWN)
    return Found(tuple(spots[:MOST_CHOICES]), reason)
