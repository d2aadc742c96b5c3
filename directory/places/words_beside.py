"""What may stand beside a town's name: its region and country, in every language."""

from functools import cache

from django.conf import settings
from django.utils.translation import override

from conditions.models import Country

from .names import key

LANGUAGES = settings.MODELTRANSLATION_LANGUAGES


def fit(words, known):
    return all(any(other.startswith(word) for other in known) for word in words)


def words_of(region):
    """What may stand behind a town's name: its region and country in every language, and their codes."""
    names = [region.code, *(getattr(region, f"name_{code}") or "" for code in LANGUAGES)]
    return set(key(" ".join(names)).split()) | _words_of_country(region.country)


@cache
def _words_of_country(code):
    names = [code]
    for language in LANGUAGES:
        with override(language):
            names.append(str(Country(code).label))
    return set(key(" ".join(names)).split())
