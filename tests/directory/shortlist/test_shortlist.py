"""The page of a reader's list."""

import re

import pytest
import segno

from desk.qr_code import qr_code
from tests.directory.shortlist.entries import ASKED, html, make_ada_and_berg
from tests.factories import (
    CHECKED,
    make_clinic,
    make_condition,
    make_language,
    make_specialist,
    make_specialty,
    make_therapy,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ["de", "en", "fr", "it", "ar"]


def slugs(page):
    return re.findall(r'<article[^>]*data-slug="([^"]*)"', page)


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def cells(page, label):
    """The cells of one row of the comparison."""
    for row in re.findall(r"<tr.*?</tr>", page, re.S):
        head = re.search(r'<th scope="row".*?</th>', row, re.S)
        if head and plain(head[0]) == label:
            return [plain(cell) for cell in re.findall(r"<td.*?</td>", row, re.S)]
    raise AssertionError(label)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_answers_in_every_language_for_one_reader_only(client, language):
    make_ada_and_berg()
    response = client.get(f"/{language}/shortlist/?{ASKED}")
    assert response.status_code == 200
    assert slugs(response.content.decode()) == ["ada-muster", "berg"]
    assert response.headers["Cache-Control"] == "private"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.content.decode().count('<meta name="robots" content="noindex">') == 1
    assert dict(response.cookies) == {}


def test_an_entry_says_how_to_reach_it_and_what_is_not_stated(client):
    make_ada_and_berg()
    page = html(client, f"/en/shortlist/?{ASKED}")
    ada, berg = (plain(card) for card in re.findall(r"<article.*?</article>", page, re.S))
    for said in ("Klinik Tal Talweg 1", "+43 1 5550100", "ada@example.org", "Second opinion Yes", "German"):
        assert said in ada
    for said in ("80331 Musterstadt", "+49 89 99998 100", "berg.example.org", "Step-free access No"):
        assert said in berg
    assert "Second opinion Not stated" in berg
    assert "Checked on 1 October 2026" in berg


def test_entries_stand_side_by_side(client):
    make_ada_and_berg()
    page = html(client, f"/en/shortlist/?{ASKED}")
    assert cells(page, "Second opinion") == ["Yes", "Not stated"]
    assert cells(page, "Step-free access") == ["Not stated", "No"]
    assert cells(page, "Bone metastases") == ["Yes", "Yes"]
    assert cells(page, "Surgery") == ["Yes", "Not stated"]
    assert cells(page, "Radiation") == ["Yes", "Yes"]
    assert cells(page, "Languages spoken") == ["German", "Not stated"]
    assert cells(page, "Where to find") == ["Klinik Tal, Wien, Austria", "Musterstadt, Germany"]


def test_a_therapy_is_compared_for_the_condition_it_is_offered_for(client):
    ada, _berg = make_ada_and_berg()
    other = make_condition("aaa", name_en="Another")
    make_clinic("far", treats=[(other, [ada.treatments.get().therapies.get(slug="surgery")])])
    page = html(client, "/en/shortlist/?specialist=ada-muster&clinic=far")
    assert [plain(row) for row in re.findall(r'<tr class="(?:condition|therapy)">.*?</tr>', page, re.S)] == [
        "Another Not stated Yes",
        "Surgery Not stated Yes",
        "Bone metastases Yes Not stated",
        "Radiation Yes Not stated",
        "Surgery Yes Not stated",
    ]


def test_one_entry_is_compared_with_nothing(client):
    make_ada_and_berg()
    assert "Side by side" not in html(client, "/en/shortlist/?clinic=berg")


def test_an_entry_can_be_removed(client):
    make_ada_and_berg()
    page = html(client, f"/en/shortlist/?{ASKED}")
    removing = re.findall(r'<a class="remove" href="([^"]*)"', page)
    assert removing == ["/en/shortlist/?clinic=berg", "/en/shortlist/?specialist=ada-muster"]


def test_what_is_not_listed_is_named_and_can_be_taken_off(client):
    make_clinic("berg")
    make_clinic("draft", status="draft")
    make_specialist("ada-muster", status="draft")
    page = html(client, f"/en/shortlist/?{ASKED}&clinic=draft&clinic=%00")
    assert slugs(page) == ["berg"]
    assert "No longer listed here: ada-muster, draft, \ufffd." in page
    assert '<a href="/en/shortlist/?clinic=berg">Take off what is no longer listed</a>' in page


def test_a_name_in_the_address_is_no_markup(client):
    page = html(client, "/en/shortlist/?clinic=%3Cb%3Ebold%3C/b%3E")
    assert "No longer listed here: &lt;b&gt;bold&lt;/b&gt;." in page


def test_an_overlong_list_says_what_it_leaves_out(client):
    for n in range(22):
        make_clinic(f"c{n}")
    page = html(client, f"/en/shortlist/?{'&'.join(f'clinic=c{n}' for n in range(22))}")
    assert slugs(page) == [f"c{n}" for n in range(20)]
    assert "A list holds 20 entries; 2 more in the address are left out." in page


def test_an_empty_list_says_how_to_fill_it(client):
    page = html(client, "/en/shortlist/")
    assert "There is nobody on your list yet." in page
    assert re.findall('<svg class="qr-code"|konsil.vcf|Documents to bring', page) == []


def test_rights_are_those_of_the_countries_chosen(client):
    make_ada_and_berg()
    make_clinic("see", region="CH-ZH")

    def rights(asked):
        page = html(client, f"/en/shortlist/?{asked}")
        found = re.search(r'<section class="second-opinion.*?</section>', page, re.S)[0]
        return [plain(name) for name in re.findall(r"<h3>(.*?)</h3>", found, re.S)], "27b SGB V" in found

    assert rights("clinic=berg") == (["Germany"], True)
    assert rights("specialist=ada-muster") == (["Austria"], False)
    assert rights("clinic=see&clinic=berg&specialist=ada-muster") == (["Germany", "Austria", "Switzerland"], True)


def test_its_address_stands_there_to_copy_and_as_a_qr_code(client):
    make_ada_and_berg()
    page = html(client, f"/en/shortlist/?{ASKED}&clinic=gone")
    address = f"http://testserver/en/shortlist/?{ASKED}"
    copied = re.search(r"<textarea[^>]*>(.*?)</textarea>", page)[1]
    assert copied == address.replace("&", "&amp;")
    code = qr_code(address)
    drawing = re.search(r'<svg class="qr-code" viewBox="0 0 (\d+) \1".*?</svg>', page, re.S)
    assert int(drawing[1]) == code["side"]
    assert f'd="{code["path"]}"' in drawing[0]
    assert "style" not in drawing[0]


def test_the_path_of_a_qr_code_draws_its_modules():
    code = qr_code("https://konsil.example/")
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code["path"]):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}
    rows = list(segno.make_qr("https://konsil.example/").matrix_iter(border=4))
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    assert code["side"] == len(rows)


def test_the_longest_list_has_a_qr_code(client):
    slugs = [f"{'c' * 98}{n:02}" for n in range(20)]
    for slug in slugs:
        make_clinic(slug)
    page = html(client, f"/en/shortlist/?{'&'.join(f'clinic={slug}' for slug in slugs)}")
    assert '<svg class="qr-code"' in page


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("path", ["shortlist/", "shortlist/konsil.vcf", "shortlist/konsil.csv"])
def test_statements(client, django_assert_num_queries, number, path):
    surgery, german, urology = make_therapy(), make_language("de"), make_specialty()
    bone = make_condition(therapies=[surgery])
    asked = []
    for n in range(number):
        listed = {"treats": [(bone, [surgery])], "languages": [german], "specialties": [urology], **CHECKED}
        make_specialist(f"s{n}", at=[make_clinic(f"c{n}", **listed)], **listed)
        asked += [f"clinic=c{n}", f"specialist=s{n}"]
    with django_assert_num_queries(13):
        assert client.get(f"/en/{path}?{'&'.join(asked)}").status_code == 200
