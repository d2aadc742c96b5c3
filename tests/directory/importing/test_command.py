"""manage.py import_directory: the same as the pages, with a report and an exit status."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from desk.models import Revision
from directory.models import ImportRun, Specialist
from tests.factories import make_account, make_specialist

from .files import csv_bytes, table

pytestmark = pytest.mark.django_db
ADA = {"slug": "", "given_name": "Ada", "family_name": "Muster", "phone": ""}


@pytest.fixture
def file(tmp_path):
    def write(*rows):
        path = tmp_path / "specialists.csv"
        path.write_bytes(csv_bytes(table(*rows)))
        return path

    return write


def said(path, *options):
    """What the command reports."""
    stream = StringIO()
    call_command("import_directory", path, *options, stdout=stream, stderr=StringIO())
    return stream.getvalue().splitlines()


def test_a_dry_run_reports_and_leaves_nothing(file):
    make_specialist("ben-muster", phone="+49 30 1")
    path = file(ADA, {"slug": "ben-muster", "phone": "+49 30 2"})
    assert said(path, "--dry-run") == [
        "Line 2, Ada Muster: new",
        "    short name in addresses: '' -> 'ada-muster'",
        "    given name: '' -> 'Ada'",
        "    family name: '' -> 'Muster'",
        "Line 3, ben-muster: changed",
        "    telephone: '+49 30 1' -> '+49 30 2'",
        "     1 new",
        "     1 changed",
        "Nothing was written.",
    ]
    assert (Specialist.objects.count(), ImportRun.objects.count()) == (1, 0)


def test_it_writes_in_the_name_of_an_account(file):
    make_account("mia", "Directory manager", first_name="Mia", last_name="Muster")
    assert said(file(ADA), "--user", "mia")[-1].startswith("Rows written: 1. The desk can undo it: import ")
    assert [(one.made_by_name, one.action) for one in Revision.objects.all()] == [("Mia Muster", "imported")]


def test_one_bad_row_stops_it_with_an_exit_status(file):
    path = file(ADA, {**ADA, "family_name": "Beispiel", "phone": "siehe Website"})
    with pytest.raises(CommandError) as error:
        said(path)
    assert (str(error.value), error.value.returncode) == ("Nothing was written.", 1)
    assert Specialist.objects.count() == 0


def test_the_good_rows_are_written_on_demand_and_the_status_still_tells(file):
    path = file(ADA, {**ADA, "family_name": "Beispiel", "phone": "siehe Website"})
    with pytest.raises(CommandError, match=r"^Rows written: 1\."):
        said(path, "--leave-out")
    assert list(Specialist.objects.values_list("slug", flat=True)) == ["ada-muster"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--user", "nobody"], "There is no account nobody."),
        (["--kind", "clinics"], "Unknown headers"),
    ],
)
def test_what_cannot_be_done_is_said(file, options, message):
    with pytest.raises(CommandError, match=message):
        said(file(ADA), *options)


def test_a_broken_file_says_where(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text("given_name;family_name\nAda;Muster\nBen\n")
    with pytest.raises(
        CommandError, match=r"^Line 3: The number of cells \(1\) is not that of the headers \(2\)\.$"
    ):
        said(path)
    assert ImportRun.objects.count() == 0


def test_an_account_without_the_right_imports_nothing(file):
    make_account("edda", "Editor")
    with pytest.raises(CommandError, match=r"^You may not import specialists\.$"):
        said(file(ADA), "--user", "edda")
