"""The forms of the desk: what a save does, by role; two people at once; translators."""

import pytest

from conditions.models import Condition, Section
from desk.models import Revision
from desk.workflow import working_version
from directory.models import Clinic
from tests.desk_forms import add_row, form_of, person, save, send, signed_in, url
from tests.factories import (
    make_clinic,
    make_condition,
    make_reference,
    make_specialist,
    make_therapy,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return person("anna", "Editor", first_name="Anna", last_name="Beispiel")


def test_a_published_text_is_edited_beside_what_readers_see(editor, client):
    therapy = make_therapy("surgery", risk_de="Altes Risiko.")
    messages = save(editor, therapy, risk_de="Neues Risiko.")
    assert messages[0] == "Readers still see the published version until this one is approved."
    assert "Altes Risiko." in client.get("/de/therapies/surgery/").content.decode()
    assert form_of(editor, url(therapy))["risk_de"] == "Neues Risiko."


def test_save_and_submit_is_one_press(editor):
    therapy = make_therapy("surgery")
    assert "Submitted for review." in save(editor, therapy, risk_de="Neu.", _submit="1")
    assert working_version(therapy).state == "in-review"


def test_a_new_text_is_a_draft_with_its_rows(editor):
    add = "/admin/conditions/condition/add/"
    data = {**form_of(editor, add), "slug": "brain", "name_de": "Hirn", "summary_de": "Kurz."}
    add_row(data, "sections", kind="overview", position=1, title_de="T", body_de="B")
    assert send(editor, add, data) == []
    condition = Condition.objects.get()
    assert (condition.status, condition.sections.count()) == ("draft", 1)
    assert [revision.action for revision in Revision.objects.of(condition)] == ["created"]


def test_an_editor_cannot_publish_by_adding_a_status_to_the_form(editor):
    condition, clinic = make_condition(status="draft"), make_clinic(status="draft")
    for obj in (condition, clinic):
        save(editor, obj, status="published")
        obj.refresh_from_db()
        assert obj.status == "draft"


def test_nobody_writes_who_reviewed_it_into_a_form(editor):
    therapy = make_therapy("surgery", status="draft")
    save(editor, therapy, reviewed_on="2026-01-01", next_review_on="2030-01-01")
    therapy.refresh_from_db()
    assert (therapy.reviewed_on, therapy.next_review_on) == (None, None)


def test_who_may_not_publish_a_listing_proposes(editor, client):
    clinic = make_clinic("c1", profile_de="Alt.")
    save(editor, clinic, profile_de="Vorschlag.")
    assert "Vorschlag." not in client.get("/de/clinics/c1/").content.decode()
    assert working_version(clinic).state == "in-review"


def test_a_manager_is_told_of_a_proposal_and_edits_what_readers_see(editor):
    clinic = make_clinic("c1", phone="1")
    save(editor, clinic, phone="2")
    manager = person("max", "Directory manager")
    page = manager.get(url(clinic)).content.decode()
    assert "A working version was last saved by Anna Beispiel" in page
    assert "This form shows what readers see; saving changes it at once." in page
    assert form_of(manager, url(clinic))["phone"] == "1"


def test_what_was_changed_and_why_stands_in_the_history(editor):
    reference = make_reference("chow-2012")
    save(editor, reference, title="Neu", _comment="Der Titel fehlte.")
    page = editor.get(url(reference, "history")).content.decode()
    assert "<q>Der Titel fehlte.</q>" in page
    assert "Anna Beispiel" in page


def test_a_save_without_a_change_makes_no_version(editor):
    for obj in (make_condition(), make_clinic(), make_reference()):
        save(editor, obj)
    assert Revision.objects.count() == 0


def test_the_line_ends_that_a_browser_sends_are_no_change(editor):
    lines = "Erste Zeile.\n\nZweite Zeile."
    condition = make_condition(status="draft", summary_de=lines, summary_fr="F")
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de=f"{lines}\n")
    sent = lines.replace("\n", "\r\n")
    save(editor, condition, summary_de=sent, **{"sections-0-body_de": sent})
    assert Revision.objects.count() == 0


# Translators


@pytest.fixture
def translator():
    return person("fanny", "Translator", languages=["fr"])


def test_a_translator_fills_in_own_languages_and_nothing_else(translator):
    condition = make_condition(status="draft", summary_de="Alt.")
    section = Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    data = form_of(translator, url(condition))
    assert [name for name in data if name.startswith("summary")] == ["summary_de"]
    data |= {"summary_fr": "Neuf.", "summary_de": "Neu.", "summary_it": "Nuovo.", "sections-0-body_fr": "Corps."}
    data |= {"icd10_gm": "C79.5", "sections-0-DELETE": "on"}
    assert send(translator, url(condition), data) == []
    condition.refresh_from_db()
    section.refresh_from_db()
    assert (condition.summary_de, condition.summary_fr, condition.summary_it) == ("Alt.", "Neuf.", None)
    assert (condition.icd10_gm, section.body_fr) == ("", "Corps.")


def test_a_translation_of_a_published_text_waits_for_its_approval(translator, client):
    therapy = make_therapy("surgery", risk_fr="Vieux risque.")
    save(translator, therapy, risk_fr="Nouveau risque.", _submit="1")
    assert "Vieux risque." in client.get("/fr/therapies/surgery/").content.decode()
    assert working_version(therapy).state == "in-review"


def test_a_translator_proposes_for_a_listing(translator):
    clinic = make_clinic(profile_de="Alt.")
    save(translator, clinic, profile_fr="Neuf.")
    assert (Clinic.objects.get().profile_fr, working_version(clinic).state) == (None, "in-review")


@pytest.mark.parametrize("act", ["add", "delete"])
def test_a_translator_neither_adds_nor_deletes(translator, act):
    condition = make_condition(status="draft")
    address = "/admin/conditions/condition/add/" if act == "add" else url(condition, "delete")
    assert translator.post(address, {"post": "yes"}).status_code == 403


# The translation clock in the form


def test_the_form_says_what_is_missing_and_what_changed_in_the_source(editor):
    condition = make_condition(status="draft", summary_de="Eine alte Zahl.", summary_fr="Vieux.")
    save(editor, condition, summary_de="Eine neue Zahl.")
    form = editor.get(url(condition)).context["adminform"].form
    assert "Translation missing." in form["summary_it"].help_text
    assert "Eine <del>alte</del><ins>neue</ins> Zahl." in form["summary_fr"].help_text
    assert "Outdated since" in form["summary_fr"].help_text
    assert "desk-clock" not in form["summary_de"].help_text


def test_a_translation_is_confirmed_with_a_tick(editor):
    condition = make_condition(status="draft", summary_de="Alt.", summary_fr="Vieux.")
    save(editor, condition, summary_de="Neu.")
    save(editor, condition, _current="summary fr")
    assert "desk-clock" not in editor.get(url(condition)).context["adminform"].form["summary_fr"].help_text


def test_a_minor_edit_keeps_translations_up_to_date(editor):
    condition = make_condition(status="draft", summary_de="Alt.", summary_fr="Vieux.")
    save(editor, condition, summary_de="Alt!", _minor="1")
    assert "desk-clock" not in editor.get(url(condition)).context["adminform"].form["summary_fr"].help_text


def test_a_mistake_does_not_take_the_notes_away(editor):
    condition = make_condition(status="draft")
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    wrong = {**form_of(editor, url(condition)), "icd10_gm": "falsch", "sections-0-body_fr": "[@nulla]"}
    page = editor.post(url(condition), wrong).content.decode()
    assert page.count("Translation missing.") == editor.get(url(condition)).content.decode().count(
        "Translation missing."
    )


def test_a_proposal_that_is_submitted_as_well_says_so(editor):
    clinic = make_clinic(phone="1")
    assert "Submitted for review." in save(editor, clinic, phone="2", _submit="1")


def test_rows_say_it_too(editor):
    condition = make_condition(status="draft")
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    (sections, *_rest) = editor.get(url(condition)).context["inline_admin_formsets"]
    assert "Translation missing." in sections.formset.initial_forms[0]["body_fr"].help_text


# Deleting


@pytest.mark.parametrize(("role", "may_delete"), [("Editor", False), ("Directory manager", True)])
@pytest.mark.parametrize("way", ["its page", "the list"])
def test_only_who_may_publish_deletes_what_is_published(role, may_delete, way):
    client, clinic = person("max", role), make_clinic()
    if way == "its page":
        client.post(url(clinic, "delete"), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": clinic.pk, "post": "yes"}
        client.post("/admin/directory/clinic/", chosen)
    assert Clinic.objects.exists() != may_delete


def test_a_refused_deletion_names_the_object_and_the_reason(editor):
    condition = make_condition()
    chosen = {"action": "delete_selected", "_selected_action": condition.pk}
    page = editor.post("/admin/conditions/condition/", chosen).content.decode()
    assert f"{condition}: readers see it, and you may not take it off the site." in page
    assert "Yes, I’m sure" not in page


def test_of_something_new_nothing_is_folded_away(editor):
    new, old = "/admin/conditions/condition/add/", url(make_condition())
    folded = {}
    for page in (new, old):
        inlines = editor.get(page).context["inline_admin_formsets"]
        folded[page] = [inline.formset.prefix for inline in inlines if inline.is_collapsible]
    assert (folded[new], "sections" in folded[old]) == ([], True)


def test_an_editor_deletes_a_draft_and_gets_it_back(editor):
    condition = make_condition(status="draft")
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    editor.post(url(condition, "delete"), {"post": "yes"})
    assert Condition.objects.count() == 0
    listed = editor.get("/admin/conditions/condition/deleted/").content.decode()
    version = Revision.objects.get(action="deleted")
    back = f"/admin/conditions/condition/{version.object_id}/history/{version.pk}/"
    assert f'href="{back}"' in listed
    editor.post(back)
    restored = Condition.objects.get()
    assert (restored.status, restored.sections.count()) == ("draft", 1)
    assert "There is nothing to restore." in editor.get("/admin/conditions/condition/deleted/").content.decode()


def test_signed_in_helpers_know_their_roles(client):
    manager = signed_in(client, "Directory manager")
    assert save(manager, make_specialist(), title="Dr.")[-1].endswith("was changed successfully.")
