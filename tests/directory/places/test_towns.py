"""The towns that come with the project."""

import pytest
from django.core.management import CommandError, call_command

from config import first_places, sample_content
from directory.models import Place, Town
from directory.places.regions import OF_POSTAL_FILES
from directory.places.resolving import resolve
from tests.desk.web_server import serving

from . import files

pytestmark = pytest.mark.django_db

EXONYMS = {
    "Munich": "München",
    "Monaco di Baviera": "München",
    "Cologne": "Köln",
    "Colonia": "Köln",
    "Genf": "Genève",
    "Ginevra": "Genève",
    "Geneva": "Genève",
    "Vienna": "Wien",
    "Vienne": "Wien",
    "Zurigo": "Zürich",
    "Bâle": "Basel",
    "Coire": "Chur",
    "Sitten": "Sion",
    "Нюрнберг": "Nürnberg",
}


@pytest.fixture
def content():
    sample_content.load_once()


def test_towns_are_known_by_what_each_language_calls_them(content, capsys):
    call_command("load_places", "--towns")
    assert capsys.readouterr().out == "Towns: 16812.\n"
    found = {text: resolve(text).place for text in EXONYMS}
    assert {text: place.label if place else "" for text, place in found.items()} == EXONYMS
    assert [place.label for place in resolve("Freiburg").places][:1] == ["Freiburg im Breisgau"]
    assert "Fribourg" in [place.label for place in resolve("Freiburg").places]


def test_towns_need_their_regions():
    files.make_regions()
    with pytest.raises(CommandError, match="These regions have to be entered first: AT-1, AT-2"):
        call_command("load_places", "--towns")
    assert not Town.objects.exists()


def test_every_region_of_the_project_has_a_letter_or_number_in_the_files(content):
    regions = {region for country in OF_POSTAL_FILES.values() for region in country.values()}
    assert regions == set(Town._meta.get_field("region").related_model.objects.values_list("code", flat=True))


def test_a_new_site_knows_its_towns_and_says_what_it_could_not_fetch(content, monkeypatch):
    known = Place.objects.count()
    with serving() as site:
        site.answers["/DE.zip"] = 503
        monkeypatch.setattr("directory.places.fetching.ADDRESS", f"{site.url}/")
        told = first_places.load_once()
    assert told[0] == "16812 towns are loaded."
    assert told[1].startswith("Postal codes are not loaded, which “near” can do without. http://127.0.0.1")
    assert (Place.objects.count(), first_places.load_once()) == (known, [])
