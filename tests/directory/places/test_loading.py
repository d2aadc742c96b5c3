"""Postal codes from GeoNames' files: all of them or nothing, and right where the files are coarse."""

import zipfile
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from directory.models import Place
from directory.places import loading
from directory.places.postal_file import PlacesRefusedError

from .files import (
    BREGENZ,
    HEIDELBERG,
    JUNGHOLZ,
    KLOSTERNEUBURG,
    LUGANO,
    MUNICH,
    PENZING,
    PURKERSDORF,
    ZURICH,
    make_regions,
    make_town,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions():
    make_regions()


def places():
    columns = ["country", "postal_code", "name", "region_id", "latitude", "longitude"]
    return [tuple(map(str, row)) for row in Place.objects.values_list(*columns)]


def test_a_file_is_loaded_with_regions_by_iso_code(tmp_path):
    report = loading.load([written(tmp_path, BREGENZ + LUGANO + HEIDELBERG)])
    assert (report.added, report.changed, report.unchanged, report.kept) == (3, 0, 0, 0)
    assert places() == [
        ("AT", "6900", "Bregenz", "AT-8", "47.50310", "9.74710"),
        ("CH", "6900", "Lugano", "CH-TI", "46.00540", "8.95450"),
        ("DE", "69120", "Heidelberg", "DE-BW", "49.41690", "8.67640"),
    ]


def test_the_same_file_again_changes_nothing(tmp_path):
    path = written(tmp_path, MUNICH + HEIDELBERG)
    loading.load([path])
    before = list(Place.objects.values_list("pk", "latitude"))
    report = loading.load([path])
    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    assert list(Place.objects.values_list("pk", "latitude")) == before


def test_a_newer_file_moves_a_place_and_keeps_what_it_does_not_have(tmp_path):
    loading.load([written(tmp_path, MUNICH + HEIDELBERG)])
    report = loading.load([written(tmp_path, MUNICH.replace("48.1345", "48.2"))])
    assert (report.added, report.changed, report.unchanged, report.kept) == (0, 1, 0, 1)
    assert Place.objects.get(postal_code="80331").latitude == Decimal("48.2")


def test_a_packed_file_is_read_beside_its_readme(tmp_path):
    with zipfile.ZipFile(tmp_path / "DE.zip", "w") as packed:
        packed.writestr("readme.txt", "Readme for GeoNames Postal Code files")
        packed.writestr("DE.txt", HEIDELBERG)
    assert loading.load([tmp_path / "DE.zip"]).added == 1


@pytest.mark.parametrize(
    ("second_line", "reason"),
    [
        ("DE\t69120\tHeidelberg\n", "3 columns instead of 12"),
        (MUNICH.replace("DE", "FR", 1), "the country 'FR' is not DE, AT or CH"),
        (MUNICH.replace("80331", "8033"), "'8033' is no postal code of DE"),
        (MUNICH.replace("80331", "8033²"), "'8033²' is no postal code of DE"),
        (MUNICH.replace("\tBY\t", "\tXY\t"), "'XY' is no region of DE"),
        (MUNICH.replace("48.1345", "north"), "'north', '11.571' are no coordinates"),
        (MUNICH.replace("48.1345", "nan"), "'nan', '11.571' are no coordinates"),
        (MUNICH.replace("48.1345", "11.57"), "11.57, 11.571 is not in DE"),
        (MUNICH.replace("München", " "), "'' is no name of a place"),
        (MUNICH.replace("München", "M\x00"), "'M\\x00' is no name of a place"),
        ("\n", "1 columns instead of 12"),
        ("DE\t" + "9" * 5000, "larger than any file of postal codes"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_loaded(tmp_path, second_line, reason):
    path = written(tmp_path, HEIDELBERG + second_line)
    with pytest.raises(PlacesRefusedError, match="line 2") as refused:
        loading.load([written(tmp_path, ZURICH, "CH.txt"), path])
    assert str(refused.value) == f"{path}, line 2: {reason}"
    assert not Place.objects.exists()


def test_bytes_that_are_no_text_are_named_by_their_line(tmp_path):
    path = tmp_path / "DE.txt"
    path.write_bytes(HEIDELBERG.encode() + MUNICH.encode("latin-1"))
    with pytest.raises(PlacesRefusedError, match=r"line 2: not UTF-8"):
        loading.load([path])


@pytest.mark.parametrize("content", ["", JUNGHOLZ])
def test_a_file_without_postal_codes_is_refused(tmp_path, content):
    with pytest.raises(PlacesRefusedError, match="There is no postal code in it"):
        loading.load([written(tmp_path, content)])


def test_a_damaged_or_missing_file_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(PlacesRefusedError, match="should have one file inside"):
        loading.load([tmp_path / "empty.zip"])
    with pytest.raises(PlacesRefusedError, match="cannot be read: No such file"):
        loading.load([tmp_path / "missing.txt"])


def test_a_region_that_nobody_entered_is_not_made(tmp_path):
    saxony = MUNICH.replace("\tBY\t", "\tSN\t")
    with pytest.raises(PlacesRefusedError, match="These regions have to be entered first: DE-SN"):
        loading.load([written(tmp_path, HEIDELBERG + saxony)])
    assert not Place.objects.exists()


def test_a_row_without_a_region_is_left_out_and_named(tmp_path, capsys):
    call_command("load_places", str(written(tmp_path, HEIDELBERG + JUNGHOLZ)))
    assert capsys.readouterr().out == (
        "Places: 1 added, 0 changed, 0 unchanged, 0 kept that are not in the files.\n"
        "Left out, because the file states no region: 87491 Jungholz.\n"
    )


def test_an_austrian_town_gets_the_coordinates_it_has_as_a_town(tmp_path):
    make_town(2774322, "Klosterneuburg", "AT-3", 48.30521, 16.32522, 24442)
    loading.load([written(tmp_path, KLOSTERNEUBURG)])
    place = Place.objects.get()
    assert (float(place.latitude), float(place.longitude)) == (48.30521, 16.32522)


def test_a_namesake_at_the_other_end_of_the_land_moves_nothing(tmp_path):
    make_town(1, "Klosterneuburg", "AT-3", 47.6, 16.2, 600)
    loading.load([written(tmp_path, KLOSTERNEUBURG)])
    assert float(Place.objects.get().latitude) == 48.3528


def test_a_place_far_from_its_codes_other_places_goes_to_their_middle(tmp_path):
    rows = [MUNICH.replace("München", name) for name in ("A", "B", "C")]
    rows.append(MUNICH.replace("München", "Far").replace("48.1345", "49.5"))
    loading.load([written(tmp_path, "".join(rows))])
    assert float(Place.objects.get(name="Far").latitude) == 48.1345


def test_a_name_that_a_code_has_twice_is_stored_once_in_the_middle(tmp_path):
    loading.load([written(tmp_path, MUNICH + MUNICH.replace("48.1345", "48.1445"))])
    assert float(Place.objects.get().latitude) == 48.1395


def test_places_of_a_code_keep_their_own_regions(tmp_path):
    loading.load([written(tmp_path, PENZING + PURKERSDORF)])
    assert list(Place.objects.values_list("name", "region")) == [
        ("Purkersdorf", "AT-3"),
        ("Wien, Penzing", "AT-9"),
    ]


def test_a_line_of_a_command_names_the_file_and_the_line(tmp_path):
    path = written(tmp_path, "nonsense\n")
    with pytest.raises(CommandError, match=r"DE\.txt, line 1: 1 columns instead of 12"):
        call_command("load_places", str(path))


@pytest.mark.parametrize("arguments", [[], ["DE.txt", "--fetch"]])
def test_the_command_wants_to_know_from_where(arguments):
    with pytest.raises(CommandError, match="Name the files, or say --fetch or --towns"):
        call_command("load_places", *arguments)
