"""The editors' desk: who may do what, and what it refuses."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from conditions.models import Condition, Section, Therapy
from directory.models import Place, Specialist
from tests.desk_forms import add_row, form_of, send, signed_in, take_step, url
from tests.factories import (
    make_clinic,
    make_condition,
    make_language,
    make_reference,
    make_region,
    make_specialist,
    make_therapy,
)

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label in ("conditions", "directory", "legal")]


@pytest.fixture
def editor(client):
    return signed_in(client)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_and_form_opens(editor, model):
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert editor.get(base, {"q": "mül"}).status_code == 200
    may_add = admin.site.get_model_admin(model).has_add_permission(editor.get(base).wsgi_request)
    assert editor.get(f"{base}add/").status_code == (200 if may_add else 403)


def test_a_changed_listing_is_on_the_page_at_once(editor, client):
    clinic = make_clinic("c1")
    data = form_of(editor, url(clinic))
    assert send(editor, url(clinic), {**data, "profile_de": "Neues Profil."}) == []
    assert "Neues Profil." in client.get("/de/clinics/c1/").content.decode()


def test_an_emptied_translation_is_missing_not_empty(editor):
    therapy = make_therapy("surgery", name_fr="Chirurgie", status="draft")
    data = form_of(editor, url(therapy))
    assert send(editor, url(therapy), {**data, "name_fr": ""}) == []
    assert Therapy.objects.get().name_fr is None


def test_a_citation_to_nowhere_is_refused_and_the_text_is_kept(editor):
    therapy = make_therapy("surgery")
    data = {**form_of(editor, url(therapy)), "risk_it": "Testo [@nulla] e [qui](therapy:nulla)."}
    response = editor.post(url(therapy), data)
    assert response.context["adminform"].form.errors == {
        "risk_it": [
            "There is no reference with the key “nulla”.",
            "The link “therapy:nulla” leads nowhere: there is no such therapy.",
        ]
    }
    assert "Testo [@nulla]" in response.content.decode()


def test_the_same_holds_for_sections(editor):
    condition = make_condition()
    data = form_of(editor, url(condition))
    add_row(data, "sections", kind="overview", position=1, title_de="T", body_de="Text [@nulla].")
    assert send(editor, url(condition), data) == ["There is no reference with the key “nulla”."]
    assert Section.objects.count() == 0


def test_two_sections_can_swap_places(editor):
    condition = make_condition(status="draft")
    for position, kind in enumerate(["overview", "causes"]):
        Section.objects.create(condition=condition, kind=kind, position=position, title_de="T", body_de="B")
    data = form_of(editor, url(condition))
    data.update({"sections-0-position": 1, "sections-1-position": 0})
    assert send(editor, url(condition), data) == []
    assert [section.kind for section in condition.sections.all()] == ["causes", "overview"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("isbn", "978-3-89606-228-5", "This ISBN is mistyped: its check digit does not fit."),
        ("doi", "doi:10.1016/x", "A DOI looks like 10.1016/j.clon.2011.11.004."),
    ],
)
def test_mistyped_identifiers_are_explained(editor, field, value, message):
    reference = make_reference()
    data = form_of(editor, url(reference))
    assert send(editor, url(reference), {**data, field: value}) == [message]


def test_a_draft_can_be_previewed_in_every_language(editor):
    draft = make_condition("bone", status="draft", name_de="Knochen", name_fr="Os")
    assert "<h1>Knochen</h1>" in editor.get(f"{url(draft, 'preview')}de/").content.decode()
    french = editor.get(f"{url(draft, 'preview')}fr/").content.decode()
    assert "<h1>Os</h1>" in french
    assert '<html lang="fr"' in french
    assert f'href="{url(draft, "preview")}it/"' in french
    assert editor.get(f"{url(draft, 'preview')}xx/").status_code == 404


def test_previews_exist_for_therapies_specialists_and_clinics(editor):
    for draft in (
        make_therapy("surgery", status="draft"),
        make_specialist("ada-muster", status="draft", at=[make_clinic("c1", status="draft")]),
        make_clinic("c2", status="draft"),
    ):
        assert editor.get(f"{url(draft, 'preview')}it/").status_code == 200


def test_a_stranger_sees_no_preview(client):
    draft = make_condition("bone", status="draft")
    response = client.get(f"{url(draft, 'preview')}de/")
    assert (response.status_code, response.url.split("?")[0]) == (302, "/admin/login/")


def test_staff_without_the_right_see_no_preview(client):
    draft = make_condition("bone", status="draft")
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(f"{url(draft, 'preview')}de/").status_code == 403


def test_a_specialist_with_two_places_and_two_conditions_is_listed(editor, client):
    surgery = make_therapy("surgery")
    bone, other = make_condition("bone", therapies=[surgery]), make_condition("other")
    first, second = make_clinic("c1", region="DE-BY"), make_clinic("c2", region="CH-ZH")
    add = "/admin/directory/specialist/add/"
    data = {**form_of(editor, add), "slug": "ada-neu", "given_name": "Ada", "family_name": "Neu"}
    add_row(data, "affiliations", clinic=first.pk, role="senior", is_main="on")
    add_row(data, "affiliations", clinic=second.pk, role="visiting")
    add_row(data, "treatments", condition=bone.pk, therapies=[surgery.pk])
    add_row(data, "treatments", condition=other.pk)
    assert send(editor, add, data) == []
    take_step(editor, Specialist.objects.get(), "publish")
    for query in ("country=DE", "country=CH", "condition=bone&therapy=surgery", "condition=other"):
        assert 'data-slug="ada-neu"' in client.get(f"/de/specialists/?{query}").content.decode()


def test_a_therapy_must_belong_to_the_condition(editor):
    foreign, bone = make_therapy("surgery", name_en="Surgery"), make_condition("bone", name_en="Bone")
    ada = make_specialist()
    data = form_of(editor, url(ada))
    add_row(data, "treatments", condition=bone.pk, therapies=[foreign.pk])
    assert send(editor, url(ada), data) == ["Not a therapy for Bone: Surgery."]


def test_two_main_places_are_refused(editor):
    ada = make_specialist()
    data = form_of(editor, url(ada))
    for slug in ("c1", "c2"):
        add_row(data, "affiliations", clinic=make_clinic(slug).pk, role="senior", is_main="on")
    assert send(editor, url(ada), data) == ["A specialist has one main place of work only."]
    assert ada.affiliations.count() == 0


@pytest.mark.parametrize("order", [("c1", "c2"), ("c2", "c1")])
def test_the_main_place_can_move(editor, order):
    clinics = {slug: make_clinic(slug) for slug in order}
    ada = make_specialist(at=clinics.values())
    data = form_of(editor, url(ada))
    del data["affiliations-0-is_main"]
    assert send(editor, url(ada), {**data, "affiliations-1-is_main": "on"}) == []
    assert [row.clinic.slug for row in ada.affiliations.filter(is_main=True)] == [order[1]]


def test_a_clinic_shows_who_works_there(editor):
    clinic = make_clinic("c1")
    ada = make_specialist(at=[clinic])
    assert f'<a href="{url(ada)}">Ada Muster</a>' in editor.get(url(clinic)).content.decode()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"postal_code": "8033"}, "The postal code does not fit the country"),
        ({"latitude": "48.1"}, "Give both latitude and longitude, or neither."),
        ({"latitude": "47.3769", "longitude": "8.5417"}, "These coordinates are 24 km outside Germany."),
        ({"offers_second_opinion": "true"}, "A stated fact needs the day it was checked and its source."),
        ({"source": "Website"}, "A check needs both its day and its source."),
    ],
)
def test_a_clinic_that_cannot_be_true_is_explained(editor, changed, message):
    clinic = make_clinic(region="DE-BY")
    messages = send(editor, url(clinic), {**form_of(editor, url(clinic)), **changed})
    assert [found for found in messages if found.startswith(message)] != []


def test_a_new_clinic_with_a_wrong_postal_code_is_explained(editor):
    add = "/admin/directory/clinic/add/"
    make_region("DE-BY")
    data = {**form_of(editor, add), "slug": "neu", "name": "Neu", "kind": "hospital", "city": "Ort"}
    data.update({"region": make_region("DE-BY").code, "postal_code": "8033"})
    assert send(editor, add, data) == [
        "The postal code does not fit the country: five digits in Germany, four in Austria and Switzerland."
    ]


@pytest.mark.parametrize(
    ("known", "changed", "warned"),
    [
        (1000, {"postal_code": "80331"}, True),
        (1000, {"postal_code": "10500"}, False),
        (1000, {"street": "Hauptstr. 1"}, False),
        (999, {"postal_code": "80331"}, False),
    ],
)
def test_an_unknown_postal_code_is_saved_with_a_warning(editor, known, changed, warned):
    clinic = make_clinic(region="DE-BY", postal_code="80999")
    town = {"country": "DE", "region": clinic.region, "name": "Ort", "latitude": 48, "longitude": 11}
    Place.objects.bulk_create(Place(**town, postal_code=str(10000 + n)) for n in range(known))
    response = editor.post(url(clinic), {**form_of(editor, url(clinic)), **changed}, follow=True)
    assert ("We do not know the postal code" in response.content.decode()) == warned
    clinic.refresh_from_db()
    assert {name: getattr(clinic, name) for name in changed} == changed


def test_an_address_cannot_change_under_its_readers(editor):
    condition = make_condition("bone")
    page = editor.get(url(condition)).content.decode()
    assert 'name="slug"' not in page
    send(editor, url(condition), {**form_of(editor, url(condition)), "slug": "changed"})
    assert Condition.objects.get().slug == "bone"


@pytest.mark.parametrize(
    ("make", "changed"),
    [(make_region, {"code": "DE-BE"}), (make_region, {"country": "AT"}), (make_language, {"code": "fr"})],
)
def test_a_code_cannot_change_under_those_who_use_it(editor, make, changed):
    coded = make()
    before = (coded.code, getattr(coded, "country", None))
    assert send(editor, url(coded), {**form_of(editor, url(coded)), **changed}) == []
    coded.refresh_from_db()
    assert (coded.code, getattr(coded, "country", None)) == before


def test_the_field_for_addresses_says_where_they_come_from(editor):
    hint = "It fills itself in when you enter the English name (choose EN above)."
    assert hint in editor.get("/admin/conditions/therapy/add/").content.decode()
    assert hint not in editor.get("/admin/directory/clinic/add/").content.decode()


def test_a_fact_can_be_yes_no_or_not_stated(editor):
    page = editor.get("/admin/directory/clinic/add/").content.decode()
    assert page.count('<option value="unknown" selected>Not stated</option>') == 4


@pytest.mark.parametrize(("status", "shown"), [("draft", 0), ("published", 1)])
def test_only_what_is_published_can_be_viewed_on_the_site(editor, status, shown):
    clinic = make_clinic(status=status)
    assert editor.get(url(clinic)).content.decode().count('class="viewsitelink"') == shown
