"""What a filter means. Each test is one sentence about the answer."""

import pytest
from django.http import QueryDict

from directory.filtering import sql
from directory.filtering.filterset import ClinicFilterSet, SpecialistFilterSet
from directory.models import Clinic, Specialist
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


def ask(address, model=Specialist):
    asked = QueryDict(f"sort=name&{address}")
    filterset = {Specialist: SpecialistFilterSet, Clinic: ClinicFilterSet}[model](asked)
    return sql.answer(model, filterset.query)


def slugs(address, model=Specialist):
    answer = ask(address, model)
    found = model.objects.in_bulk(answer.ids)
    assert answer.total == len(answer.ids)
    return [found[pk].slug for pk in answer.ids]


@pytest.fixture
def two_pairs():
    """Ada treats A with surgery and B with radiation; Ben treats A with both."""
    surgery, radiation = make_therapy("surgery"), make_therapy("radiation-therapy")
    a, b = make_condition("a"), make_condition("b")
    make_specialist("ada-one", treats=[(a, [surgery]), (b, [radiation])])
    make_specialist("ben-two", treats=[(a, [surgery, radiation])])


def test_values_of_one_facet_are_alternatives():
    make_specialist("ada-one", at=[make_clinic("c1", region="DE-BY")])
    make_specialist("ben-two", at=[make_clinic("c2", region="CH-ZH")])
    make_specialist("cem-three", at=[make_clinic("c3", region="AT-9")])
    assert slugs("country=DE&country=CH") == ["ada-one", "ben-two"]


def test_facets_narrow_each_other():
    italian, urology = make_language("it"), make_specialty("urology")
    make_specialist("ada-one", languages=[italian], specialties=[urology])
    make_specialist("ben-two", languages=[italian])
    assert slugs("language=it&specialty=urology") == ["ada-one"]


def test_a_therapy_counts_for_the_chosen_condition_only(two_pairs):
    assert slugs("condition=a&therapy=radiation-therapy") == ["ben-two"]


def test_a_therapy_without_condition_counts_for_any(two_pairs):
    assert slugs("therapy=radiation-therapy") == ["ada-one", "ben-two"]


def test_all_therapies_for_the_chosen_condition(two_pairs):
    both = "therapy=surgery&therapy=radiation-therapy&therapy_match=all"
    assert slugs(f"condition=a&{both}") == ["ben-two"]


def test_all_therapies_without_condition_may_belong_to_several(two_pairs):
    assert slugs("therapy=surgery&therapy=radiation-therapy&therapy_match=all") == ["ada-one", "ben-two"]


def test_the_condition_count_is_of_the_pair(two_pairs):
    assert ask("therapy=radiation-therapy").counts["condition"] == {"a": 1, "b": 1}


def test_the_therapy_count_ignores_its_own_selection(two_pairs):
    counts = ask("condition=a&therapy=radiation-therapy").counts["therapy"]
    assert counts == {"surgery": 2, "radiation-therapy": 1}


def test_the_therapy_count_with_all_says_what_would_remain(two_pairs):
    make_specialist("cem-three")
    counts = ask("condition=a&therapy=surgery&therapy_match=all").counts["therapy"]
    assert counts == {"surgery": 2, "radiation-therapy": 1}


def test_a_primary_tumour_finds_the_specialties_that_lead_its_treatment():
    urology, dermatology = make_specialty("urology"), make_specialty("dermatology")
    make_tumour("prostate-cancer", led_by=[urology])
    make_specialist("ada-one", specialties=[urology])
    make_specialist("ben-two", specialties=[dermatology])
    assert slugs("tumour=prostate-cancer") == ["ada-one"]


def test_a_fact_is_yes_no_or_not_stated():
    make_specialist("ada-one", offers_second_opinion=True, **CHECKED)
    make_specialist("ben-two", offers_second_opinion=False, **CHECKED)
    make_specialist("cem-three")
    assert slugs("second_opinion=yes") == ["ada-one"]
    assert slugs("second_opinion=no") == ["ben-two"]
    assert slugs("second_opinion=not-stated") == ["cem-three"]
    assert ask("").counts["second_opinion"] == {"yes": 1, "no": 1, "not-stated": 1}


def test_a_specialist_with_two_places_counts_once_in_each_country():
    make_specialist("ada-one", at=[make_clinic("c1", region="DE-BY"), make_clinic("c2", region="CH-ZH")])
    assert ask("").counts["country"] == {"DE": 1, "CH": 1}
    assert slugs("country=DE&country=CH") == ["ada-one"]


def test_drafts_are_nowhere():
    draft = make_clinic("c1", status="draft")
    make_specialist("ada-one", at=[draft])
    make_specialist("ben-two", status="draft", at=[make_clinic("c2")])
    assert slugs("") == ["ada-one"]
    assert ask("").counts["country"] == {}
    assert slugs("", Clinic) == ["c2"]


def test_drafts_of_conditions_and_therapies_are_no_values():
    draft = make_condition("a", status="draft")
    hidden = make_therapy("surgery", status="draft")
    make_specialist("ada-one", treats=[(draft, []), (make_condition("b"), [hidden])])
    assert ask("").counts["condition"] == {"b": 1}
    assert ask("").counts["therapy"] == {}
    assert slugs("therapy=surgery") == []


def test_an_unknown_value_matches_nothing():
    make_specialist("ada-one", at=[make_clinic("c1")])
    assert slugs("country=XX") == []
    assert slugs("therapy=999") == []
    assert slugs("country=DE%00") == []


def test_an_unknown_value_beside_a_known_one_adds_nothing():
    make_specialist("ada-one", at=[make_clinic("c1", region="DE-BY")])
    make_specialist("ben-two", at=[make_clinic("c2", region="CH-ZH")])
    assert slugs("country=DE&country=XX") == ["ada-one"]


def test_an_unknown_therapy_cannot_be_among_all(two_pairs):
    assert slugs("condition=a&therapy=surgery&therapy=999&therapy_match=all") == []


def test_an_unknown_value_leaves_its_own_facet_counted():
    make_specialist("ada-one", at=[make_clinic("c1", region="DE-BY")])
    answer = ask("country=XX")
    assert answer.counts["country"] == {"DE": 1}
    assert answer.counts["region"] == {}


def test_unknown_parameters_are_ignored():
    make_specialist("ada-one")
    assert slugs("utm_source=x&sort=magic&page=-1") == ["ada-one"]


@pytest.mark.parametrize("typed", ["Müller", "mueller", "MULLER", "dr müll"])
def test_a_name_is_found_however_its_umlaut_is_typed(typed):
    make_specialist("ada-müller")
    make_specialist("ben-meier")
    assert slugs(f"q={typed}") == ["ada-müller"]


def test_every_word_must_fit_but_in_any_place():
    clinic = make_clinic("c1", city="Heidelberg")
    make_specialist("ada-muster", at=[clinic])
    make_specialist("ben-muster")
    assert slugs("q=muster heidel") == ["ada-muster"]


def test_a_word_finds_specialties_and_therapies_in_every_language():
    urology = make_specialty("urology", name_de="Urologie", name_it="Urologia")
    radiation = make_therapy("radiation-therapy", name_de="Strahlentherapie", name_en="Radiation therapy")
    make_specialist("ada-one", specialties=[urology])
    make_specialist("ben-two", treats=[(make_condition(), [radiation])])
    assert slugs("q=urologia") == ["ada-one"]
    assert slugs("q=therapie") == ["ben-two"]


def test_a_title_alone_is_a_word_like_any_other():
    make_specialist("ada-droste")
    make_specialist("ben-meier")
    assert slugs("q=dr") == ["ada-droste"]


@pytest.mark.parametrize("typed", ["!!!", "%F0%9F%99%82", "–"])
def test_signs_without_a_word_match_nothing(typed):
    make_specialist("ada-one")
    assert slugs(f"q={typed}") == []


def test_a_text_is_searched_as_far_as_it_is_shown():
    asked = SpecialistFilterSet(QueryDict("q=" + "+".join("bcfghjkmnpqr")))
    assert asked.text == "b c f g h j k m"
    assert len(asked.query.words) == 8


def test_the_filterset_holds_all_matches():
    make_specialist("ada-one", at=[make_clinic("c1")])
    make_specialist("ben-two")
    found = SpecialistFilterSet(QueryDict("country=DE"), queryset=Specialist.objects.all()).qs
    assert [specialist.slug for specialist in found] == ["ada-one"]


def test_names_sort_without_regard_to_accents():
    for slug in ("ada-zorn", "ben-ärger", "cem-bauer", "eva-oswald", "dan-özil"):
        make_specialist(slug)
    assert slugs("") == ["ben-ärger", "cem-bauer", "eva-oswald", "dan-özil", "ada-zorn"]


def test_the_most_recently_checked_come_first_and_unchecked_last():
    make_specialist("ada-one")
    make_specialist("ben-two", checked_on="2025-01-01", source="s")
    make_specialist("cem-three", checked_on="2026-01-01", source="s")
    assert slugs("sort=checked") == ["cem-three", "ben-two", "ada-one"]


def test_a_page_has_twenty_and_a_page_beyond_the_last_is_the_last():
    for number in range(25):
        make_specialist(f"ada-{number:02}")
    assert [ask(f"page={page}").page for page in ("2", "3", "9" * 5000, "0", "x", "²")] == [2, 2, 2, 1, 1, 1]
    assert len(ask("").ids) == 20
    assert len(ask("page=2").ids) == 5


def test_without_a_facet_says_what_remains():
    make_specialist("ada-one", at=[make_clinic("c1", region="DE-BY")], languages=[make_language("it")])
    make_language("fr")
    query = SpecialistFilterSet(QueryDict("country=CH&language=it")).query
    assert ask("country=CH&language=it").total == 0
    assert sql.totals_without(Specialist, query, query.asked) == {"country": 1, "language": 0}


@pytest.mark.parametrize("model", [Specialist, Clinic])
def test_an_answer_takes_two_statements(model, django_assert_num_queries, two_pairs):
    query = SpecialistFilterSet(QueryDict("country=DE&therapy=surgery&q=muster")).query
    with django_assert_num_queries(2):
        sql.answer(model, query)


def test_the_vocabulary_takes_one_statement_and_one_for_its_version(django_assert_num_queries, two_pairs):
    with django_assert_num_queries(2):
        SpecialistFilterSet(QueryDict("country=DE"))


def test_clinics_answer_the_same_questions():
    surgery = make_therapy("surgery")
    a = make_condition("a")
    make_clinic("c1", region="CH-ZH", treats=[(a, [surgery])], languages=[make_language("it")])
    make_clinic("c2", region="CH-ZH")
    assert slugs("condition=a&therapy=surgery&country=CH&language=it", Clinic) == ["c1"]
    assert ask("", Clinic).counts["region"] == {"CH-ZH": 2}
