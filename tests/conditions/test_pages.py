"""What a reader sees on the medical pages."""

from datetime import date

import pytest
from django.core.cache import caches

from conditions.models import Citation, HelpLine, Reviewer, Section, Symptom, Therapy
from directory.models import SpecialistTreatment
from tests.factories import (
    make_clinic,
    make_condition,
    make_reference,
    make_specialist,
    make_specialty,
    make_therapy,
    make_tumour,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bone():
    surgery = make_therapy("surgery", name_en="Surgery")
    bone = make_condition(
        "bone-metastases",
        name_en="Bone metastases",
        also_known_as_en="Bone mets\nSecondary bone cancer",
        therapies=[surgery],
    )
    make_reference("chow-2012", title="Fractions")
    bodies = {
        "overview": "What it is [@chow-2012]. [Surgery](therapy:surgery) helps.",
        "therapies": "What helps.",
        "prognosis": "What to expect.",
        "specialists": "Who treats it.",
    }
    for position, (kind, body) in enumerate(bodies.items()):
        Section.objects.create(
            condition=bone,
            kind=kind,
            position=position,
            title_de=kind,
            title_en=kind.title(),
            body_de=body,
            body_en=body,
        )
    return bone


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_condition_page_has_its_sections_and_other_names(client, bone):
    page = html(client, "/en/conditions/bone-metastases/")
    assert page.index('id="overview"') < page.index('id="therapies"') < page.index('id="prognosis"')
    assert "Bone mets" in page
    assert "Secondary bone cancer" in page


def test_the_prognosis_opens_on_request_only(client, bone):
    page = html(client, "/en/conditions/bone-metastases/")
    start = page.index('id="prognosis"')
    prognosis = page[start : page.index("What to expect.")]
    assert "<details" in prognosis
    assert " open" not in prognosis.split("<details")[1].split(">")[0]


def test_a_therapy_in_the_text_carries_its_count_and_the_filtered_list(client, bone):
    surgery = bone.therapies.get()
    make_specialist("ada-one", treats=[(bone, [surgery])])
    make_specialist("ben-two", treats=[(make_condition("other"), [surgery])])
    page = html(client, "/en/conditions/bone-metastases/")
    results = "/en/specialists/?condition=bone-metastases&amp;therapy=surgery"
    assert f'<a class="result-chip" href="{results}" aria-label="1 specialist in the directory">1</a>' in page


def test_the_first_specialists_stand_on_the_condition_page(client, bone):
    for number in range(7):
        make_specialist(f"ada-{number}", treats=[(bone, [])], at=[make_clinic(f"c{number}")])
    page = html(client, "/en/conditions/bone-metastases/")
    assert page.count("<article") - page.count('class="therapy-card') == 5
    assert 'data-facet="country" data-value="DE" data-count="7"' in page


def test_where_did_the_cancer_start_leads_to_the_leading_specialty(client, bone):
    urology = make_specialty("urology", name_en="Urology")
    make_tumour("prostate-cancer", led_by=[urology], causes=bone, name_en="Prostate cancer")
    make_specialist("ada-one", specialties=[urology], treats=[(bone, [])])
    page = html(client, "/en/conditions/bone-metastases/")
    assert 'href="/en/specialists/?condition=bone-metastases&amp;tumour=prostate-cancer"' in page
    assert "Urology" in page


def test_emergencies_come_with_the_numbers_to_call(client, bone):
    Symptom.objects.create(
        slug="paralysis",
        condition=bone,
        urgency="emergency",
        name_de="Lähmung",
        name_en="Paralysis",
        explanation_de="E",
        what_to_do_de="W",
        what_to_do_en="Call at once.",
    )
    HelpLine.objects.create(slug="de", country="DE", purpose="emergency", name_de="Notruf", number="112")
    page = html(client, "/en/conditions/bone-metastases/")
    assert page.index("Call at once.") < page.index('id="overview"')
    assert 'href="tel:112"' in page


def test_a_reference_is_linked_both_ways(client, bone):
    page = html(client, "/en/conditions/bone-metastases/")
    assert 'href="#ref-chow-2012"' in page
    assert 'id="ref-chow-2012"' in page
    assert 'id="cite-chow-2012-1"' in page
    assert 'href="#cite-chow-2012-1"' in page


def test_a_listed_source_follows_the_cited_ones(client, bone):
    Citation.objects.create(condition=bone, reference=make_reference("old-2000", title="Listed only"))
    page = html(client, "/en/conditions/bone-metastases/")
    assert page.index('id="ref-chow-2012"') < page.index('id="ref-old-2000"')


def test_a_page_is_not_medically_reviewed_until_a_review_is_recorded(client, bone):
    assert "Not yet medically reviewed" in html(client, "/en/conditions/bone-metastases/")
    bone.reviewed_by = Reviewer.objects.create(
        slug="r",
        name="Dr. Rita Muster",
        is_physician=True,
        qualification_de="x",
        conflict_of_interest_de="x",
    )
    bone.reviewed_on = date(2026, 11, 1)
    bone.save()
    page = html(client, "/en/conditions/bone-metastases/")
    assert "Not yet medically reviewed" not in page
    assert "Dr. Rita Muster" in page


def test_a_missing_translation_says_which_language_it_is_in(client, bone):
    Section.objects.filter(kind="overview").update(body_fr=None, body_de="Auf Deutsch.")
    page = html(client, "/fr/conditions/bone-metastases/")
    before = page[: page.index("Auf Deutsch.")]
    assert 'lang="de"' in before[before.rindex("<div") :]


def test_drafts_are_not_found(client, bone):
    make_condition("secret", status="draft")
    make_therapy("hidden", status="draft")
    assert client.get("/en/conditions/secret/").status_code == 404
    assert client.get("/en/therapies/hidden/").status_code == 404
    assert "secret" not in html(client, "/en/conditions/")


def test_a_therapy_page_says_who_offers_it_by_country(client, bone):
    surgery = bone.therapies.get()
    make_specialist("ada-one", at=[make_clinic("c1", region="CH-ZH")], treats=[(bone, [surgery])])
    page = html(client, "/en/therapies/surgery/")
    assert 'href="/en/specialists/?country=CH&amp;therapy=surgery"' in page
    assert 'href="/en/conditions/bone-metastases/"' in page


def test_symptoms_and_specialists_are_shown_without_a_section_of_theirs(client, bone):
    Section.objects.exclude(kind="overview").delete()
    Symptom.objects.create(
        slug="pain", condition=bone, urgency="soon", name_de="N", explanation_de="E", what_to_do_de="W"
    )
    make_specialist("ada-one", treats=[(bone, [])])
    page = html(client, "/en/conditions/bone-metastases/")
    assert 'id="symptom-pain"' in page
    assert "/en/specialists/ada-one/" in page


def test_a_symptom_is_linked_on_its_condition_page_from_anywhere(client, bone):
    Symptom.objects.create(
        slug="pain", condition=bone, urgency="soon", name_de="N", explanation_de="E", what_to_do_de="W"
    )
    Therapy.objects.update(risk_de="Mehr [Schmerz](symptom:pain).")
    page = html(client, "/de/therapies/surgery/")
    assert '<a href="/de/conditions/bone-metastases/#symptom-pain" class="object-link">Schmerz</a>' in page


@pytest.mark.django_db(transaction=True)  # as committed: what is not, SQL answers
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/en/", 2),
        ("/en/conditions/", 2),
        ("/en/conditions/bone-metastases/", 15),
        ("/en/therapies/", 2),
        ("/en/therapies/surgery/", 8),
        ("/en/glossary/", 2),
    ],
)
def test_statements(client, bone, django_assert_num_queries, number, address, statements):
    urology = make_specialty("urology")
    for n in range(number):
        make_tumour(f"t{n}", led_by=[urology], causes=bone)
        ada = make_specialist(f"ada-{n}", at=[make_clinic(f"c{n}")], specialties=[urology])
        SpecialistTreatment.objects.create(provider=ada, condition=bone)
    client.get(address)  # the bitmaps are up to date then, as they mostly are
    caches["pages"].clear()
    with django_assert_num_queries(statements):
        assert client.get(address).status_code == 200
