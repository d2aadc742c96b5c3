"""Rows that may be about a listing that is there already: by name and place, and who decides."""

import pytest

from directory.importing import deciding, planning
from directory.models import Clinic, Specialist
from tests.factories import make_clinic, make_region, make_specialist

from .files import confirmed, outcomes, planned

pytestmark = pytest.mark.django_db
GLN, OTHER_GLN = "7601000000002", "7601000000019"
CLINIC = {
    "name": "Hauptstandort",
    "kind": "hospital",
    "postal_code": "80331",
    "city": "München",
    "region": "DE-BY",
}


def person(given, family, **cells):
    return {"given_name": given, "family_name": family, **cells}


def decided(run, *choices):
    """The run after `choices` for its rows, by line."""
    rows = run.rows.order_by("line").values_list("pk", flat=True)
    deciding.decide(run.pk, dict(zip(rows, choices, strict=True)))
    return planning.work(run.pk, None)


@pytest.mark.parametrize(
    ("given", "family"),
    [("Jörg", "Müller-Groß"), ("JOERG", "Mueller Gross"), ("Jorg", "Muller-Groß"), ("Müller-Groß", "Jörg")],
)
def test_a_name_is_recognised_in_other_spellings(given, family):
    clinic = make_clinic(city="Bern", region="CH-ZH")
    joerg = make_specialist("jm", given_name="Jörg", family_name="Müller-Groß", title="Dr.", at=[clinic])
    make_specialist("jb", given_name="Jörg", family_name="Müller-Groß-Bader")
    run = planned("specialists", person(given, family))
    assert outcomes(run) == ["suspect"]
    assert run.rows.get().candidates == [{"pk": joerg.pk, "name": "Dr. Jörg Müller-Groß", "place": "Bern"}]


def test_namesakes_in_other_towns_or_with_other_numbers_are_no_suspects():
    make_specialist("ada-muster", at=[make_clinic(city="München")], gln=GLN)
    assert outcomes(planned("specialists", person("Ada", "Muster", city="Munchen"))) == ["suspect"]
    assert outcomes(planned("specialists", person("Ada", "Muster", city="Hamburg"))) == ["new"]
    assert outcomes(planned("specialists", person("Ada", "Muster", gln=OTHER_GLN))) == ["new"]


def test_a_clinic_is_suspected_by_its_name_in_the_same_town_or_postal_code():
    make_region("DE-BY")
    make_clinic("a", name="Hauptstandort", city="München", postal_code="81829")
    make_clinic("b", name="Hauptstandort", city="Fürth", postal_code="90762")
    make_clinic("c", name="Hauptstandort Nord e. V.", city="Fürth", postal_code="90762")
    run = planned(
        "clinics",
        CLINIC,
        {**CLINIC, "city": "Fuerth i. Bay.", "postal_code": "90762"},
        {**CLINIC, "name": "Hauptstandort Nord e.V.", "city": "Fürth", "postal_code": "90766"},
        {**CLINIC, "city": "Augsburg", "postal_code": "86150"},
    )
    candidates = [[one["place"] for one in row.candidates] for row in run.rows.order_by("line")]
    assert outcomes(run) == ["suspect", "suspect", "suspect", "new"]
    assert candidates == [["81829 München"], ["90762 Fürth"], ["90762 Fürth"], []]


def test_a_name_twice_in_a_file_is_a_suspect_too():
    run = planned(
        "specialists", person("Ada", "Muster"), person("Ada", "Muster"), person("Ada", "Muster", gln=GLN)
    )
    assert outcomes(run) == ["new", "suspect", "new"]
    assert run.rows.get(line=3).candidates == [{"line": 2, "name": "Ada Muster", "place": ""}]


def test_what_is_perhaps_known_is_decided_first_and_counted_so():
    make_region("DE-BY")
    known = make_clinic("a", name="Hauptstandort", city="München", postal_code="80331", status="draft")
    row = {"name": "Hauptstandort", "city": "München", "phone": "+49 30 2"}
    run = planned("clinics", row)
    assert run.counts == {"suspect": 1}
    assert run.rows.get().reasons == [
        "kind: This is missing.",
        "postal code: This is missing.",
        "region: This is missing.",
    ]
    run = decided(run, "new")
    assert (run.counts, len(run.rows.get().candidates)) == ({"refused": 1}, 1)
    run = decided(run, f"same-{known.pk}")
    assert (run.counts, run.rows.get().reasons) == ({"changed": 1}, [])


def test_nothing_is_to_be_decided_about_a_row_that_is_refused_in_any_case():
    make_region("DE-BY")
    run = planned("clinics", CLINIC, {**CLINIC, "kind": "?"})
    assert (outcomes(run), run.rows.get(line=3).candidates) == (["new", "refused"], [])


def test_the_same_means_that_the_listing_is_changed():
    ada = make_specialist("ada-muster", phone="+49 30 1", status="draft")
    run = decided(planned("specialists", person("Ada", "Muster", phone="+49 30 2")), f"same-{ada.pk}")
    assert outcomes(run) == ["changed"]
    confirmed(run)
    assert list(Specialist.objects.values_list("slug", "phone")) == [("ada-muster", "+49 30 2")]


def test_new_means_another_one_and_leaving_out_means_nothing():
    make_specialist("ada-muster")
    run = planned("specialists", person("Ada", "Muster"), person("Ada", "Muster"))
    run = decided(run, "new", "skip")
    assert outcomes(run) == ["new", "skipped"]
    confirmed(run)
    assert list(Specialist.objects.values_list("slug", flat=True)) == ["ada-muster", "ada-muster-2"]


def test_what_is_undecided_is_left_out():
    make_specialist("ada-muster")
    run = confirmed(planned("specialists", person("Ada", "Muster"), person("Ben", "Muster")))
    assert run.state == "applied"
    assert list(Specialist.objects.order_by("slug").values_list("slug", flat=True)) == ["ada-muster", "ben-muster"]


def test_a_decision_can_be_taken_back():
    ada = make_specialist("ada-muster", title="Dr.")
    run = planned("specialists", person("Ada", "Muster", title="Prof."))
    shown = run.digest
    run = decided(run, f"same-{ada.pk}")
    assert (outcomes(run), run.digest == shown) == (["changed"], False)
    run = decided(run, "")
    assert (outcomes(run), run.digest) == (["suspect"], shown)


@pytest.mark.parametrize("choice", ["same-999999", "same-", "perhaps"])
def test_only_a_candidate_can_be_the_same(choice):
    make_specialist("ada-muster")
    other = make_specialist("ben-muster")
    run = planned("specialists", person("Ada", "Muster"))
    assert outcomes(decided(run, choice)) == ["suspect"]
    assert outcomes(decided(run, f"same-{other.pk}")) == ["suspect"]


def test_two_rows_cannot_both_be_the_same():
    ada = make_specialist("ada-muster", title="Dr.")
    run = planned("specialists", person("Ada", "Muster", title="Prof."), person("Ada", "Muster", title="PD"))
    assert outcomes(decided(run, f"same-{ada.pk}", f"same-{ada.pk}")) == ["changed", "refused"]
    assert run.rows.get(line=3).reasons == ["Line 2 is about the same."]


def test_a_decision_for_a_listing_that_another_row_names_refuses_one_of_them():
    ada = make_specialist("ada-muster", title="Dr.")
    rows = [{"slug": "ada-muster", "title": "PD"}, person("Ada", "Muster", title="Prof.", slug="")]
    run = decided(planned("specialists", *rows), "", f"same-{ada.pk}")
    assert outcomes(run) == ["changed", "refused"]


def test_namesakes_of_one_file_do_not_disturb_each_other_when_they_are_written():
    make_region("DE-BY")
    rows = [{**CLINIC, "city": city, "postal_code": code} for city, code in [("Ulm", "89073"), ("Hof", "95028")]]
    assert confirmed(planned("clinics", *rows)).setback == ""
    names = [person("Ada", "Muster", city="Ulm"), person("Ada", "Muster", city="Hof")]
    run = confirmed(planned("specialists", *names))
    assert (run.setback, run.state) == ("", "applied")
    assert Clinic.objects.count() == 2
    assert list(Specialist.objects.values_list("slug", flat=True)) == ["ada-muster", "ada-muster-hof"]
