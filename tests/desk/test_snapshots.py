"""Contents: what is taken from the database comes back the same."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from conditions.models import Condition, Section, Symptom
from desk.snapshots import fingerprint, put, put_many, sandbox, take, take_many
from directory.models import Affiliation, Clinic, Specialist
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


def full_condition(slug="bone"):
    surgery = make_therapy(f"surgery-{slug}")
    condition = make_condition(slug, therapies=[surgery], name_fr="Os")
    make_tumour(f"breast-{slug}", causes=condition)
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="Text.")
    texts = {"name_de": "S", "explanation_de": "E", "what_to_do_de": "W"}
    Symptom.objects.create(condition=condition, slug=f"pain-{slug}", urgency="soon", **texts)
    condition.citations.create(reference=make_reference(f"chow-{slug}"))
    return condition


def full_specialist(slug="ada-muster"):
    surgery = make_therapy(f"surgery-{slug}")
    bone = make_condition(f"bone-{slug}", therapies=[surgery])
    clinics = [make_clinic(f"{slug}-one"), make_clinic(f"{slug}-two")]
    chosen = {"specialties": [make_specialty(f"urology-{slug}")], "languages": [make_language(slug[0] * 2)]}
    return make_specialist(slug, at=clinics, treats=[(bone, [surgery])], **chosen)


def everything(model, pk):
    return take_many(model, [pk]).get(pk)


@pytest.mark.parametrize("make", [full_condition, full_specialist, make_clinic, make_reference])
def test_what_was_deleted_comes_back_with_all_its_rows(make):
    obj = make()
    content, model, pk = take(obj), type(obj), obj.pk
    obj.delete()
    assert everything(model, pk) is None
    put(model, pk, content)
    assert everything(model, pk) == content


def test_a_content_says_what_the_object_says():
    content = take(full_condition())
    assert content["fields"]["name_fr"] == "Os"
    assert {name: len(rows) for name, rows in content["rows"].items()} == {
        "sections": 1,
        "symptoms": 1,
        "causes": 1,
        "condition_therapies": 1,
        "citations": 1,
    }
    assert {"status", "name", "id", "updated_at"} & content["fields"].keys() == set()


def test_the_older_content_replaces_the_newer_one():
    condition = full_condition()
    before = take(condition)
    Section.objects.create(condition=condition, kind="causes", position=2, title_de="Neu", body_de="Neu.")
    condition.sections.filter(kind="overview").update(body_de="Anders.")
    Condition.objects.filter(pk=condition.pk).update(name_fr=None)
    put(Condition, condition.pk, before)
    assert take(condition) == before
    assert [section.body_de for section in condition.sections.all()] == ["Text."]


def test_the_main_place_of_work_moves_in_one_go():
    specialist = full_specialist()
    content = take(specialist)
    for row in content["rows"]["affiliations"].values():
        row["is_main"] = not row["is_main"]
    put(Specialist, specialist.pk, content)
    assert take(specialist) == content
    assert Affiliation.objects.filter(is_main=True).count() == 1


def test_the_column_without_a_language_follows_the_source():
    clinic = make_clinic(profile_de="Alt")
    content = take(clinic)
    put(Clinic, clinic.pk, {**content, "fields": {**content["fields"], "profile_de": "Neu"}})
    with connection.cursor() as cursor:
        cursor.execute("SELECT profile, profile_de FROM directory_clinic")
        assert cursor.fetchall() == [("Neu", "Neu")]


def test_what_refers_to_something_deleted_is_refused():
    specialist = full_specialist()
    content = take(specialist)
    (row,) = content["rows"]["treatments"].values()
    row["condition"] = 0
    with pytest.raises(IntegrityError), sandbox():
        put(Specialist, specialist.pk, content)


def test_equal_contents_have_one_fingerprint():
    content = take(full_condition())
    other = {**content, "fields": dict(reversed(content["fields"].items()))}
    assert fingerprint(other) == fingerprint(content)
    assert fingerprint({**content, "marks": {"name fr": {}}}) != fingerprint(content)


@pytest.mark.parametrize("make", [full_condition, full_specialist])
def test_many_cost_no_more_statements_than_one(make):
    counts = []
    for slugs in (["a-a"], ["b-b", "c-c", "d-d"]):
        objects = [make(slug) for slug in slugs]
        model, pks = type(objects[0]), [obj.pk for obj in objects]
        with CaptureQueriesContext(
            connection,
        ) as taking:
            contents = take_many(model, pks)
        for content in contents.values():
            content["fields"]["slug"] += "-changed"
            for rows in content["rows"].values():
                for row in rows.values():
                    row.update({name: "Anders." for name in row if name in ("body_de", "note_de", "source")})
                    row.update({"checked_on": "2026-01-01"} if "checked_on" in row else {})
        with CaptureQueriesContext(connection) as putting:
            put_many(model, contents)
        counts.append((len(taking), len(putting)))
    assert counts[0] == counts[1]


def test_a_sandbox_leaves_nothing_behind():
    clinic = make_clinic()
    with sandbox():
        Clinic.objects.filter(pk=clinic.pk).update(name="Anders")
        assert Clinic.objects.get().name == "Anders"
    assert Clinic.objects.get().name == clinic.name


def test_a_sandbox_sees_what_a_commit_would_refuse():
    condition = full_condition()
    with pytest.raises(IntegrityError), sandbox():
        Section.objects.create(condition=condition, kind="overview", position=2, title_de="T", body_de="B")
