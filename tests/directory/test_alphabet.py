"""Lists run from A to Z as the reader sees the names, whatever they are in German."""

import re

import pytest
from django.utils import translation

from conditions.models import Condition
from directory.list_filters import SpecialtyFilter
from tests.desk_forms import person
from tests.factories import (
    make_clinic,
    make_condition,
    make_language,
    make_specialist,
    make_specialty,
    make_therapy,
    make_tumour,
)

pytestmark = pytest.mark.django_db

# German order: Alpha, Beta, Gamma; French order: Échelle, Frêne, Gamma (without a French name)
NAMES = {
    "a": {"name_de": "Alpha", "name_fr": "frêne"},
    "b": {"name_de": "Beta", "name_fr": "Échelle"},
    "c": {"name_de": "Gamma"},
}
GERMAN, FRENCH = ["Alpha", "Beta", "Gamma"], ["Échelle", "frêne", "Gamma"]


@pytest.fixture(params=[("de", GERMAN), ("fr", FRENCH)], ids=["de", "fr"])
def language(request):
    return request.param


def shown(html):
    return re.findall(f">({'|'.join({*GERMAN, *FRENCH})})<", html)


@pytest.mark.parametrize(
    ("make", "path"),
    [(make_condition, ""), (make_condition, "conditions/"), (make_therapy, "therapies/")],
)
def test_lists_of_texts(client, language, make, path):
    code, names = language
    for slug in NAMES:
        make(slug, **NAMES[slug])
    assert shown(client.get(f"/{code}/{path}").content.decode()) == names


@pytest.mark.parametrize("make", [make_specialist, make_clinic])
def test_what_stands_on_a_listing(language, make):
    code, names = language
    fields = {
        "specialties": [make_specialty(slug, **NAMES[slug]) for slug in NAMES],
        "languages": [make_language(slug * 2, **NAMES[slug]) for slug in NAMES],
        "treats": [(make_condition(slug, **NAMES[slug]), []) for slug in NAMES],
    }
    therapies = [make_therapy(slug, **NAMES[slug]) for slug in NAMES]
    fields["treats"].append((make_condition("z", name_de="Zuletzt"), therapies))
    listing = make("ada-one", **fields)
    with translation.override(code):
        found = type(listing).objects.for_page().get()
        *treated, last = found.treatments.all()
        assert [specialty.name for specialty in found.specialties.all()] == names
        assert [language.name for language in found.languages.all()] == names
        assert [treatment.condition.name for treatment in treated] == names
        assert [therapy.name for therapy in last.therapies.all()] == names


def test_the_specialties_that_lead_a_treatment(language):
    code, names = language
    bone = make_condition("bone")
    make_tumour("melanoma", led_by=[make_specialty(slug, **NAMES[slug]) for slug in NAMES], causes=bone)
    with translation.override(code):
        (cause,) = Condition.objects.for_page().get(pk=bone.pk).causes.all()
        assert [specialty.name for specialty in cause.primary_tumour.leading_specialties.all()] == names


def test_the_filter_of_the_desk(language):
    code, names = language
    for slug in NAMES:
        make_specialty(slug, **NAMES[slug])
    response = person("edith", "Editor").get("/admin/directory/clinic/", headers={"accept-language": code})
    found = [spec for spec in response.context["cl"].filter_specs if isinstance(spec, SpecialtyFilter)]
    assert [[name for _slug, name in spec.lookup_choices] for spec in found] == [names]
