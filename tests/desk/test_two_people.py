"""Two people at one object: nothing is lost, nothing is overwritten unseen."""

import pytest

from conditions.models import Condition, Section
from desk import preview
from desk.workflow import working_version
from tests.desk_forms import add_row, data_of, form_of, person, save, send, url
from tests.factories import (
    make_condition,
    make_reference,
    make_therapy,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return person("anna", "Editor", first_name="Anna", last_name="Beispiel")


@pytest.fixture
def two(editor):
    return editor, person("berta", "Editor", first_name="Berta", last_name="Muster")


def test_the_second_save_keeps_both_and_says_what_the_first_changed(two):
    first, second = two
    condition = make_condition(status="draft", name_de="Alt", summary_de="Alt.")
    mine = form_of(second, url(condition))
    save(first, condition, name_de="Neu von Anna")
    response = second.post(url(condition), {**mine, "summary_de": "Neu von Berta."}, follow=True)
    condition.refresh_from_db()
    assert (condition.name_de, condition.summary_de) == ("Neu von Anna", "Neu von Berta.")
    (told, _saved) = [str(message) for message in response.context["messages"]]
    assert told == (
        "While you were editing, this was changed by: Anna Beispiel. Both changes were kept. "
        "Theirs: Name (DE): “Neu von Anna”"
    )


def test_where_both_changed_the_same_text_nothing_is_lost_and_nothing_saved_unseen(two):
    first, second = two
    condition = make_condition(status="draft", summary_de="Alt.", name_de="Alt")
    section = {"kind": "overview", "position": 1, "title_de": "T", "body_de": "B"}
    Section.objects.create(condition=condition, **section)
    mine = {**form_of(second, url(condition)), "_comment": "Warum", "_minor": "1"}
    add_row(mine, "sections", kind="causes", position=2, title_de="Meine", body_de="B")
    mine["sections-0-DELETE"] = "on"
    save(first, condition, summary_de="Von Anna.", name_de="Neu")
    answer = second.post(url(condition), {**mine, "summary_de": "Von Berta."})
    page = answer.content.decode()
    assert "Changed while you were editing, by: Anna Beispiel" in page
    assert page.count("<ins>Von Anna.</ins>") == 1
    assert 'value="Warum"' in page
    condition.refresh_from_db()
    assert (condition.summary_de, condition.sections.count()) == ("Von Anna.", 1)

    again = data_of(answer)
    assert (again["summary_de"], again["name_de"], again["sections-TOTAL_FORMS"]) == ("Von Berta.", "Neu", 1)
    assert send(second, url(condition), again) == []
    condition.refresh_from_db()
    assert (condition.summary_de, condition.name_de) == ("Von Berta.", "Neu")
    assert [section.title_de for section in condition.sections.all()] == ["Meine"]


def test_two_people_who_add_the_same_part_keep_both_texts(two):
    first, second = two
    condition = make_condition(status="draft")
    mine, theirs = form_of(second, url(condition)), form_of(first, url(condition))
    add_row(theirs, "sections", kind="causes", position=1, title_de="Von Anna", body_de="B")
    add_row(mine, "sections", kind="causes", position=1, title_de="Von Berta", body_de="B")
    assert send(first, url(condition), theirs) == []
    page = second.post(url(condition), mine).content.decode()
    assert "Not all of this version can be kept" in page
    assert "Von Berta" in page
    assert [section.title_de for section in condition.sections.all()] == ["Von Anna"]


def test_a_working_version_opens_also_when_what_it_cites_was_deleted(editor, client):
    condition, chow = make_condition(), make_reference("chow-2012")
    data = form_of(editor, url(condition))
    add_row(data, "citations", reference=chow.pk, position=1)
    assert send(editor, url(condition), {**data, "summary_de": "Neu."}) == []
    chow.delete()
    answer = editor.get(url(condition))
    assert "Not all of this version can be kept" in answer.content.decode()
    assert answer.context["adminform"].form["summary_de"].value() == "Neu."
    assert client.get(preview.link(condition, "de")).status_code == 200


def test_a_change_by_other_means_than_the_desk_is_not_overwritten_unseen(editor):
    condition = make_condition(status="draft", summary_de="Alt.")
    mine = form_of(editor, url(condition))
    Condition.objects.update(summary_de="Neu geladen.")
    page = editor.post(url(condition), {**mine, "name_de": "Meins"}).content.decode()
    assert "Changed while you were editing, by: Somebody" in page
    assert Condition.objects.get().summary_de == "Neu geladen."


def test_a_row_that_somebody_added_meanwhile_stays(two):
    first, second = two
    condition = make_condition(status="draft")
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    mine, theirs = form_of(second, url(condition)), form_of(first, url(condition))
    add_row(theirs, "sections", kind="causes", position=2, title_de="Ursachen", body_de="B")
    assert send(first, url(condition), theirs) == []
    assert send(second, url(condition), {**mine, "sections-0-body_de": "Neu."}) == []
    found = condition.sections.order_by("position").values_list("kind", "body_de")
    assert list(found) == [("overview", "Neu."), ("causes", "B")]


def test_the_same_holds_for_working_versions(two):
    first, second = two
    therapy = make_therapy("surgery", risk_de="Alt.", aim_de="Alt.")
    mine = form_of(second, url(therapy))
    save(first, therapy, risk_de="Von Anna.")
    assert send(second, url(therapy), {**mine, "aim_de": "Von Berta."}) == []
    fields = working_version(therapy).content["fields"]
    assert (fields["risk_de"], fields["aim_de"]) == ("Von Anna.", "Von Berta.")


def test_a_mistake_does_not_forget_what_the_form_was_opened_on(two):
    first, second = two
    condition = make_condition(status="draft", name_de="Alt", icd10_gm="")
    mine = form_of(second, url(condition))
    save(first, condition, name_de="Von Anna")
    wrong = second.post(url(condition), {**mine, "icd10_gm": "falsch", "summary_de": "Neu."})
    assert wrong.context["editing"].seen == mine["_seen"]
    assert send(second, url(condition), {**mine, "icd10_gm": "C79.5"}) == []
    condition.refresh_from_db()
    assert (condition.name_de, condition.icd10_gm) == ("Von Anna", "C79.5")
