"""What an export holds, and that an import of it changes nothing."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desk.models import Status
from directory.importing import exporting, table, words
from directory.importing.kinds import KINDS
from directory.importing.specialists import SPECIALISTS
from directory.importing.vocabulary import choices
from directory.models import Affiliation, Clinic, Specialist
from directory.models.affiliation import Role
from tests.desk_forms import person
from tests.factories import (
    CHECKED,
    make_clinic,
    make_condition,
    make_language,
    make_specialist,
    make_specialty,
    make_therapy,
)

from .files import csv_bytes, outcomes, planned, reasons

pytestmark = pytest.mark.django_db
GLN = "7601000000002"


def make_directory():
    """A little of everything that a file has trouble with."""
    radiation = make_therapy("radiation", name_de="Bestrahlung, stereotaktisch")
    bone = make_condition("bone-metastases", therapies=[radiation])
    clinic = make_clinic(
        "see",
        name="Klinik „am See“; Nord, Süd",
        postal_code="01067",
        latitude="51.05000",
        longitude="13.73000",
        phone="+49 351 1",
        website="https://example.org/?a=1,2;3",
        specialties=[make_specialty("urology", name_de="Urologie")],
        treats=[(bone, [radiation])],
        ik="260326822",
    )
    ada = make_specialist(
        "ada-muster",
        at=[clinic],
        treats=[(bone, [])],
        languages=[make_language("it"), make_language("gsg")],
        title="Dr. med.",
        profile_de="Erste Zeile.\r\n\r\n=1+1 ist keine Formel.",
        profile_it="Però",
        offers_second_opinion=True,
        is_barrier_free=False,
        gln=GLN,
        **CHECKED,
    )
    make_specialist("zoe-zuerich", status="draft", phone="+41 44 1", source="-", checked_on=date(2026, 1, 2))
    return ada, clinic


def exported(kind, model, form="csv"):
    return b"".join(exporting.parts(KINDS[kind], model.objects.all(), form))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("kind", "model", "number"),
    [
        ("specialists", Specialist, 2),
        ("clinics", Clinic, 1),
        ("affiliations", Specialist, 1),
        ("treatments", Specialist, 1),
        ("treatments", Clinic, 1),
    ],
)
def test_importing_what_was_exported_changes_nothing(kind, model, number, form):
    make_directory()
    run = planned(kind, data=exported(kind, model, form))
    assert (reasons(run), outcomes(run)) == ([], ["unchanged"] * number)


@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
@pytest.mark.parametrize(
    ("kind", "model", "column", "label"),
    [
        ("clinics", Clinic, Clinic._meta.get_field("kind"), Clinic.Kind.HOSPITAL.label),
        ("affiliations", Specialist, Affiliation._meta.get_field("role"), Role.SPECIALIST.label),
        ("specialists", Specialist, Specialist._meta.get_field("status"), Status.PUBLISHED.label),
    ],
)
def test_an_export_speaks_one_language_and_is_understood(language, kind, model, column, label):
    make_directory()
    with translation.override(language):
        data = exported(kind, model)
        row = next(csv.DictReader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
        assert row[str(column.verbose_name)] == str(label)
    assert set(outcomes(planned(kind, data=data))) == {"unchanged"}


def test_every_choice_has_words_of_its_own_in_every_language():
    for enumeration in (Clinic.Kind, Role, Status):
        for language in ("de", "en", "fr", "it"):
            with translation.override(language):
                labels = [str(label) for label in enumeration.labels]
            assert [choices(enumeration).find(label) for label in labels] == enumeration.values


def test_a_spreadsheet_runs_nothing_of_an_export():
    for number, value in enumerate(["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "Müller"]):
        make_specialist(f"ada-{number}", title=value)
    rows = [row.split(";")[4] for row in exported("specialists", Specialist).decode("utf-8-sig").splitlines()[1:]]
    assert rows == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "''=1", "Müller"]
    sheet = load_workbook(BytesIO(exported("specialists", Specialist, "xlsx"))).active
    cells = list(sheet["E"])[1:]
    assert [(cell.value, cell.data_type) for cell in cells][:2] == [("'=1+1", "s"), ("'+1", "s")]


def test_an_import_takes_the_apostrophe_away_again():
    make_specialist("ada-muster")
    run = planned(
        "specialists", {"slug": "ada-muster", "title": "'=Dr.", "phone": "'+49 30 1", "profile_de": "'Text"}
    )
    assert [after for _name, _before, after in run.rows.get().changes] == ["=Dr.", "+49 30 1", "'Text"]


def test_excel_sees_the_encoding_and_keeps_zeros_in_a_workbook():
    make_directory()
    assert exported("clinics", Clinic).startswith(b"\xef\xbb\xbf")
    sheet = load_workbook(BytesIO(exported("clinics", Clinic, "xlsx"))).active
    headers = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, headers.index("postal code") + 1)
    assert (cell.value, cell.data_type, cell.number_format) == ("01067", "s", "@")


def test_statements_do_not_grow_with_the_listings():
    def statements():
        with CaptureQueriesContext(connection) as captured:
            exported("affiliations", Specialist)
        return len(captured)

    first, second = make_clinic("c1"), make_clinic("c2")
    make_specialist("ada-muster", at=[first])
    before = statements()
    make_specialist("ben-muster", at=[first, second])
    make_specialist("cora-muster", at=[second])
    assert statements() == before


def test_the_filtered_list_is_exported():
    make_specialist("ada-muster", status="draft")
    make_specialist("ben-muster", status="published")
    manager = person("mia", "Directory manager")
    page = manager.get("/admin/directory/specialist/export/?stage=draft")
    links = [url for _kind, _form, url in page.context["files"]]
    assert (page.context["number"], links[0]) == (1, "/admin/directory/specialist/export/specialists.csv")
    response = manager.get(f"{links[0]}?stage=draft")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [row.split(";")[0] for row in rows] == ["short name in addresses", "ada-muster"]


@pytest.mark.parametrize("role", ["Editor", "Medical reviewer", "Translator"])
def test_who_only_edits_exports_nothing(role):
    somebody = person("sam", role)
    for path in ("specialist/export/", "specialist/export/specialists.csv", "clinic/export/clinics.xlsx"):
        assert somebody.get(f"/admin/directory/{path}").status_code == 403
    assert "/export/" not in somebody.get("/admin/directory/specialist/").content.decode()


@pytest.mark.parametrize(
    "path", ["specialist/export/clinics.csv", "clinic/export/affiliations.csv", "clinic/export/clinics.pdf"]
)
def test_there_are_no_other_files(path):
    assert person("mia", "Directory manager").get(f"/admin/directory/{path}").status_code == 404


class Quietly:
    """A reading in which nothing is looked up."""

    def warn(self, message):
        pass


NASTY = st.sampled_from(
    ["=", "'", "-", "–", "\t", "\r\n", "\n", " ", "(leer)", '"', ";", "+", "\u00a0", "\u200b", "a"]
)
TEXT = st.one_of(
    st.lists(NASTY, max_size=6).map("".join),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12),
)


@settings(max_examples=300, deadline=None)
@given(TEXT, st.sampled_from(["title", "profile_de"]))
def test_whatever_a_text_is_made_of_comes_back_unchanged(text, name):
    column = SPECIALISTS.columns[name]
    cell = words.neutralised(column.show(text, None))
    data = csv_bytes([["slug", name], ["x", cell]])
    [(_line, [_slug, read])] = list(table.read(data, lambda cells: 1).rows)
    assert read == "" or column.is_same(text, column.read(read, Quietly()))
