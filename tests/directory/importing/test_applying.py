"""Writing and undoing: all or nothing, exactly what was shown, and nothing of what others did."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.models import Revision, Step
from desk.saving import save
from desk.snapshots import take
from directory.importing import applying, planning, purging
from directory.models import Affiliation, Clinic, ImportRow, ImportRun, Specialist
from tests.factories import (
    make_account,
    make_clinic,
    make_condition,
    make_region,
    make_specialist,
    make_specialty,
    make_therapy,
)

from .files import (
    ADA,
    CLINIC,
    changes,
    confirmed,
    csv_bytes,
    fresh,
    imported,
    make_importer,
    outcomes,
    planned,
    table,
    undone,
)

pytestmark = pytest.mark.django_db


def test_what_is_written_is_in_the_history_with_the_name_of_the_file():
    manager = make_account("mia", "Directory manager", first_name="Mia", last_name="Muster")
    ben = make_specialist("ben-muster", phone="+49 30 1")
    run = imported("specialists", {**ADA, "slug": ""}, {"slug": "ben-muster", "phone": "+49 30 2"}, by=manager)
    versions = Revision.objects.filter(run=run.name_in_history).order_by("name")
    assert [(one.name, one.action, one.comment, one.made_by_name) for one in versions] == [
        ("Ada Muster", "imported", "file.csv", "Mia Muster"),
        ("Ben Muster", "imported", "file.csv", "Mia Muster"),
    ]
    assert [one.action for one in Revision.objects.of(ben)] == ["imported", "found"]


def test_new_listings_are_drafts_and_published_only_by_who_may():
    rows = [{**ADA, "status": ""}, {**ADA, "family_name": "Beispiel", "status": "published"}]
    manager = make_account("mia", "Directory manager")
    imported("specialists", *rows, by=manager)
    assert dict(Specialist.objects.values_list("slug", "status")) == {
        "ada-muster": "draft",
        "ada-beispiel": "published",
    }
    assert [(step.action, step.by) for step in Step.objects.all()] == [("published", manager)]


def test_a_file_of_every_kind_is_written():
    radiation = make_therapy("radiation")
    make_condition("bone-metastases", therapies=[radiation])
    make_region("DE-BY")
    make_specialty("urology")
    imported("clinics", {**CLINIC, "specialties": "urology", "latitude": "48,1312", "longitude": "11,6824"})
    imported(
        "specialists",
        {**ADA, "profile_de": "Ein Satz.", "is_barrier_free": "nein", "checked_on": "1.10.2026", "source": "W"},
    )
    imported(
        "affiliations", {"specialist": "ada-muster", "clinic": "klinik-am-see", "role": "senior", "is_main": "x"}
    )
    treats = {"condition": "bone-metastases", "therapies": "radiation", "source": "W", "checked_on": "2026-10-01"}
    imported(
        "treatments",
        {"specialist": "ada-muster", "clinic": "", **treats},
        {"specialist": "", "clinic": "klinik-am-see", **treats},
    )
    ada, clinic = Specialist.objects.get(), Clinic.objects.get()
    assert (ada.profile, ada.is_barrier_free) == ("Ein Satz.", False)
    assert (str(clinic.latitude), clinic.country, clinic.specialties.get().slug) == ("48.13120", "DE", "urology")
    assert list(Affiliation.objects.values_list("specialist", "clinic", "role", "is_main")) == [
        (ada.pk, clinic.pk, "senior", True)
    ]
    assert [one.therapies.get() for one in (ada.treatments.get(), clinic.treatments.get())] == [radiation] * 2


def test_the_same_file_twice_changes_nothing_the_second_time():
    row = {**ADA, "slug": "ada-muster", "phone": "+49 30 1"}
    imported("specialists", row)
    assert outcomes(planned("specialists", row)) == ["unchanged"]


def test_a_main_place_of_work_moves():
    first, second = make_clinic("c1"), make_clinic("c2")
    make_specialist("ada-muster", at=[first], status="draft")
    row = {"specialist": "ada-muster", "role": "senior"}
    run = imported(
        "affiliations", {**row, "clinic": "c2", "is_main": "ja"}, {**row, "clinic": "c1", "is_main": ""}
    )
    assert run.setback == ""
    assert dict(Affiliation.objects.values_list("clinic", "is_main")) == {first.pk: False, second.pk: True}


def test_a_listing_that_changed_meanwhile_is_shown_again():
    ben = make_specialist("ben-muster", phone="+49 30 1", email="a@example.org")
    run = planned("specialists", {"slug": "ben-muster", "phone": "+49 30 2"})
    Specialist.objects.update(phone="+49 30 3")
    run = confirmed(run)
    assert run.setback == "The directory was changed since the comparison. Nothing was written; please look again."
    assert (run.state, fresh(ben).phone) == ("finding", "+49 30 3")
    run = planning.work(run.pk, None)
    assert changes(run) == [["phone", "+49 30 3", "+49 30 2"]]
    assert confirmed(run).state == "applied"


def test_a_change_elsewhere_in_the_listing_is_kept():
    ben = make_specialist("ben-muster", phone="+49 30 1")
    run = planned("specialists", {"slug": "ben-muster", "phone": "+49 30 2"})
    Specialist.objects.update(email="new@example.org")
    confirmed(run)
    assert (fresh(ben).phone, fresh(ben).email) == ("+49 30 2", "new@example.org")


def test_a_new_listing_that_somebody_else_made_meanwhile_is_shown_again():
    run = planned("specialists", ADA)
    make_specialist("ada-muster")
    assert confirmed(run).setback.startswith("The directory was changed")
    assert outcomes(planning.work(run.pk, None)) == ["suspect"]


def test_what_only_the_database_sees_takes_everything_back():
    make_clinic("one", ik="260326822")
    make_clinic("site", ik="260326822", hospital_site_number="771234", phone="+49 30 1")
    run = confirmed(planned("clinics", {"slug": "site", "hospital_site_number": "–", "phone": "+49 30 2"}))
    assert run.setback == (
        "Nothing was written, the database refused it: Another clinic has this IK. The sites of one hospital are "
        "told apart by their site numbers."
    )
    assert Clinic.objects.get(slug="site").phone == "+49 30 1"


def test_one_row_that_fails_writes_nothing_at_all(monkeypatch):
    monkeypatch.setattr(planning, "BATCH", 1)
    run = planned("specialists", ADA, {**ADA, "family_name": "Beispiel", "slug": "taken"})
    make_specialist("taken")
    assert confirmed(run).setback.startswith("The directory was changed")
    assert list(Specialist.objects.values_list("slug", flat=True)) == ["taken"]
    assert Revision.objects.count() == 0


def test_only_what_was_shown_can_be_confirmed():
    run = planned("specialists", ADA)
    with pytest.raises(applying.OutdatedError):
        applying.confirm(run.pk, "")
    applying.confirm(run.pk, run.digest)
    with pytest.raises(applying.OutdatedError):
        applying.confirm(run.pk, run.digest)


def test_who_may_not_publish_proposes_and_readers_see_nothing_yet():
    importer = make_importer("import", "change")
    ben = make_specialist("ben-muster", phone="+49 30 1")
    imported("specialists", {"slug": "ben-muster", "phone": "+49 30 2"}, by=importer)
    assert fresh(ben).phone == "+49 30 1"
    proposal = Revision.objects.of(ben).open().get()
    assert (proposal.content["fields"]["phone"], proposal.state) == ("+49 30 2", "in-review")


def test_a_proposal_goes_on_from_the_one_that_is_there():
    importer = make_importer("import", "change")
    ben = make_specialist("ben-muster")
    content = take(ben)
    content["fields"]["email"] = "ben@example.org"
    save(Specialist, ben.pk, content, by=importer)
    imported("specialists", {"slug": "ben-muster", "phone": "+49 30 2"}, by=importer)
    fields = Revision.objects.of(ben).open().get().content["fields"]
    assert (fields["email"], fields["phone"]) == ("ben@example.org", "+49 30 2")


# Undo


def test_statements_do_not_grow_with_the_rows():
    def statements(number, family):
        run = planned(
            "specialists",
            data=csv_bytes(table(*({**ADA, "family_name": f"{family}{chr(97 + n)}"} for n in range(number)))),
        )
        with CaptureQueriesContext(connection) as captured:
            assert confirmed(run).state == "applied"
        applied = len(captured)
        with CaptureQueriesContext(connection) as captured:
            assert undone(run).left_alone == []
        return applied, len(captured)

    statements(1, "Zuvor")  # content types are asked for once
    assert statements(1, "Eins") == statements(3, "Drei")


def test_files_are_kept_for_thirty_days(time_machine):
    applied, forgotten = imported("specialists", ADA), planned("specialists", ADA)
    time_machine.move_to(timezone.now() + timezone.timedelta(days=29))
    assert (purging.purge(), ImportRow.objects.count()) == (0, 2)
    time_machine.move_to(timezone.now() + timezone.timedelta(days=2))
    assert (purging.purge(), purging.purge()) == (2, 0)
    assert (ImportRow.objects.count(), ImportRun.objects.get().file) == (0, None)
    assert (undone(applied).left_alone, forgotten.state) == ([], "planned")
