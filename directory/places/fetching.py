"""GeoNames' postal codes from GeoNames, when the site is set up; no reader's page asks for anything."""

import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .postal_file import CODES, LARGEST_FILE, PlacesRefusedError

ADDRESS = "https://download.geonames.org/export/zip/"
SECONDS = 10


@contextmanager
def fetched(address=None):
    """The paths of DE.zip, AT.zip and CH.zip, as long as it lasts. Raises PlacesRefusedError."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{country}.zip" for country in CODES]
        for path in paths:
            _fetch(f"{address or ADDRESS}{path.name}", path)
        yield paths


def _fetch(url, path):
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 our own https address
            data = answer.read(LARGEST_FILE + 1)
    except OSError as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it holds the connection
        reason = getattr(error, "reason", None) or error
        raise PlacesRefusedError(
            f"{url} could not be fetched ({reason}). Fetch DE.zip, AT.zip and CH.zip elsewhere and name the "
            "files: manage.py load_places DE.zip AT.zip CH.zip"
        ) from error
    if len(data) > LARGEST_FILE:
        raise PlacesRefusedError(f"{url} is larger than any file of postal codes.")
    path.write_bytes(data)
