"""The translation clock in lists: what the database counts is what the clock says, of the newest version."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.models import Condition, Section, Therapy
from desk import clock, translation_totals, workflow
from desk.models import Revision
from desk.saving import Marking, content_to_edit, save
from desk.translation_lists import ModelTotals, summed, totals
from directory.models import Certificate, Clinic, Place
from tests.desk_forms import person
from tests.factories import make_account, make_clinic, make_condition, make_reference, make_region, make_therapy

pytestmark = pytest.mark.django_db

ROLES = ["Editor", "Medical reviewer", "Directory manager", "Translator"]
LIST = "/admin/conditions/condition/"


def make_section(condition, **texts):
    fields = {"kind": "overview", "position": 1, "title_de": "T", "body_de": "B", **texts}
    return Section.objects.create(condition=condition, **fields)


def edit(obj, by, marking=Marking(), **fields):  # noqa: B008
    content, _working = content_to_edit(obj, by)
    content = {**content, "fields": {**content["fields"], **fields}}
    return save(type(obj), obj.pk, content, by=by, marking=marking)


def counted(obj):
    return translation_totals.of_objects(type(obj), [obj.pk]).get(obj.pk, {})


def by_the_clock(obj):
    proposed = workflow.review_of(obj).proposed if hasattr(obj, "status") else None
    return {code: counts for code, counts in clock.totals(type(obj), proposed).items() if counts}


def listed(client, value, address=LIST):
    response = client.get(address, {"translations": value})
    return [obj.slug for obj in response.context["cl"].result_list]


def column(client, address=LIST):
    page = client.get(address).content.decode()
    cells = re.findall(r'<td class="field-translations">(.*?)</td>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell) for cell in cells]


words = st.none() | st.sampled_from(["Un.", "Deux."])
edits = st.fixed_dictionaries(
    {"summary_de": st.sampled_from(["Eins.", "Zwei."])},
    optional={"summary_fr": words, "summary_it": words, "also_known_as_de": words, "also_known_as_fr": words},
)
marked = st.builds(
    Marking,
    is_minor=st.booleans(),
    current=st.sets(st.sampled_from(["summary fr", "summary it"])).map(frozenset),
    machine=st.sets(st.sampled_from(["summary en", "also_known_as fr"])).map(frozenset),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(status=st.sampled_from(["draft", "published"]), steps=st.lists(st.tuples(edits, marked), max_size=4))
def test_the_database_counts_what_the_clock_says_whatever_was_done(editor, status, steps):
    Condition.objects.filter(slug="bone").delete()
    condition = make_condition("bone", status=status, summary_en="One.")
    make_section(condition, title_fr="T")
    for fields, marking in steps:
        edit(condition, editor, marking, **fields)
    assert counted(condition) == by_the_clock(condition)


def test_an_object_is_counted_with_the_rows_it_owns():
    clinic = make_clinic(profile_de="P", profile_fr="P", profile_it="P")
    scope = {"scope_de": "S", "scope_en": "S", "scope_it": "S"}
    Certificate.objects.create(clinic=clinic, issuer="DKG", valid_until="2030-01-01", **scope)
    assert counted(clinic) == {"en": {"missing": 1}, "fr": {"missing": 1}}


def test_a_working_version_counts_instead_of_what_readers_see(editor):
    texts = {f"{field}_{language}": "T" for field in ("name", "summary") for language in clock.TARGETS}
    condition = make_condition(**texts)
    assert counted(condition) == {}
    edit(condition, editor, name_fr="Neuf", summary_de="Neu.", summary_it=None)
    assert counted(condition) == {
        "en": {"outdated": 1},
        "fr": {"outdated": 1},
        "it": {"missing": 1},
    }
    workflow.discard(condition, by=editor)
    assert counted(condition) == {}


def test_the_column_says_in_words_what_there_is_to_do(editor):
    condition = make_condition(status="draft", summary_fr="A", summary_it="A", name_it="A")
    edit(condition, editor, Marking(machine=frozenset(["name it"])), summary_de="Neu.")
    assert column(person("nora", "Editor")) == [
        "EN 2 missing FR 1 missing FR 1 outdated IT 1 outdated IT 1 unchecked"
    ]


def test_the_column_stays_empty_where_all_is_up_to_date():
    make_therapy(**{f"{name}_{code}": "T" for name in clock.translated(Therapy) for code in clock.TARGETS})
    assert column(person("nora", "Editor"), "/admin/conditions/therapy/") == ["-"]


@pytest.fixture
def various(editor):
    """Conditions that are complete in English and Italian, in French one in each state."""
    texts = {f"{name}_{code}": "T" for name in ("name", "summary") for code in ("en", "it")}
    french = {"name_fr": "T", "summary_fr": "T"}
    make_condition("complete", **texts, **french)
    make_condition("missing", **texts, name_fr="T")
    make_section(
        make_condition("missing-below", **texts, **french), title_en="T", title_it="T", body_en="T", body_it="T"
    )
    outdated = make_condition("outdated", status="draft", **texts, **french)
    edit(outdated, editor, summary_de="Neu.", summary_en="New", summary_it="Nuovo")
    machine = make_condition("machine", status="draft", **texts, **french)
    edit(machine, editor, Marking(machine=frozenset(["summary fr"])), summary_fr="M")
    working = make_condition("in-work", **texts, **french)
    edit(working, editor, summary_fr=None)
    mended = make_condition("mended-in-work", **texts, name_fr="T")
    edit(mended, editor, summary_fr="T")


@pytest.mark.parametrize(
    ("value", "slugs"),
    [
        ("fr-missing", ["in-work", "missing", "missing-below"]),
        ("fr-outdated", ["outdated"]),
        ("fr-machine", ["machine"]),
        ("fr", ["in-work", "machine", "missing", "missing-below", "outdated"]),
        ("any", ["in-work", "machine", "missing", "missing-below", "outdated"]),
        ("it-missing", []),
        ("it", []),
    ],
)
def test_the_filter_finds_objects_by_language_and_state(various, value, slugs):
    assert listed(person("nora", "Editor"), value) == slugs


@pytest.mark.parametrize("value", ["xx", "de", "fr-lost", "fr-current", "any-missing", "-", "fr-"])
def test_a_value_that_nobody_offers_finds_nothing(various, value):
    assert listed(person("nora", "Editor"), value) == []


def test_the_filter_misses_no_object_that_has_several_such_texts(manager, monkeypatch):
    """Of a long list it looks at a bounded number of objects, whatever the number of their texts."""
    monkeypatch.setattr(translation_totals, "AT_MOST", 5)
    for slug in "abcde":
        clinic = make_clinic(slug, **{f"profile_{code}": "P" for code in ("de", *clock.TARGETS)})
        edit(clinic, manager, profile_de="Neu.")
    assert listed(person("nora", "Editor"), "any", "/admin/directory/clinic/") == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(("model", "times"), [("place", 0), ("region", 1)])
def test_the_column_and_the_filter_are_for_models_with_texts(model, times):
    town = {"country": "DE", "postal_code": "80331", "latitude": 48, "longitude": 11}
    Place.objects.create(region=make_region(), name="München", **town)
    page = person("nora", "Directory manager").get(f"/admin/directory/{model}/").content.decode()
    assert (page.count('class="field-translations"'), page.count("By translations")) == (times, times)


@pytest.mark.parametrize("number", [1, 3])
def test_the_column_costs_one_statement(django_assert_num_queries, editor, number):
    for n in range(number):
        condition = make_condition(f"c{n}")
        make_section(condition)
        edit(condition, editor, summary_fr="F")
    pks = list(Condition.objects.values_list("pk", flat=True))
    translation_totals.of_objects(Condition, pks)
    with django_assert_num_queries(1):
        assert len(translation_totals.of_objects(Condition, pks)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_all_totals_cost_one_statement_more_than_the_rights(django_assert_num_queries, editor, number):
    for n in range(number):
        make_clinic(f"c{n}", profile_de="P")
        edit(make_condition(f"c{n}"), editor, summary_fr="F")
    translation_totals.of_models(translation_totals.translated_models())
    nora = type(editor).objects.get(pk=editor.pk)
    with django_assert_num_queries(3):  # the account's own and its groups' permissions, the totals
        totals(nora)


@pytest.mark.parametrize("number", [1, 3])
def test_all_objects_are_counted_in_one_statement(django_assert_num_queries, editor, number):
    for n in range(number):
        make_clinic(f"c{n}", profile_de="P")
        make_section(make_condition(f"c{n}"))
    models = translation_totals.translated_models()
    translation_totals.objects_of_models(models)
    with django_assert_num_queries(1):
        counts = translation_totals.objects_of_models(models)
    assert [counts[model]["fr"]["missing"] for model in (Condition, Clinic)] == [number, number]


def found_for(account):
    return {one.model: one.counts for one in totals(account) if one.counts}


def test_the_totals_lead_to_the_list_of_what_they_count(various):
    found = {one.model: one for one in totals(make_account("nora", "Editor"))}
    conditions = found[Condition]
    assert conditions.counts == {"fr": {"missing": 4, "outdated": 1, "machine": 1}}
    assert conditions.url("fr", "missing") == "/admin/conditions/condition/?translations=fr-missing"
    assert conditions.url("fr") == "/admin/conditions/condition/?translations=fr"
    assert conditions.url() == "/admin/conditions/condition/?translations=any"


def test_the_totals_of_all_models_add_up():
    found = [
        ModelTotals(Condition, {"fr": {"missing": 4, "outdated": 1}}, True),
        ModelTotals(Therapy, {"fr": {"missing": 2}, "it": {"machine": 3}}, True),
    ]
    assert summed(found) == {
        "en": {"missing": 0, "outdated": 0, "machine": 0},
        "fr": {"missing": 6, "outdated": 1, "machine": 0},
        "it": {"missing": 0, "outdated": 0, "machine": 3},
    }


@pytest.mark.parametrize(
    ("role", "editable"),
    [
        ("Editor", {Condition, Clinic}),
        ("Medical reviewer", {Condition}),
        ("Directory manager", {Clinic}),
        ("Translator", {Condition, Clinic}),
    ],
)
def test_every_role_sees_the_totals_and_what_of_them_it_may_edit(role, editable):
    make_condition()
    make_clinic(profile_de="P")
    found = {one.model: one for one in totals(make_account("nora", role, languages=["fr"]))}
    seen = ["fr"] if role == "Translator" else ["en", "fr", "it"]
    assert (sorted(found[Condition].counts), sorted(found[Clinic].counts)) == (seen, seen)
    assert {model for model in (Condition, Clinic) if found[model].may_edit} == editable


def test_who_may_view_nothing_sees_no_totals():
    make_condition()
    assert totals(make_account("nora")) == []


def test_texts_around_the_pages_are_counted_too():
    make_reference(note_de="N")
    make_region()
    found = found_for(make_account("nora", "Editor"))
    assert {model.__name__: counts["fr"] for model, counts in found.items()} == {
        "Reference": {"missing": 1},
        "Region": {"missing": 1},
    }


def test_only_working_versions_carry_totals(editor):
    draft, public = make_condition("draft", status="draft"), make_condition("public")
    for condition in (draft, public):
        edit(condition, editor, summary_fr="F")
    assert dict(Revision.objects.filter(action="changed").values_list("object_id", "translation_totals")) == {
        draft.pk: {},
        public.pk: {"en": {"missing": 2}, "fr": {"missing": 1}, "it": {"missing": 2}},
    }
