"""What a decision does to the listing, by who makes it."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from desk.models import Revision
from desk.saving import working_version
from directory.corrections import deciding
from directory.models import Specialist
from tests.factories import CHECKED, make_account, make_clinic, make_specialist

from .sending import make_correction

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_account("mara", "Directory manager")


@pytest.fixture
def editor():
    return make_account("edith", "Editor")


def refusal(step, *args, **kwargs):
    """The messages of what is refused, rolled back as a request would be."""
    with pytest.raises(ValidationError) as error, transaction.atomic():
        step(*args, **kwargs)
    return error.value.messages


@pytest.mark.parametrize(
    ("make", "fact", "proposed"),
    [
        (make_specialist, "phone", {"phone": "+49 89 2"}),
        (make_specialist, "email", {"email": "ada@example.org"}),
        (make_clinic, "website", {"website": "https://example.org/"}),
        (make_specialist, "name", {"title": "Prof.", "given_name": "Adele", "family_name": "Neu"}),
        (make_clinic, "name", {"name": "Klinik Neu"}),
        (make_clinic, "address", {"street": "Weg 2", "postal_code": "80333", "city": "München"}),
        (make_specialist, "phone", {"phone": ""}),
    ],
)
def test_what_is_accepted_stands_in_the_listing(manager, make, fact, proposed):
    listing = make(phone="089 1")
    correction = make_correction(listing, fact=fact, proposed=proposed)
    deciding.accept(correction, by=manager)
    listing.refresh_from_db()
    correction.refresh_from_db()
    assert {name: getattr(listing, name) for name in proposed} == proposed
    assert (correction.state, correction.decided_by, correction.decided_by_name) == ("accepted", manager, "mara")
    assert correction.decided_at is not None
    assert Revision.objects.of(listing).first().action == "corrected"


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("make", [make_specialist, make_clinic])
def test_an_accepted_fact_was_checked_today_at_its_source(manager, make, value):
    listing = make(is_barrier_free=not value, **CHECKED, source_url="https://example.org/old")
    correction = make_correction(listing, fact="is_barrier_free", proposed={"is_barrier_free": value})
    with time_machine.travel("2026-11-22 10:00Z", tick=False):
        deciding.accept(correction, by=manager, source="https://example.org/new")
    listing.refresh_from_db()
    assert (listing.is_barrier_free, listing.checked_on) == (value, date(2026, 11, 22))
    assert (listing.source, listing.source_url) == ("https://example.org/new", "https://example.org/new")


def test_a_source_without_an_address_does_not_keep_that_of_another(manager):
    ada = make_specialist(is_barrier_free=True, **CHECKED, source_url="https://example.org/old")
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": False})
    deciding.accept(correction, by=manager, source="Letter of the practice")
    ada.refresh_from_db()
    assert (ada.source, ada.source_url) == ("Letter of the practice", "")


def test_a_fact_needs_a_source(manager):
    ada = make_specialist()
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": True})
    assert refusal(deciding.accept, correction, by=manager) == ["Please say where this was checked."]


def test_what_is_not_stated_any_more_needs_no_source_and_leaves_the_day_of_the_check(manager):
    ada = make_specialist(is_barrier_free=True, **CHECKED)
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": None})
    deciding.accept(correction, by=manager)
    ada.refresh_from_db()
    assert (ada.is_barrier_free, ada.checked_on, ada.source) == (None, CHECKED["checked_on"], CHECKED["source"])


@pytest.mark.parametrize(
    ("make", "fact", "proposed", "message"),
    [
        (
            make_specialist,
            "phone",
            {"phone": "ask the ward"},
            "A telephone number has digits, spaces and + ( ) / - only.",
        ),
        (make_specialist, "email", {"email": "nobody"}, "Enter a valid email address."),
        (
            make_clinic,
            "address",
            {"postal_code": "8033"},
            "The postal code does not fit the country: five digits in Germany, four in Austria and Switzerland.",
        ),
        (make_clinic, "name", {"name": ""}, "This field cannot be blank."),
    ],
)
def test_what_a_listing_cannot_say_is_refused_and_nothing_is_lost(manager, make, fact, proposed, message):
    listing = make(phone="089 1")
    correction = make_correction(listing, fact=fact, proposed=proposed)
    before = type(listing).objects.values().get()
    assert refusal(deciding.accept, correction, by=manager) == [message]
    correction.refresh_from_db()
    assert (correction.state, correction.proposed) == ("open", proposed)
    assert type(listing).objects.values().get() == before


def test_who_may_not_publish_proposes(editor, manager):
    ada = make_specialist(phone="089 1")
    correction = make_correction(ada)
    deciding.accept(correction, by=editor)
    ada.refresh_from_db()
    correction.refresh_from_db()
    proposal = working_version(ada)
    assert ada.phone == "089 1"
    assert (proposal.content["fields"]["phone"], proposal.state, proposal.made_by) == (
        "089 2",
        "in-review",
        editor,
    )
    assert (correction.state, correction.decided_by) == ("accepted", editor)


def test_a_proposal_joins_the_one_that_is_under_way(editor):
    ada = make_specialist(phone="089 1", email="old@example.org")
    deciding.accept(make_correction(ada), by=editor)
    deciding.accept(make_correction(ada, fact="email", proposed={"email": "new@example.org"}), by=editor)
    fields = working_version(ada).content["fields"]
    assert (fields["phone"], fields["email"]) == ("089 2", "new@example.org")


@pytest.mark.parametrize("roles", [[], ["Medical reviewer"], ["Translator"]])
def test_who_may_not_change_the_listing_accepts_nothing(roles):
    correction = make_correction(make_specialist(phone="089 1"))
    with pytest.raises(PermissionDenied), transaction.atomic():
        deciding.accept(correction, by=make_account("tom", *roles))
    assert Specialist.objects.get().phone == "089 1"


def test_what_was_only_told_is_not_accepted_into_a_field(manager):
    correction = make_correction(make_specialist(), fact="languages", proposed={}, remark="Italian")
    assert refusal(deciding.accept, correction, by=manager) == [
        "There is no value that could be accepted. Please take it over by hand."
    ]


def test_a_decision_is_made_on_what_was_seen(manager):
    ada = make_specialist(phone="089 1")
    correction = make_correction(ada)
    seen = deciding.values_now(correction)
    Specialist.objects.update(phone="089 7")
    assert refusal(deciding.accept, correction, by=manager, seen=seen) == [
        "The page was changed since you opened this. Please look at it again."
    ]
    assert Specialist.objects.get().phone == "089 7"


def test_a_correction_is_decided_once(manager, editor):
    correction = make_correction(make_specialist(phone="089 1"))
    deciding.decline(correction, by=editor, reason="known", note="Letter of May")
    decided = ["Somebody has decided about this already."]
    assert refusal(deciding.accept, correction, by=manager) == decided
    assert refusal(deciding.take_over, correction, by=manager) == decided
    assert refusal(deciding.decline, correction, by=manager, reason="confirmed") == decided
    correction.refresh_from_db()
    assert (correction.state, correction.reason, correction.note) == ("declined", "known", "Letter of May")
    assert correction.decided_by == editor
    assert Specialist.objects.get().phone == "089 1"


def test_what_was_taken_over_by_hand_is_accepted(editor):
    correction = make_correction(
        make_specialist(phone="089 1"), fact="other", proposed={}, remark="A typing error"
    )
    deciding.take_over(correction, by=editor)
    correction.refresh_from_db()
    assert (correction.state, correction.decided_by) == ("accepted", editor)


@pytest.mark.parametrize("step", ["take_over", "decline"])
def test_a_decision_can_be_taken_back_until_the_reader_was_answered(editor, step):
    correction = make_correction(make_specialist(phone="089 1"))
    known = {"reason": "known"} if step == "decline" else {}
    getattr(deciding, step)(correction, by=editor, **known)
    deciding.reopen(correction)
    correction.refresh_from_db()
    assert (correction.state, correction.decided_at, correction.decided_by_name) == ("open", None, "")
    assert refusal(deciding.reopen, correction) == ["This cannot be opened again."]
