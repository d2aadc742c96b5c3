"""What a file with translations may not do, and how it says so: nothing is lost, nothing slips through."""

from dataclasses import replace

import pytest

from conditions.models import Condition, Section
from desk import clock, workflow
from desk.models import Revision
from desk.snapshots import take
from desk.translation_files import po
from desk.translation_files.planning import plan
from desk.translation_files.returning import refused_entries
from tests.factories import make_account, make_clinic, make_condition, make_reference, make_region, make_therapy

from .translating import come_back, edit, exported, make_section, text_of, told, translated

pytestmark = pytest.mark.django_db

ROLES = ["Editor", "Medical reviewer", "Directory manager", "Translator"]


@pytest.fixture
def bone():
    """A condition of which the French summary is missing."""
    return make_condition("bone", status="draft", name_de="Knochen", name_en="Bone", name_fr="Os")


@pytest.fixture
def accounts():
    return {role: make_account(role.lower().replace(" ", "-"), role, languages=["fr"]) for role in ROLES}


def entry_at(address):
    return po.File("fr", [po.Entry(1, address, "Kurz.", "Bref.")])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("conditions.condition", "conditions.lost"), "There is nothing to translate at"),
        (lambda text: text.replace("conditions.condition", "auth.user"), "There is nothing to translate at"),
        (lambda text: "", "There is nothing to translate at this address."),
        (lambda text: "conditions.condition/bone/9" + "9" * 30 + "/summary", "There is nothing to translate at"),
        (lambda text: "conditions.condition/bone/²/summary", "There is nothing to translate at this address."),
        (lambda text: "conditions.condition/bone/999999/summary", "The object was deleted."),
        (lambda text: text.replace("/bone/", "/brain/"), "Here, this number is that of “Bone”."),
        (lambda text: text.replace("/summary", "/slug"), "“Bone” has no such text any more."),
        (lambda text: text.replace("/summary", "/sections/12/title"), "“Bone” has no such text any more."),
        (lambda text: text.replace("/summary", ""), "“Bone” has no such text any more."),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(bone, change, reason):
    (found,) = told(entry_at(change(f"conditions.condition/bone/{bone.pk}/summary")))
    assert (found[0], found[1][: len(reason)]) == ("refused", reason)


def test_what_was_deleted_since_is_refused(bone):
    section = make_section(bone, title_fr="Titre")
    file = translated(exported("fr", bone))
    Section.objects.filter(pk=section.pk).delete()
    assert told(file) == [("new", ""), ("refused", "“Bone” has no such text any more.")]
    workflow.delete([bone], by=None)
    assert told(file) == [("refused", "The object was deleted.")] * 2


def test_a_text_whose_source_changed_since_is_refused_and_says_what_changed(bone):
    file = translated(exported("fr", bone))
    edit(bone, None, summary_de="Neu.")
    (finding,) = plan(file, None)
    assert (finding.kind, finding.reason) == ("refused", "The source text was changed since the file was made.")
    assert (finding.entry.source, finding.source) == ("Kurz.", "Neu.")


def test_a_text_without_a_source_any_more_is_refused(bone):
    edit(bone, None, also_known_as_de="Auch")
    file = translated(exported("fr", bone), only="also_known_as")
    edit(bone, None, also_known_as_de=None)
    assert told(file)[0] == ("refused", "The source text is gone.")


def test_a_translation_that_somebody_else_changed_since_is_refused(bone):
    edit(bone, None, summary_fr="Vieux.")
    file = translated(exported("fr", bone, everything=True), only="/summary")
    edit(bone, None, summary_fr="Entre-temps.")
    assert told(file)[1] == ("refused", "Somebody else changed the translation since the file was made.")


def test_a_newer_translation_stays_where_the_file_left_the_older_one(bone):
    edit(bone, None, summary_fr="Vieux.")
    file = exported("fr", bone, everything=True)
    edit(bone, None, summary_fr="Entre-temps.")
    reason = "Unchanged in the file; the desk’s newer translation stays."
    assert told(file) == [("unchanged", ""), ("skipped", reason)]


def test_without_the_comment_of_the_export_a_changed_translation_is_shown_as_such(bone):
    edit(bone, None, summary_fr="Vieux.")
    (_name, finding) = plan(
        translated(exported("fr", bone, everything=True), only="/summary", fingerprint=""), None
    )
    assert (finding.kind, finding.old, finding.words) == ("changed", "Vieux.", "Traduit.")


def test_the_second_of_two_entries_for_one_text_is_refused(bone):
    file = translated(exported("fr", bone))
    (entry,) = file.entries
    twice = replace(file, entries=[entry, replace(entry, line=90, words="Autre.")])
    assert told(twice) == [("new", ""), ("refused", f"This is the same text as on line {entry.line}.")]


@pytest.mark.parametrize(
    ("field", "words", "reason"),
    [
        ("title", "x" * 161, "Ensure this value has at most 160 characters (it has 161)."),
        ("title", "Un\nDeux", "This text has one line only."),
        ("title", "Un\0", "Null characters are not allowed."),
        ("body", "Preuve [@nulle].", "There is no reference with the key “nulle”."),
        ("body", "[Ici](therapy:rien)", "The link “therapy:rien” leads nowhere: there is no such therapy."),
        ("body", "# Titre", "“Titre” would lose its form: write a subheading as “### Titre”."),
    ],
)
def test_what_a_form_would_refuse_is_refused(bone, field, words, reason):
    make_section(bone)
    kinds = dict(
        zip(["summary", "title", "body"], told(translated(exported("fr", bone), words, only=field)), strict=True)
    )
    assert kinds[field] == ("refused", reason)


def test_a_translation_that_cites_or_links_otherwise_than_its_source_is_taken_with_a_warning(bone):
    make_reference("chow-2012")
    make_therapy("surgery", status="draft")
    make_section(bone, body_de="Beleg [@chow-2012].")
    *_others, finding = plan(translated(exported("fr", bone), "Voir [ici](therapy:surgery).", only="body"), None)
    assert (finding.kind, finding.warnings) == (
        "new",
        ("Not in the translation: @chow-2012", "Not in the source: therapy:surgery"),
    )


def test_what_is_still_marked_as_fuzzy_is_taken_with_a_warning(bone):
    (finding,) = plan(translated(exported("fr", bone), is_fuzzy=True), None)
    assert (finding.kind, finding.warnings) == ("new", ("Still marked as fuzzy: it will count as not checked.",))


def test_an_entry_without_a_translation_is_skipped(bone):
    assert told(exported("fr", bone)) == [("skipped", "Not translated.")]
    assert told(translated(exported("fr", bone), " \n")) == [("skipped", "Not translated.")]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("make", "field", "editors"),
    [
        (make_condition, "summary", {"Editor", "Medical reviewer"}),
        (make_therapy, "aim", {"Editor", "Medical reviewer"}),
        (make_clinic, "profile", {"Editor", "Directory manager"}),
        (make_reference, "note", {"Editor", "Medical reviewer"}),
    ],
)
def test_who_may_edit_may_import_and_a_translator_their_languages(accounts, make, field, editors, role):
    obj = make(**{f"{field}_de": "Quelle."})
    for language in ("fr", "it"):
        file = translated(exported(language, obj), only=f"/{field}")
        is_allowed = role in editors or (role == "Translator" and language == "fr")
        assert ("new" in come_back(file, accounts[role])) == is_allowed
        assert (Revision.objects.filter(action="translated").count() > 0) == is_allowed
        Revision.objects.all().update(action="found")


def test_a_translator_is_told_which_languages_are_not_theirs(accounts, bone):
    file = translated(exported("it", bone, everything=True))
    reason = "Your account does not translate into Italian."
    assert told(file, accounts["Translator"]) == [("refused", reason)] * 2
    assert told(file, accounts["Directory manager"])[0] == (
        "refused",
        "Your account may not edit this: conditions.",
    )


def test_one_refused_entry_does_not_hold_up_the_others(bone):
    make_section(bone)
    file = translated(exported("fr", bone), "Preuve [@nulle].")
    assert come_back(file) == ["new", "new", "refused"]
    assert text_of(bone, "summary_fr") == "Preuve [@nulle]."  # plain text: nothing to check there


def returned(file, by=None):
    return po.read("".join(refused_entries(file.language, plan(file, by))).encode())


def test_what_was_refused_comes_back_as_a_file_with_its_reason_and_the_source_of_today(bone):
    file = translated(exported("fr", bone), comments=("Vu avec Anna.",))
    (line,) = [entry.line for entry in file.entries]
    edit(bone, None, summary_de="Neu.")
    text = "".join(refused_entries("fr", plan(file, None)))
    assert text.split("\n\n")[1] == (
        "# Vu avec Anna.\n"
        f"# Refused (line {line}): The source text was changed since the file was made.\n"
        "#. Condition “Bone” · Summary\n"
        "#. The desk has: –\n"
        f"#. konsil:{po.fingerprint('')}\n"
        "#, fuzzy\n"
        '#| msgid "Kurz."\n'
        f'msgctxt "conditions.condition/bone/{bone.pk}/summary"\n'
        'msgid "Neu."\n'
        'msgstr "Traduit."\n'
    )


def test_what_was_refused_can_be_mended_and_handed_in_again(bone):
    make_section(bone)
    file = translated(exported("fr", bone), "Preuve [@nulle].", only="body")
    edit(bone, None, summary_de="Neu.")
    come_back(file)
    assert come_back(translated(returned(file), "Bien.")) == ["new"]
    assert clock.totals(Condition, take(bone))["fr"] == {"missing": 2}


def test_nothing_of_a_refused_entry_is_lost():
    region = make_region()
    file = translated(exported("fr", region), "Bavière", comments=("Note.",), fingerprint="0123456789abcdef")
    gone = replace(file, entries=[replace(entry, address="x/y/z", is_fuzzy=True) for entry in file.entries])
    (entry,) = returned(gone).entries
    kept = (entry.address, entry.source, entry.words, entry.fingerprint, entry.is_fuzzy, entry.comments[0])
    assert kept == ("x/y/z", "Bayern", "Bavière", "0123456789abcdef", True, "Note.")
