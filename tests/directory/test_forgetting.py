"""Of somebody who is forgotten no table keeps the name."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from desk.models import LinkCheck, TranslationUpload
from desk.saving import save
from desk.snapshots import take
from directory.importing import planning, undoing
from directory.models import Correction, ImportRow, ImportRun, Specialist
from tests.desk_forms import person
from tests.directory.corrections.buttons import act
from tests.directory.corrections.sending import make_correction
from tests.directory.importing.files import confirmed, imported, outcomes, planned
from tests.factories import make_account, make_clinic, make_specialist

pytestmark = pytest.mark.django_db
GLN = "7601000000002"
CANARY = "Zwitscher"
NAME = {"given_name": "Kanarius", "family_name": CANARY}
OTHER = {"given_name": "Ada", "family_name": "Muster"}
WEBSITE = f"https://{CANARY}.example.org/"


def tables_with(text):
    """The names of the tables in which the text stands, in a row's words or in the bytes of a file."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {connection.ops.quote_name(table)} AS one "  # noqa: S608 its own names
                "WHERE one::text ILIKE %s OR one::text ILIKE %s LIMIT 1",
                [f"%{text}%", f"%{text.encode().hex()}%"],
            )
            found += [table] if cursor.fetchone() else []
    is_uploaded = any(text.encode() in upload.data for upload in TranslationUpload.objects.all())
    return sorted([*found, "desk_translationupload"] if is_uploaded else found)


def change(listing, **fields):
    content = take(listing)
    save(type(listing), listing.pk, {**content, "fields": {**content["fields"], **fields}}, by=None)


def import_it_in_every_way(listing, by):
    """Runs at every stage, with rows that are found by name, by number, in other columns, or not at all."""
    imported("specialists", {**NAME, "gln": GLN, "phone": "+49 30 2"}, by=by)
    imported("affiliations", {"specialist": listing.slug, "clinic": "see", "role": "senior"}, by=by)
    left_alone = imported("specialists", {**NAME, "gln": GLN, "phone": "+49 30 3"}, by=by)
    change(listing, phone="+49 30 4")
    undoing.order(left_alone.pk)
    undoing.undo(left_alone.pk, by)
    planned("specialists", {**NAME, "slug": ""}, {**OTHER, "slug": ""}, by=by)
    planned("specialists", {**NAME, "phone": "?"}, by=by)
    planned("affiliations", {"specialist": GLN, "clinic": "none", "role": "?"}, by=by)


def upload_translations(listing):
    entry = f'msgctxt ""\n"directory.specialist/{listing.slug}/"\n"{listing.pk}/profile"\nmsgid "{listing.name}"\n'
    by = make_account(f"translator-{listing.pk}", "Translator")
    TranslationUpload.keep(entry.encode(), uploaded_by=by, file_name="fr.po", is_machine=False)


@pytest.mark.parametrize("is_deleted_before", [False, True])
def test_no_table_keeps_the_name(is_deleted_before):
    make_clinic("see")
    ben = make_specialist("ben-muster")
    listing = make_specialist("kanarius-zwitscher", **NAME, gln=GLN, phone="+49 30 1", website=WEBSITE)
    change(listing, family_name=f"{CANARY}-Neu", title="Dr.")
    change(listing, family_name=CANARY)
    import_it_in_every_way(listing, make_account("mia", "Directory manager"))
    make_correction(listing, remark=CANARY)
    manager = person("mara", "Directory manager")
    for one in (listing, ben):
        act(manager, make_correction(one), "decline", reason="known")
        upload_translations(one)
    LinkCheck.objects.create(address=WEBSITE, outcome="answered", checked_at=timezone.now())
    pk = listing.pk
    if is_deleted_before:
        manager.post(f"/admin/directory/specialist/{pk}/delete/", {"post": "yes"})
        Specialist.objects.filter(pk=pk).delete()  # it has a correction that waits
    assert {"desk_revision", "desk_linkcheck", "desk_translationupload", "django_admin_log"} <= {
        *tables_with(CANARY)
    }
    assert {"directory_importrow", "directory_importrun"} <= {*tables_with(CANARY)}
    call_command("forget", "directory.specialist", pk)
    assert (tables_with(CANARY), tables_with(GLN)) == ([], [])
    assert {"desk_translationupload", "django_admin_log"} <= {*tables_with("Ben Muster")}


def test_rows_of_others_stay_and_are_compared_anew():
    manager = make_account("mia", "Directory manager")
    listing = make_specialist("kanarius-zwitscher", **NAME)
    run = planned("specialists", {**NAME, "slug": ""}, {**OTHER, "slug": ""}, by=manager)
    alone = planned("specialists", NAME, by=manager)
    other = planned("specialists", {**OTHER, "given_name": "Ben"}, by=manager)
    call_command("forget", "directory.specialist", listing.pk)
    assert not ImportRun.objects.filter(pk=alone.pk).exists()
    assert list(ImportRun.objects.filter(file=None).values_list("pk", "state", "number_of_rows")) == [
        (run.pk, "finding", 1)
    ]
    assert ImportRun.objects.get(pk=other.pk).state == "planned"
    run = planning.work(run.pk, manager)
    assert (outcomes(run), confirmed(run, by=manager).state) == (["new"], "applied")
    assert Specialist.objects.get().slug == "ada-muster"


def test_a_clinic_is_known_by_its_name_and_numbers_and_not_by_one_that_another_shares():
    one = make_clinic("one", name=CANARY, ik="260326822", hospital_site_number="771234")
    make_clinic("two", ik="260326822", hospital_site_number="771235")
    rows = [{"slug": slug, "ik": "260326822", "phone": "+49 30 2"} for slug in ("one", "two")]
    imported("clinics", *rows)
    call_command("forget", "directory.clinic", one.pk)
    assert [row.name for row in ImportRow.objects.all()] == ["two"]
    assert tables_with(CANARY) == []


# Those with nearly the same name


def decided(client, listing):
    """A correction of it that was declined, which the log tells."""
    correction = make_correction(listing)
    act(client, correction, "decline", reason="known")
    return correction


def logged():
    """Whose corrections the log names."""
    entries = LogEntry.objects.filter(content_type__model="correction")
    return sorted(text.partition(": ")[2] for text in entries.values_list("object_repr", flat=True))


@pytest.mark.parametrize("are_deleted", [True, False])
def test_the_log_keeps_those_with_a_longer_name(are_deleted):
    manager = person("mara", "Directory manager")
    forgotten = [
        make_specialist("ada-muster", **OTHER, title="Dr."),
        make_clinic("herz", name="Herz", city="Bonn"),
    ]
    others = [
        make_specialist("ada-mustermann", given_name="Ada", family_name="Mustermann", title="Dr."),
        make_specialist("eva-ada", given_name="Eva Ada", family_name="Muster"),
        make_clinic("herzzentrum", name="Herzzentrum", city="Bonn"),
        make_clinic("herz-2", name="Herz", city="Bonn-Bad Godesberg"),
    ]
    for listing in [*forgotten, *others]:
        decided(manager, listing)
    if are_deleted:
        Correction.objects.all().delete()
    for listing in forgotten:
        call_command("forget", listing._meta.label_lower, listing.pk)
    assert logged() == ["Dr. Ada Mustermann", "Eva Ada Muster", "Herz, Bonn-Bad Godesberg", "Herzzentrum, Bonn"]


def test_the_log_keeps_what_is_of_a_namesake_as_far_as_the_correction_is_there():
    manager = person("mara", "Directory manager")
    ada, namesake = make_specialist("ada-muster", **OTHER), make_specialist("ada-muster-2", **OTHER)
    decided(manager, ada)
    kept = decided(manager, namesake)
    call_command("forget", "directory.specialist", ada.pk)
    assert list(LogEntry.objects.values_list("object_id", flat=True)) == [str(kept.pk)]


def test_a_row_of_a_namesake_stays_and_names_the_forgotten_no_more():
    manager = make_account("mia", "Directory manager")
    ada, namesake = make_specialist("ada-muster", **OTHER), make_specialist("ada-muster-2", **OTHER)
    imported("specialists", {**OTHER, "slug": namesake.slug, "phone": "+49 30 2"}, by=manager)
    candidates = [{"pk": pk, "name": "Ada Muster", "place": ""} for pk in (ada.pk, namesake.pk)]
    ImportRow.objects.update(candidates=candidates)
    call_command("forget", "directory.specialist", ada.pk)
    row = ImportRow.objects.get()
    assert (row.object_id, row.candidates, bool(row.run.file)) == (namesake.pk, candidates[1:], True)


def test_a_number_that_another_has_now_leaves_the_rows_of_that_one():
    manager = make_account("mia", "Directory manager")
    ada, ben = make_specialist("ada-muster", **OTHER, gln=GLN), make_specialist("ben-muster")
    change(ada, gln=None)
    imported("specialists", {"slug": ben.slug, "gln": GLN, "phone": "+49 30 2"}, by=manager)
    call_command("forget", "directory.specialist", ada.pk)
    assert ImportRow.objects.get().object_id == ben.pk


@pytest.mark.parametrize(("name", "is_kept"), [("Ada Muster", False), ("Ada Mustermann", True)])
def test_what_an_undo_left_alone_is_told_of_those_with_a_longer_name(name, is_kept):
    ada = make_specialist("ada-muster", **OTHER)
    run = imported("specialists", {**OTHER, "given_name": "Ben"}, by=None)
    ImportRun.objects.filter(pk=run.pk).update(left_alone=[[name, "It was changed since."]])
    call_command("forget", "directory.specialist", ada.pk)
    assert bool(ImportRun.objects.get().left_alone) == is_kept
