"""The list stays with a reader who filters, turns pages, opens profiles and changes the language."""

import re

import pytest
from django.http import QueryDict
from django.utils.html import escape

from directory.shortlist.carried import MOST, Shortlist, carried_by
from tests.directory.shortlist.entries import ASKED, html, make_ada_and_berg
from tests.factories import make_clinic, make_specialist

pytestmark = pytest.mark.django_db
KEPT = escape(ASKED)


def hrefs(page):
    return re.findall(r'<a [^>]*?href="([^"]*)"', page)


def card(page, slug):
    return re.search(rf'<article[^>]*data-slug="{slug}".*?</article>', page, re.S)[0]


def toggle(page, slug):
    return re.search(r'<p class="shortlist-toggle">.*?</p>', card(page, slug), re.S)[0]


def words(text):
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def test_an_address_names_each_entry_once_and_twenty_at_most():
    asked = QueryDict("clinic=b&specialist=a&clinic=b&specialist=&other=x")
    assert carried_by(asked) == Shortlist((("specialist", "a"), ("clinic", "b")))
    many = QueryDict("&".join(f"clinic=c{n}" for n in range(MOST + 3)))
    assert carried_by(many) == Shortlist(tuple(("clinic", f"c{n}") for n in range(MOST)), left_out=3)


def test_what_is_no_slug_is_cut_and_made_printable():
    asked = QueryDict(f"clinic={'x' * 200}&clinic=%00&clinic=%ED%A0%80")
    assert carried_by(asked).pairs == (("clinic", "x" * 100), ("clinic", "\ufffd"), ("clinic", "\ufffd" * 3))


def test_a_card_adds_its_entry_and_keeps_what_was_asked(client):
    make_ada_and_berg()
    page = html(client, "/en/specialists/?country=AT&clinic=berg")
    link = toggle(page, "ada-muster")
    assert words(link) == "Add to my list: Dr. med. Ada Muster"
    added = "/en/specialists/?country=AT&clinic=berg&specialist=ada-muster#entry-ada-muster"
    assert hrefs(link) == [escape(added)]
    assert '<li id="entry-ada-muster">' in page


def test_a_kept_card_leads_to_the_list_and_can_be_taken_off(client):
    make_ada_and_berg()
    link = toggle(html(client, f"/en/clinics/?country=DE&{ASKED}"), "berg")
    assert words(link) == "On my list Remove: Klinik Berg"
    assert hrefs(link) == [
        f"/en/shortlist/?{KEPT}",
        "/en/clinics/?country=DE&amp;specialist=ada-muster#entry-berg",
    ]


def test_the_last_entry_taken_off_leaves_a_bare_address(client):
    make_ada_and_berg()
    link = toggle(html(client, "/en/clinics/?clinic=berg"), "berg")
    assert hrefs(link)[1] == "/en/clinics/#entry-berg"


def test_a_full_list_takes_no_more(client):
    make_ada_and_berg()
    full = "&".join(f"specialist=s{n}" for n in range(MOST))
    link = toggle(html(client, f"/en/clinics/?{full}"), "berg")
    assert words(link) == "Your list is full: it holds 20 entries"


def test_filters_pages_profiles_and_languages_keep_the_list(client):
    make_ada_and_berg()
    for n in range(21):
        make_specialist(f"x-{n}")
    page = html(client, f"/en/specialists/?q=x&{ASKED}")
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page) == [
        ("specialist", "ada-muster"),
        ("clinic", "berg"),
    ]
    links = hrefs(page)
    assert f"/en/specialists/?q=x&amp;page=2&amp;{KEPT}" in links  # the next page
    assert f"/en/specialists/?{KEPT}" in links  # without filters
    assert f"/en/clinics/?q=x&amp;{KEPT}" in links  # the other list
    assert f"/en/specialists/x-0/?q=x&amp;{KEPT}" in links  # a profile
    assert f"/fr/specialists/?q=x&amp;{KEPT}" in links


def test_ways_out_of_an_empty_result_keep_the_list(client):
    make_ada_and_berg()
    page = html(client, f"/en/specialists/?country=CH&{ASKED}")
    links = [link for link in hrefs(page[page.index("<main") : page.index("</main>")]) if link.startswith("/en/")]
    assert [link for link in links if KEPT not in link] == []
    assert len(links) >= 4


def test_a_profile_adds_itself_and_leads_back_with_the_list(client):
    make_ada_and_berg()
    page = html(client, "/en/specialists/ada-muster/?country=AT&clinic=berg")
    assert "/en/specialists/ada-muster/?country=AT&amp;clinic=berg&amp;specialist=ada-muster" in hrefs(page)
    assert "/en/specialists/?country=AT&amp;clinic=berg" in hrefs(page)
    assert "/en/clinics/tal/?clinic=berg" in hrefs(page)
    assert "Back to the results" in page


def test_a_profile_with_nothing_but_a_list_leads_to_everybody(client):
    make_ada_and_berg()
    page = html(client, "/en/clinics/berg/?clinic=berg")
    assert "All clinics" in page
    assert "/en/clinics/?clinic=berg" in hrefs(page)


@pytest.mark.parametrize(
    "path", ["/en/specialists/", "/en/clinics/", "/en/specialists/ada-muster/", "/en/clinics/tal/"]
)
def test_search_engines_keep_no_page_with_a_list(client, path):
    make_ada_and_berg()
    noindex = '<meta name="robots" content="noindex">'
    assert [noindex in html(client, address) for address in (path, f"{path}?{ASKED}")] == [False, True]


def test_the_header_leads_to_the_list_that_an_address_carries(client):
    make_clinic("berg")
    page = html(client, "/en/about/?clinic=berg")
    assert '<a href="/en/shortlist/?clinic=berg" rel="nofollow">My list (1)</a>' in page
    assert "/en/specialists/?clinic=berg" in hrefs(page)
    assert "My list" not in html(client, "/en/about/")


def test_a_question_too_long_to_read_still_has_a_header(client):
    response = client.get(f"/en/specialists/?{'&'.join(['clinic=berg'] * 1001)}")
    assert response.status_code == 400
    assert "My list" not in response.content.decode()
