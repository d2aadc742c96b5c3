"""What a patient sees on the lists of specialists and clinics."""

import re

import pytest
from django.core.cache import caches

from tests.factories import (
    CHECKED,
    make_clinic,
    make_condition,
    make_language,
    make_specialist,
    make_specialty,
    make_therapy,
    make_tumour,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bone():
    return make_condition("bone-metastases", name_en="Bone metastases", therapies=[])


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def marks(page, name):
    """The values of a data attribute, in the order of the page."""
    return re.findall(rf'data-{name}="([^"]*)"', page)


def option(page, facet, value):
    """The attributes of one facet option's input."""
    return re.search(rf'<input[^>]*data-facet="{facet}" data-value="{value}"[^>]*>', page)[0]


def text_in(page, attribute):
    return re.sub(r"<[^>]+>", "", re.search(rf"<(\w+)[^>]*{attribute}[^>]*>(.*?)</\1>", page, re.S)[2]).strip()


def make_treating(bone, slug, number=1):
    surgery = make_therapy("surgery", name_en="Surgery")
    return [make_specialist(f"{slug}-{n}", treats=[(bone, [surgery])]) for n in range(number)]


def test_the_number_of_results_and_the_cards_agree(client, bone):
    make_treating(bone, "ada", 3)
    page = html(client, "/en/specialists/?condition=bone-metastases")
    assert marks(page, "result-count") == ["3"]
    assert sorted(marks(page, "slug")) == ["ada-0", "ada-1", "ada-2"]


def test_the_query_is_repeated_in_words(client, bone):
    make_treating(bone, "ada")
    make_language("it", name_en="Italian")
    page = html(
        client, "/en/specialists/?condition=bone-metastases&therapy=surgery&country=CH&country=DE&language=it"
    )
    assert text_in(page, "data-query-in-words") == (
        "Specialists who treat bone metastases with surgery, work in Switzerland or in Germany and speak Italian."
    )


def test_a_value_without_results_is_visible_and_cannot_be_picked(client):
    make_specialist(at=[make_clinic(region="DE-BY")])
    page = html(client, "/en/specialists/")
    assert 'data-count="0"' in option(page, "country", "CH")
    assert "disabled" in option(page, "country", "CH")
    assert "disabled" not in option(page, "country", "DE")


def test_a_chosen_value_without_results_can_be_unpicked(client):
    make_specialist(at=[make_clinic(region="DE-BY")])
    page = html(client, "/en/specialists/?country=CH")
    assert "checked" in option(page, "country", "CH")
    assert "disabled" not in option(page, "country", "CH")


def test_every_active_filter_can_be_dropped_by_itself(client, bone):
    make_treating(bone, "ada")
    page = html(client, "/en/specialists/?condition=bone-metastases&therapy=surgery&q=ada")
    assert 'href="/en/specialists/?q=ada&amp;therapy=surgery"' in page
    assert 'href="/en/specialists/?q=ada&amp;condition=bone-metastases"' in page
    assert 'href="/en/specialists/?condition=bone-metastases&amp;therapy=surgery"' in page


@pytest.mark.parametrize(
    ("value", "shown"),
    [("XX", "XX"), ("999", "999"), ("%00", "\ufffd"), ("%ED%A0%80", "\ufffd" * 3), ("DE%00", "DE\ufffd")],
)
def test_an_unknown_value_is_named_with_a_link_that_drops_it(client, value, shown):
    make_specialist(at=[make_clinic(region="DE-BY")])
    page = html(client, f"/en/specialists/?country={value}&language=xx")
    assert marks(page, "result-count") == ["0"]
    assert marks(page, "unknown-value") == [shown, "xx"]
    assert f"We do not know “{shown}” (Country), so nothing can match it." in page
    assert 'href="/en/specialists/?language=xx"' in page


def test_an_empty_result_offers_what_remains_without_each_filter(client):
    make_specialist(at=[make_clinic(region="DE-BY")])
    make_language("it")
    page = html(client, "/en/specialists/?country=DE&language=it")
    offers = re.findall(r"<[^>]*data-without [^>]*>", page)
    assert [re.search(r'data-count="(\d+)"', offer)[1] for offer in offers] == ["1", "0"]
    assert "specialty=tumour-board" in page


def test_a_card_says_which_asked_facts_are_met(client):
    make_specialist(languages=[make_language("it", name_en="Italian")])
    page = html(client, "/en/specialists/?language=it&second_opinion=not-stated")
    card = page[page.index("<article") : page.index("</article>")]
    assert "Speaks Italian" in card
    assert "Second opinion: Not stated" in card


def test_pages_keep_the_filters(client, bone):
    make_treating(bone, "ada", 21)
    page = html(client, "/en/specialists/?condition=bone-metastases&page=2")
    assert len(marks(page, "slug")) == 1
    assert 'href="/en/specialists/?condition=bone-metastases"' in page


def test_a_profile_says_why_it_matched_when_reached_from_a_list(client, bone):
    ada = make_treating(bone, "ada")[0]
    asked = "condition=bone-metastases&amp;therapy=surgery"
    page = html(client, "/en/specialists/?condition=bone-metastases&therapy=surgery")
    assert f'href="/en/specialists/{ada.slug}/?{asked}"' in page
    profile = html(client, f"/en/specialists/{ada.slug}/?condition=bone-metastases&therapy=surgery")
    assert f'href="/en/specialists/?{asked}"' in profile
    assert "Treats bone metastases with surgery" in profile
    assert "Treats bone metastases with surgery" not in html(client, f"/en/specialists/{ada.slug}/")


def make_listing_pages(bone, number):
    surgery, urology = make_therapy("surgery"), make_specialty("urology")
    make_tumour("prostate-cancer", led_by=[urology])
    languages = [make_language("de"), make_language("it")]
    for n in range(number):
        clinic = make_clinic(
            f"c{n}", treats=[(bone, [surgery])], specialties=[urology], languages=languages, **CHECKED
        )
        make_specialist(
            f"ada-{n}", at=[clinic], treats=[(bone, [surgery])], specialties=[urology], languages=languages
        )


@pytest.mark.django_db(transaction=True)  # as committed: what is not, SQL answers
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/en/specialists/", 2),
        ("/en/specialists/?condition=bone-metastases&therapy=surgery&country=DE&q=ada", 2),
        ("/en/specialists/ada-0/", 9),
        ("/en/clinics/", 2),
        ("/en/clinics/?condition=bone-metastases&therapy=surgery&country=DE&q=c", 2),
        ("/en/clinics/c0/", 10),
    ],
)
def test_statements(client, bone, django_assert_num_queries, number, address, statements):
    make_listing_pages(bone, number)
    for _ in range(2):
        client.get(address)  # the bitmaps are stored and up to date then, as they mostly are
    caches["pages"].clear()
    with django_assert_num_queries(statements):
        assert client.get(address).status_code == 200
