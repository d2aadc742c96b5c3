"""What a reader types as a place, and what it means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.places import loading
from directory.places.centres import km
from directory.places.resolving import resolve
from directory.places.spots import Reason

from . import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(tmp_path):
    files.make_regions()
    files.make_town(2907911, "Heidelberg", "DE-BW", 49.40768, 8.69079, 143345)
    files.make_town(
        2867714, "München", "DE-BY", 48.13743, 11.57549, 1505005, "Munich", "Monaco di Baviera", "Мюнхен"
    )
    files.make_town(2925177, "Freiburg im Breisgau", "DE-BW", 47.9959, 7.85222, 237460, "Fribourg-en-Brisgau")
    files.make_town(2660718, "Fribourg", "CH-FR", 46.80237, 7.15128, 38365, "Freiburg", "Friburgo")
    files.make_town(2925181, "Freiburg (Elbe) Flecken", "DE-BB", 53.82491, 9.28798, 1890, "Freiburg/Elbe")
    files.make_town(2661513, "Biel/Bienne", "CH-BE", 47.13713, 7.24608, 55206, "Bienna")
    files.make_town(2781503, "Bregenz", "AT-8", 47.50311, 9.7471, 29806)
    rows = [files.HEIDELBERG, files.MUNICH, files.ZURICH, files.LUGANO, files.BREGENZ]
    rows += [files.PENZING, files.PURKERSDORF]
    loading.load([files.written(tmp_path, "".join(rows))])


def labels(text, country=None):
    return [place.label for place in resolve(text, country).places]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("69120", "69120 Heidelberg"),
        (" D-69120 ", "69120 Heidelberg"),
        ("d 69120", "69120 Heidelberg"),
        ("8001", "8001 Zürich"),
        ("CH-8001", "8001 Zürich"),
        ("CH8001", "8001 Zürich"),
        ("80331 München", "80331 München"),
        ("80331 Muenchen, Bayern", "80331 München"),
        ("Zürich 8001", "8001 Zürich"),
        ("A-6900", "6900 Bregenz"),
        ("6900 Lugano", "6900 Lugano"),
        ("6900 Schweiz", "6900 Lugano"),
        ("6900 Svizzera", "6900 Lugano"),
        ("München", "München"),
        ("MUENCHEN", "München"),
        ("munchen", "München"),
        ("Munich", "München"),
        ("Monaco di Baviera", "München"),
        ("Мюнхен", "München"),
        ("Freiburg im Breisgau", "Freiburg im Breisgau"),
        ("Freiburg i. Br.", "Freiburg im Breisgau"),
        ("Freiburg, Suisse", "Fribourg"),
        ("Fribourg, CH-FR", "Fribourg"),
        ("Freiburg Elbe", "Freiburg (Elbe) Flecken"),
        ("Bienne", "Biel/Bienne"),
        ("Biel", "Biel/Bienne"),
        ("Purkersdorf", "Purkersdorf"),
    ],
)
def test_one_place_is_meant(known, text, label):
    assert labels(text) == [label]


def test_namesakes_are_offered_without_those_that_are_hardly_meant(known):
    assert labels("Freiburg") == ["Freiburg im Breisgau", "Fribourg"]


def test_a_code_of_two_countries_offers_both(known):
    found = resolve("6900")
    assert [(place.label, place.asked, place.region.code) for place in found.places] == [
        ("6900 Bregenz", "AT-6900", "AT-8"),
        ("6900 Lugano", "CH-6900", "CH-TI"),
    ]
    assert labels("6900", country="CH") == ["6900 Lugano"]


def test_a_code_and_a_name_that_contradict_each_other_are_both_offered(known):
    assert labels("69120 München") == ["69120 Heidelberg", "München"]


def test_a_code_keeps_its_place_beside_the_name_of_a_neighbour(known):
    files.make_town(1, "Dossenheim", "DE-BW", 49.45, 8.67, 12000)
    assert labels("69120 Dossenheim") == ["69120 Heidelberg"]


def test_viennas_codes_are_in_vienna(known):
    place = resolve("1140").place
    assert (place.label, place.region.code, place.latitude, place.longitude) == (
        "1140 Wien, Penzing",
        "AT-9",
        48.221,
        16.2415,
    )


def test_each_choice_leads_to_the_place_it_names(known):
    files.make_town(10, "Halle", "DE-BY", 48.0, 11.0, 900)
    files.make_town(11, "Halle", "DE-BY", 49.5, 11.0, 800)
    for text in ("Freiburg", "6900", "Halle", "69120 München"):
        found = resolve(text)
        assert len(found.places) == 2
        again = [resolve(choice.asked).place for choice in found.places]
        assert [km(place.point, choice.point) < 2 for place, choice in zip(again, found.places, strict=True)] == [
            True,
            True,
        ]


def test_a_suburb_of_the_same_name_is_no_second_place(known):
    files.make_town(12, "Heidelberg", "DE-BW", 49.43, 8.7, 20000)
    assert labels("Heidelberg") == ["Heidelberg"]


def test_the_greatest_place_of_a_code_gives_it_its_name(tmp_path):
    files.make_regions()
    files.make_town(1, "Linz", "AT-3", 48.3, 14.3, 204846)
    row = files.KLOSTERNEUBURG.replace("3400", "4020")
    loading.load(
        [files.written(tmp_path, "".join(row.replace("Klosterneuburg", name) for name in ("Au", "Linz", "Zaun")))]
    )
    assert labels("4020") == ["4020 Linz"]


def test_a_code_that_is_not_loaded_is_measured_from_those_that_begin_like_it(known):
    found = resolve("69121")
    assert (found.reason, [place.label for place in found.places]) == (Reason.AREA, ["6912…"])


def test_codes_of_two_regions_do_not_stand_for_another(known, tmp_path):
    loading.load([files.written(tmp_path, files.MUNICH.replace("80331", "69126"))])
    assert resolve("69121").reason == Reason.NOT_LOADED


@pytest.mark.parametrize("text", ["99999", "69121 Xyzzy", "D-8001", "CH-69120", "1234"])
def test_a_well_formed_code_that_is_not_loaded_says_so(known, text):
    found = resolve(text)
    assert (found.places, found.reason) == ((), Reason.NOT_LOADED)


def test_the_town_beside_an_unknown_code_counts(known):
    assert labels("99999 Heidelberg") == ["Heidelberg"]


@pytest.mark.parametrize(
    "text", ["Xyzzy", "", "...", "0", "123", "²²²²²", "95.0,11.0", "Freiburg Xyzzy", "'; --", "a" * 200]
)
def test_what_is_no_place_is_unknown(known, text):
    found = resolve(text)
    assert (found.places, found.reason) == ((), Reason.UNKNOWN)


def test_a_position_is_known_to_a_kilometre_and_by_the_next_town(known):
    place = resolve("48.13749,11.57551").place
    assert (place.label, place.asked, place.point) == ("48.14,11.58 (München)", "48.14,11.58", (48.14, 11.58))


def test_a_position_elsewhere_is_one_too(known):
    assert labels("48.86,2.35") == ["48.86,2.35"]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("0", 0),
        ("69120", 1),
        ("6900", 1),
        ("Munich", 1),
        ("Freiburg", 1),
        ("48.14,11.58", 1),
        ("69121", 2),
        ("Xyzzy", 2),
        ("69120 Xyzzy", 3),
        ("99999 Xyzzy", 3),
    ],
)
def test_a_place_takes_few_statements(known, django_assert_num_queries, text, statements):
    with django_assert_num_queries(statements):
        resolve(text)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=40) | st.from_regex(r"[A-Z -]{0,3}[0-9]{4,5} ?\w{0,9}", fullmatch=True))
def test_no_text_breaks_it(text):
    assert resolve(text).places == ()


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ((49.40768, 8.69079), (49.40768, 8.69079), 0),
        ((52.52, 13.405), (48.137, 11.575), 504),  # Berlin, Munich
        ((0, 0), (0, 180), 20015),
        ((47.37, 8.54), (47.37, 8.55), 1),
    ],
)
def test_distances(a, b, distance):
    assert (round(km(a, b)), round(km(b, a))) == (distance, distance)
