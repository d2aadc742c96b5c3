"""What a new site on one's own machine knows of places: the towns, and postal codes where there is a network."""

from config.models import SetupStep
from directory.places import fetching, loading, towns
from directory.places.postal_file import PlacesRefusedError


def load_once():
    """Load both, each once; what to tell about it, as sentences. Whoever has no network is not asked again."""
    told = [SetupStep.objects.once("towns", _load_towns), SetupStep.objects.once("postal codes", _fetch_codes)]
    return [sentence for sentence in told if sentence]


def _load_towns():
    try:
        return f"{towns.load()} towns are loaded."
    except PlacesRefusedError as error:
        return f"Towns are not loaded: {error} Then: ./run load_places --towns"


def _fetch_codes():
    try:
        with fetching.fetched() as paths:
            report = loading.load(paths)
        return f"{report.added} postal codes are loaded from GeoNames."
    except PlacesRefusedError as error:
        return f"Postal codes are not loaded, which “near” can do without. {error}"
