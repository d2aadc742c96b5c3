"""Undoing an import: all of it, and nothing of what others did since."""

from uuid import uuid4

import pytest

from desk.models import Revision, Step
from desk.saving import save
from desk.snapshots import take
from directory.importing import undoing
from directory.models import Clinic, Correction, Specialist
from tests.factories import (
    make_account,
    make_clinic,
    make_region,
    make_specialist,
    make_specialty,
)

from .files import ADA, CLINIC, fresh, imported, make_importer, undone

pytestmark = pytest.mark.django_db


def test_an_undo_puts_everything_back_and_takes_away_what_was_new():
    ben = make_specialist("ben-muster", phone="+49 30 1", specialties=[make_specialty()])
    before = take(ben)
    rows = [
        {**ADA, "slug": "", "phone": "", "specialties": ""},
        {"slug": "ben-muster", "phone": "+49 30 2", "specialties": "–"},
    ]
    run = undone(imported("specialists", *rows))
    assert (run.state, run.left_alone) == ("undone", [])
    assert (take(ben), list(Specialist.objects.values_list("slug", flat=True))) == (before, ["ben-muster"])
    assert Revision.objects.filter(name="Ada Muster").first().action == "deleted"


def test_an_undo_takes_rows_of_listings_back():
    clinic, other = make_clinic("c1"), make_clinic("c2")
    ada = make_specialist("ada-muster", at=[clinic])
    before = take(ada)
    row = {"specialist": "ada-muster", "role": "director"}
    run = imported("affiliations", {**row, "clinic": "c1"}, {**row, "clinic": "c2"})
    assert ada.affiliations.filter(clinic=other).exists()
    undone(run)
    assert take(ada) == before


def test_an_undo_leaves_alone_what_was_changed_since_and_names_it():
    make_specialist("ben-muster", phone="+49 30 1")
    cora = make_specialist("cora-muster", phone="+49 30 1")
    run = imported("specialists", *({"slug": slug, "phone": "+49 30 2"} for slug in ("ben-muster", "cora-muster")))
    Specialist.objects.filter(slug="ben-muster").update(email="ben@example.org")
    run = undone(run)
    assert run.left_alone == [["Ben Muster", "It was changed since."]]
    assert (fresh(cora).phone, Specialist.objects.get(slug="ben-muster").phone) == ("+49 30 1", "+49 30 2")


def test_an_undo_keeps_a_clinic_that_others_need():
    make_region("DE-BY")
    run = imported("clinics", CLINIC, {**CLINIC, "name": "Klinik am Fluss"})
    make_specialist("ada-muster", at=[Clinic.objects.get(name="Klinik am See")])
    assert undone(run).left_alone == [["Klinik am See, München", "Other entries need it."]]
    assert list(Clinic.objects.values_list("name", flat=True)) == ["Klinik am See"]


def test_an_undo_keeps_what_a_reader_has_written_about():
    run = imported("specialists", ADA)
    ada = Specialist.objects.get()
    Correction.objects.create(specialist=ada, fact="phone", remark="Falsch.", language="de", form_key=uuid4())
    assert undone(run).left_alone == [["Ada Muster", "Other entries need it."]]


def test_an_undo_withdraws_what_the_import_published():
    ben = make_specialist("ben-muster", status="draft")
    manager = make_account("mia", "Directory manager")
    run = imported("specialists", {"slug": "ben-muster", "status": "veröffentlicht"}, by=manager)
    assert fresh(ben).status == "published"
    undone(run, by=manager)
    step = Step.objects.first()
    assert (fresh(ben).status, step.action, step.reason) == ("draft", "withdrawn", "Import of file.csv undone")


def test_an_undo_discards_proposals_and_opens_the_former_one_again():
    importer = make_importer("import", "change")
    ben = make_specialist("ben-muster")
    content = take(ben)
    content["fields"]["email"] = "ben@example.org"
    former = save(Specialist, ben.pk, content, by=importer)
    run = imported("specialists", {"slug": "ben-muster", "phone": "+49 30 2"}, by=importer)
    undone(run, by=importer)
    assert Revision.objects.of(ben).open().get().pk == former.pk


def test_who_may_not_delete_or_publish_undoes_less():
    manager = make_account("mia", "Directory manager")
    importer = make_importer("import", "change")
    make_specialist("ben-muster", phone="+49 30 1")
    run = imported(
        "specialists", {**ADA, "slug": "", "phone": ""}, {"slug": "ben-muster", "phone": "+49 30 2"}, by=manager
    )
    assert undone(run, by=importer).left_alone == [
        ["Ada Muster", "You may not delete it."],
        ["Ben Muster", "It is published; you may not change that."],
    ]


def test_an_undo_that_the_database_refuses_changes_nothing():
    urology = make_specialty("urology")
    make_specialist("ben-muster", specialties=[urology])
    run = imported("specialists", {"slug": "ben-muster", "specialties": "–", "phone": "+49 30 2"})
    urology.delete()
    run = undone(run)
    assert (run.state, run.setback.split(":")[0]) == ("applied", "Nothing was undone, the database refused it")
    assert Specialist.objects.get().phone == "+49 30 2"


def test_a_run_is_undone_once():
    run = imported("specialists", ADA)
    assert undoing.order(run.pk)
    undoing.undo(run.pk, None)
    assert not undoing.order(run.pk)
    assert undoing.undo(run.pk, None).state == "undone"


# Bounds
