"""A list's answer as a map: how many results each region has, given all that was asked but the region."""

import json
from dataclasses import dataclass
from functools import cache

from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from conditions.models import Country
from directory.listing_page import ListPage
from directory.models import Specialist

from .drawing import LABELS
from .projection import VIEW_BOX
from .shading import shade_of, shades

SIZES = {
    "phone": (8.5, 14),
    "wide": (5.5, 10),
}  # km that half a digit needs across, and half a line (region-map.css)


@dataclass(frozen=True)
class RegionOnMap:
    """`url` leads to the region's results or, if it is chosen, back from them; "" where there are none.

    `drawing` is the address of its outline, `label` where its number stands: x, y and the room around, in km.
    """

    code: str
    name: str
    country: str
    count: int
    words: str
    is_selected: bool
    shade: int
    url: str
    drawing: str
    label: tuple[int, int, int] | None

    @property
    def number_fits(self):
        """ "phone" where the number fits on any map, "wide" on a large one, "" on none."""
        room, digits = self.label[2] if self.label else 0, len(str(self.count))
        return next((size for size, (digit, line) in SIZES.items() if room > max(digits * digit, line)), "")


class MapPage(ListPage):
    """The regions of a list. Links lead to the list with one region, so that they find the number they show."""

    view_box = VIEW_BOX

    @property
    def list_url(self):
        return self._url(page=self.query.page)

    @cached_property
    def shades(self):
        return shades(option.count for option in self.facet("region").options)

    @cached_property
    def regions(self):
        drawing, labels = static("img/regions.svg"), _labels()
        return [self._region(option, drawing, labels.get(option.value)) for option in self.facet("region").options]

    @property
    def countries(self):
        """[(name, [RegionOnMap, …]), …]"""
        found = [(country.label, [one for one in self.regions if one.country == country]) for country in Country]
        return [(name, regions) for name, regions in found if regions]

    @property
    def borders(self):
        """Addresses of the outlines of the countries."""
        return [f"{static('img/regions.svg')}#{country}" for country in Country.values]

    @property
    def drawn(self):
        return [region for region in self.regions if region.label]

    @property
    def has_selected(self):
        return any(region.is_selected for region in self.drawn)

    @property
    def legend(self):
        """[(number of the shade, words), …]; those without results first."""
        ranges = [(shade.number, _range(shade)) for shade in self.shades]
        return (
            [(0, pgettext("results", "none")), *ranges]
            if any(not region.count for region in self.drawn)
            else ranges
        )

    def _region(self, option, drawing, label):
        code, count = option.value, option.count
        url = self._url(region=[code]) if count else ""
        return RegionOnMap(
            code=code,
            name=option.label,
            country=option.group,
            count=count,
            words=self._words(option),
            is_selected=option.is_selected,
            shade=shade_of(count, self.shades),
            url=self._url_dropping("region", code) if option.is_selected else url,
            drawing=f"{drawing}#{code}",
            label=label,
        )

    def _words(self, option):
        if self.model is Specialist:
            words = ngettext("%(region)s: %(n)d specialist", "%(region)s: %(n)d specialists", option.count)
        else:
            words = ngettext("%(region)s: %(n)d clinic", "%(region)s: %(n)d clinics", option.count)
        return words % {"region": option.label, "n": option.count}


def _range(shade):
    if shade.low == shade.high:
        return str(shade.low)
    return _("%(low)d to %(high)d") % {"low": shade.low, "high": shade.high}


@cache
def _labels():
    """{code: (x, y, room)} of the regions that are drawn."""
    return {code: tuple(label) for code, label in json.loads(LABELS.read_text()).items()}
