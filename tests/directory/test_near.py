"""Near a place: who is in the circle, how far, and in which order."""

import pytest

from directory.filtering import sql
from directory.filtering.distance import km_of
from directory.filtering.engine import Engine
from directory.filtering.query import Near, Query
from directory.models import Clinic, Specialist
from directory.places.centres import km
from tests.factories import make_clinic, make_specialist

pytestmark = pytest.mark.django_db
HEIDELBERG = (49.41, 8.69)
PLACES = {
    "mannheim": ("DE-BW", 49.49, 8.47),
    "basel": ("CH-BS", 47.56, 7.59),
    "heidelberg": ("DE-BW", 49.42, 8.67),
    "nowhere": ("DE-BW", None, None),
}


def near(radius, label="Heidelberg"):
    return Near(*HEIDELBERG, radius, label)


@pytest.fixture
def clinics():
    return {
        slug: make_clinic(slug, region=region, latitude=latitude, longitude=longitude)
        for slug, (region, latitude, longitude) in PLACES.items()
    }


def slugs(model, query):
    found = model.objects.in_bulk(Engine().answer(model, query).ids)
    return [found[pk].slug for pk in sql.answer(model, query).ids]


@pytest.mark.parametrize(
    ("radius", "found"),
    [(10, ["heidelberg"]), (25, ["heidelberg", "mannheim"]), (300, ["heidelberg", "mannheim", "basel"])],
)
def test_the_nearest_come_first_and_borders_do_not_count(clinics, radius, found):
    assert slugs(Clinic, Query(near=near(radius), sort="distance")) == found


def test_a_specialist_is_as_near_as_the_nearest_place_of_work(clinics):
    make_specialist("ada-far", at=[clinics["basel"]])
    make_specialist("ben-both", at=[clinics["basel"], clinics["mannheim"]])
    make_specialist("eva-near", at=[clinics["heidelberg"]])
    query = Query(near=near(300), sort="distance")
    assert slugs(Specialist, query) == ["eva-near", "ben-both", "ada-far"]
    assert slugs(Specialist, Query(near=near(25), sort="distance")) == ["eva-near", "ben-both"]
    listed = Specialist.objects.for_list().get(slug="ben-both")
    assert km_of(listed, near(25)) == km(HEIDELBERG, (49.49, 8.47))


def test_counts_are_those_of_the_circle(clinics):
    counts = Engine().counts(Clinic, Query(near=near(25)))
    assert (counts["country"], Engine().total(Clinic, Query(near=near(25)))) == ({"DE": 2}, 2)


def test_a_place_that_nobody_knows_matches_nothing(clinics):
    query = Query(unknown={"near": ("Atlantis",)})
    assert Engine().total(Clinic, query) == 0
    assert Engine().total(Clinic, query.without("near")) == 4


def test_who_has_no_coordinates_is_in_no_circle(clinics):
    assert km_of(clinics["nowhere"], near(25)) is None
    assert "nowhere" not in slugs(Clinic, Query(near=near(500)))


def test_a_list_near_a_place_shows_how_far(client, clinics):
    page = client.get("/en/clinics/?near=49.41,8.69&radius=25&sort=distance").content.decode()
    assert [f'data-slug="{slug}"' in page for slug in PLACES] == [True, False, True, False]
    assert "18 km away" in page


def test_a_profile_says_whether_it_is_near(client, clinics):
    page = client.get("/en/clinics/mannheim/?near=49.41,8.69&radius=25").content.decode()
    assert '<li class="is-met">' in page
    assert "<span>Within 25 km of 49.41,8.69</span>" in page
