"""The pages for translations: what there is to do, a file to take along, one to hand in; by role."""

import re
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from desk.models import Revision, TranslationUpload
from desk.translation_files import forms, po
from desk.workflow import working_version
from tests.desk_forms import person
from tests.factories import make_clinic, make_condition, make_therapy

from .translating import edit, make_section, text_of

pytestmark = pytest.mark.django_db

ROLES = ["Editor", "Medical reviewer", "Directory manager", "Translator"]
TOTALS, IMPORT = "/admin/translations/", "/admin/translations/import/"


@pytest.fixture
def bone():
    """A published condition without its French summary and its Italian texts."""
    texts = {"name_en": "Bone", "summary_en": "Short.", "name_fr": "Os"}
    return make_condition("bone", name_de="Knochen", **texts)


@pytest.fixture
def editor():
    return person("edith", "Editor")


def downloaded(client, address="/admin/translations/fr.po", **query):
    """The po.File behind a link."""
    return po.read(client.get(address, query).getvalue())


def file_with(*entries, language="fr"):
    """The bytes of a file with these (address, source, words)."""
    head = po.header(language, "de", timezone.localtime(), [])
    return (head + "".join(po.written(*entry) for entry in entries)).encode()


def summary_of(condition, words, source="Kurz."):
    return (f"conditions.condition/{condition.slug}/{condition.pk}/summary", source, words)


def hand_in(client, data, **fields):
    """The address of the page that shows what the file would change."""
    response = client.post(IMPORT, {"file": SimpleUploadedFile("fr.po", data), **fields})
    assert response.status_code == 302, response.context["form"].errors
    return response.url


def confirm(client, address):
    """The messages that follow."""
    response = client.post(address, {"seen": client.get(address).context["seen"]}, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_the_totals_lead_to_the_lists(editor, bone):
    (english, french, italian) = editor.get(TOTALS).context["languages"]
    assert (english["rows"], english["sums"]) == ([], [0, 0, 0])
    address = "/admin/conditions/condition/?translations="
    assert french["rows"] == [
        ("conditions", [(1, f"{address}fr-missing"), (0, f"{address}fr-outdated"), (0, f"{address}fr-machine")])
    ]
    assert (italian["name"], italian["sums"]) == ("Italian", [2, 0, 0])
    assert f'<a href="{address}fr-missing">1</a>' in editor.get(TOTALS).content.decode()


@pytest.mark.parametrize(
    ("role", "codes"), [*((role, ["en", "fr", "it"]) for role in ROLES[:3]), (ROLES[3], ["fr"])]
)
def test_everybody_at_the_desk_sees_totals_and_a_translator_their_languages(bone, role, codes):
    client = person("nora", role, languages=["fr"])
    assert [language["code"] for language in client.get(TOTALS).context["languages"]] == codes
    assert client.get(IMPORT).status_code == 200


def test_a_translator_without_a_language_is_told_so(bone):
    page = person("nora", "Translator").get(TOTALS).content.decode()
    assert "No language is assigned to your account." in page


@pytest.mark.parametrize("address", [TOTALS, IMPORT, f"{TOTALS}fr.po"])
def test_who_may_view_nothing_gets_nothing(bone, address):
    assert person("clerk").get(address).status_code == 403


@pytest.mark.parametrize("address", [TOTALS, IMPORT, f"{TOTALS}fr.po", f"{IMPORT}1/", f"{IMPORT}1/refused.po"])
def test_strangers_are_asked_to_sign_in(client, address):
    assert client.get(address).url.startswith("/admin/login/")


def test_a_file_of_a_language_holds_what_there_is_to_do(editor, bone):
    make_clinic(profile_de="P")
    response = editor.get("/admin/translations/fr.po")
    assert response.headers["Content-Type"] == "text/x-gettext-translation; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="konsil-fr-[0-9-]{10}.po"', response.headers["Content-Disposition"])
    file = po.read(response.getvalue())
    assert (file.language, [entry.source for entry in file.entries]) == ("fr", ["P", "Kurz.", "Bayern"])
    everything = downloaded(editor, everything="on")
    assert [entry.source for entry in everything.entries] == ["P", "Knochen", "Kurz.", "Bayern"]


def test_the_links_in_a_file_lead_back_to_this_site(editor, bone):
    text = editor.get("/admin/translations/fr.po").getvalue().decode()
    assert f"#. http://testserver/admin/conditions/condition/{bone.pk}/change/\n" in text


@pytest.mark.parametrize("language", ["de", "ar", "xx"])
def test_there_is_no_file_of_a_language_into_which_nobody_translates(editor, bone, language):
    assert editor.get(f"/admin/translations/{language}.po").status_code == 404


def selected(client, *objects, address="/admin/conditions/condition/", **data):
    pks = [obj.pk for obj in objects]
    return client.post(address, {"action": "export_translations", "_selected_action": pks, **data})


@pytest.mark.parametrize("role", ROLES)
def test_selected_objects_go_into_a_file_once_a_language_is_chosen(bone, role):
    client = person("nora", role, languages=["fr"])
    make_condition("brain")
    page = selected(client, bone).content.decode()
    assert "The texts of 1 object go into a PO file." in page
    assert f'<input type="hidden" name="_selected_action" value="{bone.pk}">' in page
    answer = selected(client, bone, language="it", export="1")
    assert [entry.source for entry in po.read(answer.getvalue()).entries] == ["Knochen", "Kurz."]


def test_without_a_language_the_choice_is_asked_for_again(editor, bone):
    assert selected(editor, bone, export="1").context["form"].errors == {"language": ["This field is required."]}


def test_all_objects_of_a_filtered_list_can_be_selected(editor, bone):
    make_condition("brain", name_fr="T", summary_fr="T")
    make_condition("skin")
    data = {"select_across": "1", "language": "fr", "export": "1", "everything": "on"}
    answer = selected(editor, bone, address="/admin/conditions/condition/?translations=fr-missing", **data)
    assert {entry.address.split("/")[1] for entry in po.read(answer.getvalue()).entries} == {"bone", "skin"}


def test_a_file_is_shown_first_and_written_when_that_is_confirmed(editor, bone):
    address = hand_in(editor, file_with(summary_of(bone, "Bref.")))
    response = editor.get(address)
    assert [(str(name), number) for name, number in response.context["counts"]] == [
        ("new", 1),
        ("changed", 0),
        ("right as it was", 0),
        ("unchanged", 0),
        ("skipped", 0),
        ("refused", 0),
    ]
    assert "Condition “Bone” · Summary" in response.content.decode()
    assert working_version(bone) is None
    assert confirm(editor, address) == ["The translations were written."]
    assert working_version(bone).content["fields"]["summary_fr"] == "Bref."
    assert text_of(bone, "summary_fr") is None
    assert "as a working version, to be submitted and approved" in editor.get(address).content.decode()


def test_a_second_press_writes_nothing_more(editor, bone):
    address = hand_in(editor, file_with(summary_of(bone, "Bref.")))
    confirm(editor, address)
    edit(bone, None, summary_fr="Entre-temps.")
    assert confirm(editor, address) == []
    assert working_version(bone).content["fields"]["summary_fr"] == "Entre-temps."
    assert Revision.objects.filter(action="translated").count() == 1


def test_what_changed_since_it_was_shown_is_shown_again(editor, bone):
    address = hand_in(editor, file_with(summary_of(bone, "Bref.")))
    seen = editor.get(address).context["seen"]
    edit(bone, None, summary_fr="Entre-temps.")
    messages = editor.post(address, {"seen": seen}, follow=True).context["messages"]
    assert [str(message) for message in messages] == [
        "Something was changed since you opened this page. Please look at it again."
    ]
    assert working_version(bone).content["fields"]["summary_fr"] == "Entre-temps."


def test_what_a_machine_translated_is_marked(editor, bone):
    address = hand_in(editor, file_with(summary_of(bone, "Bref.")), is_machine="on")
    assert "will count as not checked" in editor.get(address).content.decode()
    confirm(editor, address)
    assert working_version(bone).translation_totals["fr"] == {"machine": 1}


def test_a_refused_entry_says_why_and_can_be_taken_along(editor, bone):
    make_section(bone)
    section = bone.sections.get()
    body = (f"conditions.condition/bone/{bone.pk}/sections/{section.pk}/body", "Text.", "Preuve [@nulle].")
    address = hand_in(editor, file_with(body, summary_of(bone, "Bref.", source="Lang")))
    page = editor.get(address).content.decode()
    assert "There is no reference with the key “nulle”." in page
    assert "<del>Lang</del>" in page
    assert "There is nothing to write." in page
    entries = downloaded(editor, f"{address}refused.po").entries
    assert [(entry.source, entry.words) for entry in entries] == [
        ("Text.", "Preuve [@nulle]."),
        ("Kurz.", "Bref."),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_writes_what_it_may_edit_and_the_rest_is_refused(bone, role):
    surgery, clinic = make_therapy("surgery"), make_clinic(profile_de="Profil.")
    client = person("nora", role, languages=["fr"])
    data = file_with(
        (f"conditions.therapy/surgery/{surgery.pk}/aim", "Text.", "But."),
        (f"directory.clinic/clinic/{clinic.pk}/profile", "Profil.", "Profil."),
    )
    address = hand_in(client, data)
    findings = [row["finding"] for row in client.get(address).context["rows"]]
    kinds = {finding.entry.source: finding.kind for finding in findings}
    texts, listings = role != "Directory manager", role != "Medical reviewer"
    assert kinds == {"Text.": "new" if texts else "refused", "Profil.": "new" if listings else "refused"}
    confirm(client, address)
    written = set(Revision.objects.filter(action="translated").values_list("content_type__model", flat=True))
    assert written == {model for model, is_allowed in (("therapy", texts), ("clinic", listings)) if is_allowed}


def test_a_file_is_shown_to_whoever_handed_it_in(editor, bone):
    address = hand_in(editor, file_with(summary_of(bone, "Bref.")))
    other = person("erik", "Editor")
    assert [other.get(address).status_code, other.get(f"{address}refused.po").status_code] == [404, 404]
    assert other.post(address, {"seen": ""}).status_code == 404


def errors(client, data):
    return client.post(IMPORT, {"file": BytesIO(data)}).context["form"].errors


def test_what_cannot_be_read_is_refused_with_the_line(editor):
    assert errors(editor, file_with() + b'msgstr "') == {"file": ['Line 10 cannot be read: msgstr "']}
    assert errors(editor, file_with() + b"\xff") == {
        "file": ["Line 10 is not UTF-8. Save the file as a PO file in UTF-8."]
    }


@pytest.mark.parametrize(("language", "named"), [("de", "de"), ("pt_BR", "pt"), ("", "–")])
def test_a_file_in_another_language_is_refused(editor, language, named):
    message = f"The file says that its language is “{named}”. We translate into: en, fr, it."
    assert errors(editor, file_with(language=language)) == {"file": [message]}


def test_a_file_that_is_too_long_is_refused(editor, bone, monkeypatch):
    data = file_with(summary_of(bone, "Bref."), summary_of(bone, "Bref."))
    monkeypatch.setattr(forms, "MOST_ENTRIES", 1)
    assert errors(editor, data) == {"file": ["At most 1 entry in one file."]}
    monkeypatch.setattr(forms, "MOST_BYTES", len(data) - 1)
    assert errors(editor, data) == {"file": ["The file is too long: at most 5 MB. Export fewer objects at once."]}


def test_files_are_kept_for_a_month(editor, bone):
    with time_machine.travel("2026-10-01 12:00"):
        hand_in(editor, file_with())
    with time_machine.travel("2026-10-20 12:00"):
        hand_in(editor, file_with())
    with time_machine.travel("2026-11-01 12:00"):
        hand_in(editor, file_with())
    assert sorted(upload.uploaded_at.day for upload in TranslationUpload.objects.all()) == [1, 20]


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_pages(django_assert_num_queries, editor, number):
    conditions = [make_condition(f"c{n}") for n in range(number)]
    address = hand_in(editor, file_with(*(summary_of(condition, "Bref.") for condition in conditions)))
    editor.get(address)
    with django_assert_num_queries(5):
        editor.get(TOTALS)
    with django_assert_num_queries(21):
        editor.get(address)
