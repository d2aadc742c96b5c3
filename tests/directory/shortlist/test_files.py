"""The list as files: for the address book and for a spreadsheet."""

import csv
import io

import pytest

from directory.shortlist.vcards import escaped, folded
from tests.directory.shortlist.entries import ASKED, make_ada_and_berg
from tests.factories import CHECKED, make_clinic, make_specialist

pytestmark = pytest.mark.django_db


def lines(client, asked, language="en"):
    """The unfolded lines of the vCard file."""
    response = client.get(f"/{language}/shortlist/konsil.vcf?{asked}")
    assert response.status_code == 200
    text = response.content.decode()
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def valued(found, name):
    return [line.partition(":")[2] for line in found if line.partition(":")[0].split(";")[0] == name]


def table(client, asked):
    response = client.get(f"/en/shortlist/konsil.csv?{asked}")
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("konsil.vcf", "text/vcard; charset=utf-8"), ("konsil.csv", "text/csv; charset=utf-8")],
)
@pytest.mark.parametrize("language", ["de", "en", "fr", "it", "ar"])
def test_a_file_is_saved_and_kept_by_no_cache_and_no_search_engine(client, language, name, content_type):
    make_ada_and_berg()
    response = client.get(f"/{language}/shortlist/{name}?{ASKED}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Cache-Control"] == "private"
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("name", ["konsil.vcf", "konsil.csv"])
def test_a_file_of_nothing_leads_to_the_page_that_says_why(client, name):
    response = client.get(f"/en/shortlist/{name}?clinic=gone")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/shortlist/?clinic=gone")


def test_a_specialist_is_a_card_with_a_group_for_the_place_of_work(client):
    make_ada_and_berg()
    found = lines(client, "specialist=ada-muster")
    [uid] = valued(found, "UID")
    assert uid.startswith("urn:uuid:")
    assert found == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:{uid}",
        "KIND:individual",
        "FN:Dr. med. Ada Muster",
        "N:Muster;Ada;;Dr. med.;",
        "place1.ORG:Klinik Tal",
        "place1.ADR;TYPE=work:;;Talweg 1;Wien;Wien;1010;Austria",
        "place1.TEL;VALUE=uri;TYPE=work:tel:+4315550100",
        "EMAIL;TYPE=work:ada@example.org",
        "LANG:de",
        "NOTE:Treats: Bone metastases: Radiation\\, Surgery\\nStatutory insurance: Not stated\\n"
        "Second opinion: Yes\\nVideo consultation: Not stated\\nStep-free access: Not stated\\n"
        "Checked on 1 October 2026",
        "SOURCE:http://testserver/en/specialists/ada-muster/",
        "END:VCARD",
    ]


def test_a_clinic_is_an_organisation(client):
    make_ada_and_berg()
    found = lines(client, "clinic=berg")
    assert valued(found, "KIND") == ["org"]
    assert valued(found, "ORG") == ["Klinik Berg"]
    assert valued(found, "TEL") == ["tel:+498999998100"]
    assert valued(found, "URL") == ["https://berg.example.org/"]


def test_each_entry_is_one_card_and_known_again_in_every_language(client):
    make_ada_and_berg()
    english, german = lines(client, ASKED), lines(client, ASKED, "de")
    assert [english.count(mark) for mark in ("BEGIN:VCARD", "END:VCARD")] == [2, 2]
    assert valued(english, "UID") == valued(german, "UID")
    assert len(set(valued(english, "UID"))) == 2


def test_signs_that_divide_a_card_are_escaped(client):
    make_specialist("ada-muster", given_name="Ada; die Ältere", family_name="Muster, geb. X\\Y")
    make_clinic("berg", name="Berg, Tal; See\nEND:VCARD", street="Weg 1; Hof", city="A,B")
    found = lines(client, ASKED)
    assert valued(found, "N") == [r"Muster\, geb. X\\Y;Ada\; die Ältere;;;"]
    assert valued(found, "ORG") == [r"Berg\, Tal\; See\nEND:VCARD"]
    assert valued(found, "ADR") == [r";;Weg 1\; Hof;A\,B;Bayern;80331;Germany"]
    assert found.count("END:VCARD") == 2


def test_a_number_without_a_country_is_no_address(client):
    make_clinic("berg", phone="116117")
    assert "TEL;VALUE=text;TYPE=work:116117" in lines(client, "clinic=berg")


def test_a_value_has_no_line_breaks_and_nothing_invisible():
    assert escaped("a\r\nb\rc\u2028d\x00e\tf") == r"a\nb\nc\nde f"


@pytest.mark.parametrize(
    "text", ["x" * 75, "x" * 76, "NOTE:" + "ä" * 100, "日本" * 80, "a" * 74 + "😀" + "b" * 80]
)
def test_no_line_is_longer_than_75_octets_and_no_character_is_torn(text):
    broken = folded(text).encode().split(b"\r\n")
    assert max(len(line) for line in broken) <= 75
    assert [line[:1] for line in broken[1:]] == [b" "] * (len(broken) - 1)
    assert (broken[0] + b"".join(line[1:] for line in broken[1:])).decode() == text


def test_the_table_has_a_row_for_each_entry(client):
    make_ada_and_berg()
    headers, ada, berg = table(client, ASKED)
    assert headers == [
        "Name", "Kind", "Address", "Telephone", "E-mail", "Website", "Spoken languages", "Treats",
        "Statutory insurance", "Second opinion", "Video consultation", "Step-free access", "Checked on", "Page",
        "Sample",
    ]  # fmt: skip
    assert ada == [
        "Dr. med. Ada Muster", "", "Klinik Tal, Talweg 1, 1010 Wien, Austria, +43 1 5550100", "",
        "ada@example.org", "", "German", "Bone metastases: Radiation, Surgery", "Not stated", "Yes", "Not stated",
        "Not stated", "2026-10-01", "http://testserver/en/specialists/ada-muster/", "",
    ]  # fmt: skip
    assert berg[:6] == [
        "Klinik Berg", "Hospital", "80331 Musterstadt, Germany", "'+49 89 99998 100", "",
        "https://berg.example.org/",
    ]  # fmt: skip


def test_a_spreadsheet_runs_no_cell(client):
    make_clinic("berg", name='=HYPERLINK("https://x.example";"y")', street="@a")
    row = table(client, "clinic=berg")[1]
    assert row[0] == """'=HYPERLINK("https://x.example";"y")"""
    assert row[2] == "'@a, 80331 Musterstadt, Germany"


def test_the_files_say_that_a_sample_is_invented(client):
    make_clinic("berg", is_sample=True, **CHECKED)
    invented = "Sample entry: invented, to try the site. This person, clinic and telephone number do not exist."
    assert valued(lines(client, "clinic=berg"), "NOTE")[0].startswith(escaped(invented))
    assert table(client, "clinic=berg")[1][-1] == invented
