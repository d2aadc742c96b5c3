"""The lists of the editors' desk: searched, filtered, and cheap."""

import pytest
import time_machine

from conditions.models import Reviewer
from directory.models import Place
from tests.desk_forms import signed_in
from tests.factories import make_clinic, make_condition, make_region, make_specialist, make_therapy

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return signed_in(client)


@pytest.mark.parametrize("typed", ["müll", "Mueller", "ada mul"])
def test_people_are_found_by_the_beginnings_of_their_names(editor, typed):
    make_specialist("ada-müller")
    make_specialist("ben-meier")
    page = editor.get("/admin/directory/specialist/", {"q": typed}).content.decode()
    assert "Müller, Ada" in page
    assert "Meier, Ben" not in page


def test_an_autocomplete_answers_the_same_way(editor):
    make_clinic("c1", name="Klinik Sankt Anna", city="Würzburg")
    make_clinic("c2")
    asked = {"term": "wurz", "app_label": "directory", "model_name": "affiliation", "field_name": "clinic"}
    found = editor.get("/admin/autocomplete/", asked).json()["results"]
    assert [row["text"] for row in found] == ["Klinik Sankt Anna, Würzburg"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/admin/directory/specialist/", 9),
        ("/admin/directory/clinic/", 9),
        ("/admin/conditions/condition/", 8),
        ("/admin/conditions/therapy/", 8),
    ],
)
def test_statements_of_lists(editor, django_assert_num_queries, number, address, statements):
    for n in range(number):
        clinic = make_clinic(f"c{n}")
        make_specialist(f"ada-{n}", at=[clinic], treats=[(make_condition(f"d{n}"), [make_therapy(f"t{n}")])])
    editor.get(address)  # remembers content types
    with django_assert_num_queries(statements):
        editor.get(address)


def test_places_are_found_in_any_case(editor):
    town = {"country": "DE", "region": make_region(), "latitude": 48, "longitude": 11}
    Place.objects.create(**town, postal_code="80331", name="München")
    assert "80331" in editor.get("/admin/directory/place/", {"q": "mün"}).content.decode()


@pytest.mark.parametrize(("asked", "found"), [("ageing", ["c-old"]), ("never", ["c-never"])])
def test_listings_are_filtered_by_their_last_check(editor, asked, found):
    with time_machine.travel("2026-11-22", tick=False):
        make_clinic("c-old", checked_on="2025-11-21", source="Website")
        make_clinic("c-fresh", checked_on="2025-11-22", source="Website")
        make_clinic("c-never")
        response = editor.get("/admin/directory/clinic/", {"check": asked})
    assert [clinic.slug for clinic in response.context["cl"].result_list] == found


@pytest.mark.parametrize(("asked", "found"), [("overdue", ["overdue"]), ("missing", ["new"])])
def test_medical_texts_are_filtered_by_their_review(editor, asked, found):
    team = Reviewer.objects.create(slug="team", name="Team", qualification_de="Q", conflict_of_interest_de="Keine")
    reviewed = {"reviewed_by": team, "reviewed_on": "2025-11-22"}
    make_therapy("overdue", **reviewed, next_review_on="2026-11-21")
    make_therapy("due-today", **reviewed, next_review_on="2026-11-22")
    make_therapy("new")
    with time_machine.travel("2026-11-22", tick=False):
        response = editor.get("/admin/conditions/therapy/", {"review": asked})
    assert [therapy.slug for therapy in response.context["cl"].result_list] == found
