"""The map of a list: every number is what its link finds, and nothing that was asked is lost on the way."""

import re
from html import unescape

import pytest
from django.core.cache import caches

from directory.filtering.filterset import SpecialistFilterSet
from directory.maps.regions import MapPage
from tests.directory.many import make_directory
from tests.factories import make_clinic, make_condition, make_region, make_specialist, make_therapy

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="([^"]+)" class="is-(\d)" data-region="([\w-]+)" data-count="(\d+)"')


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def links(page):
    """{region: (address, count)} of the drawing."""
    return {code: (unescape(address), int(count)) for address, _shade, code, count in LINK.findall(page)}


def total(page):
    return int(re.search(r'data-result-count="(\d+)"', page)[1])


@pytest.fixture
def people():
    """Three in Bavaria, of whom two are at Zurich too, and one in Vienna; nobody in Berlin."""
    clinics = {code: make_clinic(code.lower(), region=code) for code in ("DE-BY", "CH-ZH", "AT-9")}
    make_region("DE-BE")
    for slug in ("ada-a", "ada-b"):
        make_specialist(slug, at=[clinics["DE-BY"], clinics["CH-ZH"]])
    make_specialist("ada-c", at=[clinics["DE-BY"]])
    make_specialist("eva-d", at=[clinics["AT-9"]])


@pytest.mark.parametrize("kind", ["specialists", "clinics"])
@pytest.mark.parametrize("asked", ["", "condition=a&therapy=t1&therapy=t2", "country=DE&q=ada", "region=AT-9"])
def test_every_number_is_that_of_the_filter_and_what_the_link_finds(client, kind, asked):
    make_directory()
    found = links(html(client, f"/en/map/{kind}/?{asked}"))
    others = asked.replace("region=AT-9", "")
    counts = re.findall(
        r'data-facet="region" data-value="([\w-]+)" data-count="(\d+)"', html(client, f"/en/{kind}/?{others}")
    )
    assert {code: count for code, (_address, count) in found.items()} == {
        code: int(count) for code, count in counts if int(count)
    }
    chosen = set(re.findall(r"region=([\w-]+)", asked))
    told = {code: count for code, (_address, count) in found.items() if code not in chosen}
    assert {code: total(html(client, found[code][0])) for code in told} == told


def test_a_region_is_chosen_in_place_of_the_others_and_all_else_is_kept(client, people):
    make_therapy("surgery")
    asked = "q=ada&region=DE-BY&region=XX&second_opinion=not-stated&sort=name&page=2&specialist=ada-a"
    found = links(html(client, f"/en/map/specialists/?{asked}"))
    assert found["CH-ZH"] == (
        "/en/specialists/?q=ada&region=CH-ZH&second_opinion=not-stated&sort=name&specialist=ada-a",
        2,
    )


def test_a_chosen_region_is_marked_and_can_be_dropped(client, people):
    page = html(client, "/en/map/specialists/?region=DE-BY&region=AT-9")
    assert links(page)["DE-BY"] == ("/en/specialists/?region=AT-9", 3)
    assert len(re.findall(r'aria-current="true"><title>', page)) == 2
    assert "Choose it again to drop it." in page
    assert "Choose it again to drop it." not in html(client, "/en/map/specialists/")


def test_a_region_without_results_is_named_but_leads_nowhere(client, people):
    page = html(client, "/en/map/specialists/")
    assert re.findall(
        r'<g class="is-0" data-region="(\S+)" data-count="0" role="img"><title>(.+?)</title>', page
    ) == [("DE-BE", "Berlin: 0 specialists")]
    assert "region=DE-BE" not in page.partition("</header>")[2]


def test_a_chosen_region_without_results_can_be_dropped(client, people):
    page = html(client, "/en/map/specialists/?region=DE-BE")
    assert links(page)["DE-BE"] == ("/en/specialists/", 0)


def test_what_the_map_shows_stands_in_tables_too(client, people):
    page = html(client, "/en/map/specialists/?q=ada")
    rows = re.findall(r"<th scope=\"row\">(.*?)</th>\s*<td>(\d+)</td>", page)
    named = [(re.sub(r"<[^>]+>", "", name), int(count)) for name, count in rows]
    assert named == [("Bayern", 3), ("Berlin", 0), ("Wien", 0), ("Zürich", 2)]
    assert re.findall(r"<caption>(.+?)</caption>", page) == ["Germany", "Austria", "Switzerland"]
    addresses = re.findall(r'<a href="([^"]+)" data-region="([\w-]+)">', page)
    assert {code: unescape(address) for address, code in addresses} == {
        code: address for code, (address, _count) in links(page).items()
    }


def test_a_name_comes_with_its_number(client, people):
    titles = re.findall(r"<title>(\w+: .+?)</title>", html(client, "/en/map/specialists/?q=ada"))
    assert titles == [
        "Wien: 0 specialists",
        "Zürich: 2 specialists",
        "Bayern: 3 specialists",
        "Berlin: 0 specialists",
    ]
    assert "<title>Wien: 1 clinic</title>" in html(client, "/en/map/clinics/")


def test_a_region_that_nobody_has_drawn_is_in_the_table_alone(client):
    make_specialist(at=[make_clinic(region="DE-XX")])
    page = html(client, "/en/map/specialists/")
    assert re.findall(r'data-region="([\w-]+)"', page) == ["DE-XX"]
    assert links(page) == {}


def test_a_number_stands_only_where_it_fits(people):
    regions = {region.code: region for region in MapPage(SpecialistFilterSet({})).regions}
    assert {code: region.number_fits for code, region in regions.items()} == {
        "DE-BY": "phone",
        "CH-ZH": "phone",
        "DE-BE": "wide",
        "AT-9": "",
    }


def test_a_list_leads_to_its_map_and_the_map_back(client, people):
    asked = "q=ada&amp;region=DE-BY&amp;clinic=c"
    page = html(client, f"/en/specialists/?{unescape(asked)}&page=1")
    assert f'<a href="/en/map/specialists/?{asked}">Open the map</a>' in page
    assert f'<a href="/en/specialists/?{asked}">' in html(client, f"/en/map/specialists/?{unescape(asked)}")


def test_nobody_found_still_leads_to_the_map(client, people):
    assert '<a href="/en/map/specialists/?region=DE-BE">' in html(client, "/en/specialists/?region=DE-BE")


def test_a_map_is_for_its_reader_only(client, people):
    response = client.get("/en/map/specialists/")
    assert response.headers["Cache-Control"] == "private"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.django_db(transaction=True)  # as committed: what is not, SQL answers
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["specialists", "clinics"])
def test_a_map_costs_less_than_a_list(client, django_assert_num_queries, kind, number):
    bone, surgery = make_condition("bone-metastases"), make_therapy("surgery")
    for n in range(number):
        clinic = make_clinic(f"c{n}", region=["DE-BY", "AT-9", "CH-ZH"][n], treats=[(bone, [surgery])])
        make_specialist(f"ada-{n}", at=[clinic], treats=[(bone, [surgery])])
    address = f"/en/map/{kind}/?condition=bone-metastases&therapy=surgery"
    for _ in range(2):
        client.get(address)  # the bitmaps are stored and up to date then, as they mostly are
    caches["pages"].clear()
    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200
