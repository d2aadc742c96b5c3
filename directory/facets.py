"""What a list offers to choose from, with how many each choice finds."""

from dataclasses import dataclass

from .filtering.vocabulary import HINTS

LONG_FACET = 12


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    group: str
    count: int
    is_selected: bool

    @property
    def is_disabled(self):
        """A value that would find nothing stays visible but cannot be picked."""
        return not self.count and not self.is_selected


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    is_active: bool

    @property
    def hint(self):
        return HINTS.get(self.name, "")

    @property
    def is_long(self):
        return len(self.options) > LONG_FACET
