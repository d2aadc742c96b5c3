"""The same from the command line."""

import re

import pytest
from django.core.management import CommandError, call_command

from desk.models import Revision
from desk.translation_files import po
from tests.factories import make_account, make_condition

from .translating import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bone():
    return make_condition("bone", status="draft", name_de="Knochen", name_en="Bone", name_fr="Os")


@pytest.fixture
def file(bone, tmp_path):
    """What is missing in French, translated."""
    path = tmp_path / "fr.po"
    call_command("export_translations", "fr", output=path)
    path.write_text(path.read_text().removesuffix('msgstr ""\n') + 'msgstr "Bref."\n')
    return path


def test_what_is_missing_goes_into_a_file(bone, tmp_path):
    path = tmp_path / "fr.po"
    call_command("export_translations", "fr", output=path)
    assert [entry.source for entry in po.read(path.read_bytes()).entries] == ["Kurz."]
    call_command("export_translations", "fr", "--all", output=path)
    assert [entry.source for entry in po.read(path.read_bytes()).entries] == ["Knochen", "Kurz."]


def test_without_a_file_it_goes_to_the_standard_output(bone, capsys):
    call_command("export_translations", "it")
    assert len(po.read(capsys.readouterr().out.encode()).entries) == 2


def test_the_comments_are_in_the_language_of_the_translator(bone, capsys):
    call_command("export_translations", "fr")
    assert re.search(r"^#\. \w+ «\xa0Os\xa0» · ", capsys.readouterr().out, re.MULTILINE)


def test_a_file_is_taken_over_and_reported(bone, file, capsys):
    call_command("import_translations", file)
    assert text_of(bone, "summary_fr") == "Bref."
    line, total = capsys.readouterr().out.splitlines()
    assert (line.partition(", ")[2], total) == ("Condition “Bone” · Summary: new", "     1 new")


def test_a_dry_run_writes_nothing(bone, file, capsys):
    call_command("import_translations", file, "--dry-run")
    assert text_of(bone, "summary_fr") is None
    assert capsys.readouterr().out.endswith("     1 new\nNothing was written.\n")


def test_what_a_machine_translated_is_marked(bone, file):
    call_command("import_translations", file, "--machine")
    assert Revision.objects.first().content["marks"]["summary fr"]["kind"] == "machine"


def test_it_is_done_in_the_name_and_with_the_rights_of_an_account(bone, file, capsys):
    make_account("edith", "Editor")
    make_account("maria", "Directory manager")
    with pytest.raises(CommandError, match="Some entries were refused"):
        call_command("import_translations", file, user="maria")
    assert "    Your account may not edit this: conditions.\n" in capsys.readouterr().out
    assert text_of(bone, "summary_fr") is None
    call_command("import_translations", file, user="edith")
    assert Revision.objects.first().made_by_name == "edith"


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (None, {}, "cannot be read: No such file or directory."),
        (b"\xff", {}, "Line 1 is not UTF-8."),
        (b'msgid ""\nmsgstr "Language: de\\n"\n', {}, "The language of the file is “de”, not one of en, fr, it."),
        (b"", {"user": "nobody"}, "There is no account nobody."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path, content, options, message):
    path = tmp_path / "fr.po"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        call_command("import_translations", path, **options)
