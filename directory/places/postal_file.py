"""GeoNames' postal codes as they are published: XX.txt with tabs between twelve columns, or XX.zip with it inside.

https://download.geonames.org/export/zip/readme.txt describes the columns.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .regions import OF_POSTAL_FILES

LARGEST_FILE = 32 * 2**20  # bytes, unpacked; Germany's has 1.5 MB
LONGEST_LINE = 4000  # bytes
COLUMNS = 12
CODES = {"DE": re.compile("[0-9]{5}"), "AT": re.compile("[1-9][0-9]{3}"), "CH": re.compile("[1-9][0-9]{3}")}
DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
BOUNDS = {  # south, north, west, east: a wide box around each country
    "DE": (47.0, 55.3, 5.6, 15.3),
    "AT": (46.2, 49.2, 9.3, 17.3),
    "CH": (45.6, 48.0, 5.7, 10.7),
}


class PlacesRefusedError(Exception):
    """A file that is not loaded, and in which line it is wrong."""

    def __init__(self, reason, path=None, line=None):
        where = [*([str(path)] if path else []), *([f"line {line}"] if line else [])]
        super().__init__(f"{', '.join(where)}: {reason}" if where else reason)


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a postal code (WGS 84, degrees). `region` is None where the file states none."""

    country: str
    code: str
    name: str
    region: str | None
    latitude: float
    longitude: float


def read(path: Path) -> Iterator[Row]:
    """The rows of a file, one at a time. Raises PlacesRefusedError, also while it is read."""
    try:
        with _opened(path) as file:
            size, line = 0, 0
            while raw := file.readline(LONGEST_LINE + 1):
                size, line = size + len(raw), line + 1
                try:
                    yield _row(raw, is_too_large=size > LARGEST_FILE)
                except ValueError as error:
                    raise PlacesRefusedError(str(error), path, line) from error
    except OSError as error:
        raise PlacesRefusedError(f"cannot be read: {error.strerror or error}", path) from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError) as error:
        raise PlacesRefusedError(f"cannot be unpacked: {error}", path) from error


@contextmanager
def _opened(path):
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as packed:
        members = [name for name in packed.namelist() if re.fullmatch(r"[A-Z]{2}\.txt", name)]
        if len(members) != 1:
            raise PlacesRefusedError("should have one file inside, for instance DE.txt", path)
        with packed.open(members[0]) as file:
            yield file


def _row(raw, *, is_too_large):
    if is_too_large or len(raw) > LONGEST_LINE:
        raise ValueError("larger than any file of postal codes")
    try:
        cells = raw.decode("utf-8-sig").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {COLUMNS}")
    country, code, name, region = cells[0], cells[1], " ".join(cells[2].split()), cells[4]
    if country not in CODES:
        raise ValueError(f"the country {country!r} is not DE, AT or CH")
    if not CODES[country].fullmatch(code):
        raise ValueError(f"{code!r} is no postal code of {country}")
    if not name or len(name) > 120 or not name.isprintable():
        raise ValueError(f"{name[:40]!r} is no name of a place")
    if region and region not in OF_POSTAL_FILES[country]:
        raise ValueError(f"{region!r} is no region of {country}")
    return Row(country, code, name, OF_POSTAL_FILES[country].get(region), *_point(country, *cells[9:11]))


def _point(country, latitude, longitude):
    if not (DEGREES.fullmatch(latitude) and DEGREES.fullmatch(longitude)):
        raise ValueError(f"{latitude!r}, {longitude!r} are no coordinates")
    south, north, west, east = BOUNDS[country]
    if not (south <= float(latitude) <= north and west <= float(longitude) <= east):
        raise ValueError(f"{latitude}, {longitude} is not in {country}")
    return float(latitude), float(longitude)
