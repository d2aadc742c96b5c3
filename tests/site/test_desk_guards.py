"""What the editors' desk does not let go while something else relies on it."""

import pytest

from conditions.models import Condition, ConditionTherapy, Section, Symptom
from directory.models import Language
from tests.desk_forms import add_row, form_of, send, signed_in, url
from tests.factories import (
    make_clinic,
    make_condition,
    make_language,
    make_reference,
    make_specialist,
    make_specialty,
    make_therapy,
    make_tumour,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return signed_in(client)


def test_a_cited_reference_cannot_be_deleted(editor):
    reference = make_reference("chow-2012")
    make_therapy("surgery", risk_de="Risiko [@chow-2012].")
    page = editor.post(url(reference, "delete"), {"post": "yes"}).content.decode()
    assert "is used in the text “Surgery”" in page
    reference.refresh_from_db()


def test_an_uncited_reference_can_be_deleted(editor):
    reference = make_reference("chow-2012")
    make_therapy("surgery", risk_de="Risiko [@chow-2012-b].")
    assert editor.post(url(reference, "delete"), {"post": "yes"}).status_code == 302


@pytest.fixture
def bone_with_pain():
    bone = make_condition("bone", status="draft")
    texts = {"name_de": "Schmerz", "name_en": "Pain", "explanation_de": "E", "what_to_do_de": "W"}
    Symptom.objects.create(condition=bone, slug="pain", urgency="soon", **texts)
    return bone


def test_a_symptom_under_a_text_cannot_be_removed(editor, bone_with_pain):
    make_therapy("surgery", risk_de="[Schmerz](symptom:pain)")
    data = {**form_of(editor, url(bone_with_pain)), "symptoms-0-DELETE": "on"}
    assert send(editor, url(bone_with_pain), data) == ["Pain is used in the text “Surgery”"]
    assert Symptom.objects.count() == 1


def test_a_symptom_that_no_text_uses_can_be_removed(editor, bone_with_pain):
    data = {**form_of(editor, url(bone_with_pain)), "symptoms-0-DELETE": "on"}
    assert send(editor, url(bone_with_pain), data) == []
    assert Symptom.objects.count() == 0


def test_the_address_of_a_symptom_cannot_change(editor, bone_with_pain):
    data = {**form_of(editor, url(bone_with_pain)), "symptoms-0-slug": "ache", "symptoms-0-name_en": "Ache"}
    assert send(editor, url(bone_with_pain), data) == []
    assert [(symptom.slug, symptom.name_en) for symptom in Symptom.objects.all()] == [("pain", "Ache")]


def test_a_symptom_in_place_of_a_removed_one_is_a_message(editor, bone_with_pain):
    data = {**form_of(editor, url(bone_with_pain)), "symptoms-0-DELETE": "on"}
    texts = {"name_de": "S", "explanation_de": "E", "what_to_do_de": "W"}
    add_row(data, "symptoms", slug="pain", urgency="soon", position=1, **texts)
    assert len(send(editor, url(bone_with_pain), data)) == 1


def test_a_condition_cannot_go_while_a_text_elsewhere_links_to_its_symptom(editor, bone_with_pain):
    make_therapy("surgery", risk_de="[Schmerz](symptom:pain)")
    page = editor.post(url(bone_with_pain, "delete"), {"post": "yes"}).content.decode()
    assert "Pain is used in the text “Surgery”" in page
    assert Condition.objects.count() == 1


def test_a_condition_goes_with_its_own_texts(editor, bone_with_pain):
    body = "[Schmerz](symptom:pain) bei [Knochen](condition:bone)"
    Section.objects.create(condition=bone_with_pain, kind="overview", position=1, title_de="T", body_de=body)
    assert editor.post(url(bone_with_pain, "delete"), {"post": "yes"}).status_code == 302


def test_sections_that_swap_their_parts_are_no_error_page(editor):
    condition = make_condition()
    for position, kind in enumerate(["overview", "causes"]):
        Section.objects.create(condition=condition, kind=kind, position=position, title_de="T", body_de="B")
    data = form_of(editor, url(condition))
    data.update({"sections-0-kind": "causes", "sections-1-kind": "overview"})
    assert editor.post(url(condition), data).status_code in (200, 302)


def test_a_therapy_that_left_its_condition_does_not_block_those_who_offer_it(editor):
    surgery, new = make_therapy("surgery"), make_therapy("new")
    bone = make_condition("bone", therapies=[surgery])
    ada = make_specialist(treats=[(bone, [surgery])])
    ConditionTherapy.objects.all().delete()
    data = {**form_of(editor, url(ada)), "title": "Dr."}
    assert send(editor, url(ada), data) == []
    data["treatments-0-therapies"] = [surgery.pk, new.pk]
    assert send(editor, url(ada), data) == ["Not a therapy for Bone: New."]


@pytest.mark.parametrize(
    ("use", "user"),
    [
        (lambda: make_specialist(languages=[make_language()]).languages, "Specialist: Ada Muster"),
        (lambda: make_clinic(specialties=[make_specialty()]).specialties, "Clinic: Clinic, Musterstadt"),
        (lambda: make_tumour(led_by=[make_specialty()]).leading_specialties, "Primary tumour: Prostate-Cancer"),
        (
            lambda: make_specialist(treats=[(make_condition(), [make_therapy()])]).treatments.get().therapies,
            "Treats condition: Ada Muster – Bone-Metastases",
        ),
    ],
)
def test_what_a_listing_names_cannot_be_deleted(editor, use, user):
    used = use().get()
    page = editor.post(url(used, "delete"), {"post": "yes"}).content.decode()
    assert f"<li>{user}</li>" in page
    used.refresh_from_db()


def test_many_users_are_named_in_part(editor):
    italian = make_language()
    for n in range(11):
        make_specialist(f"ada-{n}", languages=[italian])
    page = editor.post(url(italian, "delete"), {"post": "yes"}).content.decode()
    assert page.count("<li>Specialist: ") == 10
    assert "<li>…</li>" in page
    assert Language.objects.count() == 1
