"""Texts that go to translators and come back."""

from dataclasses import replace

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.models import Condition
from desk import clock, translation_totals, workflow
from desk.models import Revision
from desk.saving import Marking, content_to_edit
from desk.snapshots import fingerprint, take
from desk.translation_files import planning, po
from desk.translation_files.applying import ChangedMeanwhileError, apply
from desk.translation_files.exporting import export
from directory.models import Certificate, Clinic
from tests.factories import make_account, make_clinic, make_condition, make_region, make_therapy, make_tumour

from .translating import come_back, edit, exported, make_section, text_of, translated

pytestmark = pytest.mark.django_db

COMPLETE = {f"{name}_{code}": "T" for name in ("name", "summary") for code in clock.TARGETS}


@pytest.fixture
def bone(editor):
    """A draft whose French summary is outdated and whose French name is missing."""
    texts = {"name_de": "Knochen", "name_en": "Bone", "summary_de": "Alte Zahl", "summary_fr": "Vieux."}
    condition = make_condition("bone", status="draft", **texts)
    with time_machine.travel("2026-11-01"):
        edit(condition, editor, summary_de="Neue Zahl")
    return condition


def addresses(file):
    return [entry.address for entry in file.entries]


def test_an_outdated_text_goes_out_with_all_that_a_translator_needs(bone):
    text = "".join(export("fr", [Condition.objects.all()], None, base_url="https://konsil.example.org"))
    assert text.split("\n\n")[2] == (
        "#. Condition “Bone” · Summary\n"
        "#. Outdated since 2026-11-01. What changed in the source: [-Alte-]{+Neue+} Zahl\n"
        f"#. https://konsil.example.org/admin/conditions/condition/{bone.pk}/change/\n"
        f"#. konsil:{po.fingerprint('Vieux.')}\n"
        "#, fuzzy\n"
        '#| msgid "Alte Zahl"\n'
        f'msgctxt "conditions.condition/bone/{bone.pk}/summary"\n'
        'msgid "Neue Zahl"\n'
        'msgstr "Vieux."\n'
    )


def test_the_file_says_its_languages_and_what_to_do():
    with time_machine.travel("2026-11-22 12:30+01:00", tick=False):
        text = "".join(export("fr", [], None))
    assert text.startswith(
        "# Texts of Konsil, to be translated from German into French.\n# Entries marked “fuzzy”"
    )
    assert '"Language: fr\\n"\n"X-Source-Language: de\\n"' in text
    assert '"POT-Creation-Date: 2026-11-22 12:30+0100\\n"' in text


def test_what_is_missing_outdated_or_unchecked_goes_out_and_on_demand_everything(bone, editor):
    edit(bone, editor, Marking(machine=frozenset(["name en"])), name_en="Bones")
    base = f"conditions.condition/bone/{bone.pk}"
    assert addresses(exported("fr")) == [f"{base}/name", f"{base}/summary"]
    assert [(entry.words, entry.is_fuzzy) for entry in exported("en").entries] == [("Bones", True), ("", False)]
    edit(bone, editor, name_fr="Os")
    assert addresses(exported("fr")) == [f"{base}/summary"]
    assert addresses(exported("fr", everything=True)) == [f"{base}/name", f"{base}/summary"]


def test_rows_go_out_with_their_object_in_the_order_of_the_page_each_by_its_name():
    therapy = make_therapy("surgery", name_de="Operation", name_en="Surgery")
    bone = make_condition("bone", name_en="Bone", name_it="Osso", summary_it="T", therapies=[therapy])
    bone.condition_therapies.update(note_de="Notiz")
    second, first = (
        make_section(bone, position=2, title_de="Zwei"),
        make_section(bone, kind="causes", title_de="Eins"),
    )
    pair = bone.condition_therapies.get()
    entries = exported("it", bone).entries
    assert [entry.address.split("/", 3)[3] for entry in entries] == [
        f"sections/{first.pk}/title",
        f"sections/{first.pk}/body",
        f"sections/{second.pk}/title",
        f"sections/{second.pk}/body",
        f"condition_therapies/{pair.pk}/note",
    ]
    notes = "".join(export("it", [Condition.objects.all()], None))
    assert "#. Condition “Bone” · Section “Eins” · Text\n" in notes
    assert "#. Condition “Bone” · Therapy for this condition “Surgery” · Note for this condition\n" in notes
    assert "#. At most 160 characters.\n" in notes


source = st.sampled_from(["Eins.", "Zwei.\r\nDrei."])
words = st.sampled_from([None, "Un.", "Deux.\r\n\r\nTrois.", " Quatre "])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    status=st.sampled_from(["draft", "published"]),
    steps=st.lists(
        st.fixed_dictionaries(
            {"summary_de": st.sampled_from(["Eins.", "Zwei.\r\nDrei."])}, optional={"summary_fr": words}
        )
    ),
    everything=st.booleans(),
)
def test_a_file_that_comes_back_as_it_went_changes_nothing(editor, status, steps, everything):
    Condition.objects.filter(slug="bone").delete()
    condition = make_condition("bone", status=status, name_fr="Os")
    make_section(condition, title_fr="Titre")
    for fields in steps:
        edit(condition, editor, **fields)
    before = fingerprint(content_to_edit(condition, editor)[0])
    last = Revision.objects.first()
    file = exported("fr", condition, by=editor, everything=everything)
    assert not {"new", "changed", "confirmed", "refused"} & set(come_back(file, editor))
    assert (fingerprint(content_to_edit(condition, editor)[0]), Revision.objects.first()) == (before, last)


def test_a_file_that_comes_back_complete_leaves_nothing_to_do(bone, editor):
    make_tumour(causes=bone)
    bone.causes.update(note_de="Notiz")
    make_section(bone)
    clinic = make_clinic(profile_de="P", region="DE-BY")
    Certificate.objects.create(clinic=clinic, issuer="DKG", scope_de="S", valid_until="2030-01-01")
    for language in clock.TARGETS:
        assert set(come_back(translated(exported(language)))) <= {"new", "changed"}
    for obj in (bone, clinic):
        assert clock.totals(type(obj), workflow.review_of(obj).proposed) == {code: {} for code in clock.TARGETS}
    assert translation_totals.of_models([Condition, Clinic]) == {Condition: {}, Clinic: {}}
    assert exported("fr").entries == []


def test_one_version_for_each_object_says_where_it_came_from(bone, editor):
    make_section(bone)
    make_therapy(**{**COMPLETE, "name_fr": None})
    come_back(translated(exported("fr", by=editor)), editor, run="translations-7")
    made = Revision.objects.filter(run="translations-7").values_list("name", "action", "made_by_name")
    assert sorted(made) == [("Bone", "translated", "editor"), ("T", "translated", "editor")]


def test_published_medical_texts_come_back_into_a_working_version(editor):
    condition = make_condition("bone", **{**COMPLETE, "name_fr": None})
    assert come_back(translated(exported("fr", by=editor), "Os"), editor) == ["new"]
    assert text_of(condition, "name_fr") is None
    assert workflow.working_version(condition).content["fields"]["name_fr"] == "Os"


def test_a_listing_comes_back_live_for_who_may_publish_it_and_as_a_proposal_for_others(editor):
    for account, live in ((make_account("maria", "Directory manager"), "Nouveau."), (editor, None)):
        clinic = make_clinic(f"c{account.pk}", profile_de="P")
        come_back(translated(exported("fr", clinic, by=account), "Nouveau."), account)
        assert text_of(clinic, "profile_fr") == live
        assert content_to_edit(clinic, account)[0]["fields"]["profile_fr"] == "Nouveau."


def test_what_goes_out_is_the_working_version(editor):
    condition = make_condition("bone", **COMPLETE)
    edit(condition, editor, summary_de="Neu.")
    (entry,) = exported("fr").entries
    assert (entry.source, entry.words, entry.is_fuzzy) == ("Neu.", "T", True)
    come_back(translated(exported("fr")))
    assert workflow.working_version(condition).content["marks"].keys() == {"summary en", "summary it"}


def test_an_outdated_text_that_comes_back_without_its_mark_is_confirmed(bone):
    file = translated(exported("fr", bone), "Vieux.", only="/summary")
    assert come_back(file) == ["skipped", "confirmed"]
    assert clock.totals(Condition, take(bone))["fr"] == {"missing": 1}
    assert text_of(bone, "summary_fr") == "Vieux."


def test_nobody_is_confirmed_for_another_object_in_the_same_file(bone, editor):
    other = make_condition("brain", status="draft", name_fr="T", summary_fr="Vieux.")
    edit(other, editor, summary_de="Neu.")
    file = exported("fr", bone, other)
    confirmed = [replace(entry, is_fuzzy="brain" in entry.address) for entry in file.entries]
    come_back(replace(file, entries=confirmed))
    assert clock.totals(Condition, take(other))["fr"] == {"outdated": 1}


@pytest.mark.parametrize(
    ("mark", "options", "left"),
    [
        (False, {}, {}),
        (True, {}, {"machine": 2}),
        (False, {"is_machine": True}, {"machine": 2}),
    ],
    ids=["by hand", "still fuzzy", "by a machine"],
)
def test_what_is_not_certain_stays_to_be_checked(bone, mark, options, left):
    assert come_back(translated(exported("fr", bone), is_fuzzy=mark), **options) == ["new", "changed"]
    assert clock.totals(Condition, take(bone))["fr"] == left


def test_a_machine_confirms_nothing(bone):
    file = translated(exported("fr", bone), "Vieux.", only="/summary")
    assert come_back(file, is_machine=True) == ["skipped", "unchanged"]


def test_other_line_breaks_and_spaces_around_a_text_are_no_change():
    region = make_region()
    region.name_fr = "Bavière"
    region.save()
    assert come_back(translated(exported("fr", everything=True), " Bavière\r\n")) == ["unchanged"]


def test_a_decision_about_something_else_than_was_seen_writes_nothing(bone, editor):
    file = translated(exported("fr", bone))
    seen = planning.fingerprint(planning.plan(file, None))
    edit(bone, editor, summary_fr="Entre-temps.")
    with pytest.raises(ChangedMeanwhileError):
        apply(file, by=None, seen=seen)
    assert text_of(bone, "name_fr") is None


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow_with_the_objects(django_assert_num_queries, editor, number):
    for n in range(number):
        condition = make_condition(f"c{n}")
        make_section(condition)
        edit(condition, editor, summary_de="Neu.")
    editor.get_all_permissions()
    with django_assert_num_queries(16):
        text = "".join(export("fr", [Condition.objects.all()], editor))
    file = translated(po.read(text.encode()))
    with django_assert_num_queries(15):
        planning.plan(file, editor)
    with django_assert_num_queries(56):
        apply(file, by=editor)
