"""What a decision does to the listing, by who makes it."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from desk.models import Revision
from desk.saving import working_version
from directory.corrections import deciding
from directory.models import Specialist
from tests.factories import CHECKED, make_account, make_clinic, make_specialist

from .sending import make_correction, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_account("mara", "Directory manager")


@pytest.fixture
def editor():
    return make_account("edith", "Editor")


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
    listing = make(phone="+49 89 1")
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
@pytest.mark.parametrize("is_all_checked", [True, False])
def test_the_first_fact_of_a_listing_was_checked_today_at_its_source(manager, make, value, is_all_checked):
    listing = make()
    correction = make_correction(listing, fact="is_barrier_free", proposed={"is_barrier_free": value})
    with time_machine.travel("2026-11-22 10:00Z", tick=False):
        deciding.accept(correction, by=manager, source="https://example.org/new", is_all_checked=is_all_checked)
    listing.refresh_from_db()
    assert (listing.is_barrier_free, listing.checked_on) == (value, date(2026, 11, 22))
    assert (listing.source, listing.source_url) == ("https://example.org/new", "https://example.org/new")


OLD = {**CHECKED, "source_url": "https://example.org/old", "offers_second_opinion": True}
NEW_SOURCE = "Website (sample); Stufenloser Zugang: Call, 22.11.2026"


def checked(fields):
    return str(fields["checked_on"]), fields["source"], fields["source_url"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_one_checked_fact_leaves_the_check_of_the_others(manager, language):
    ada = make_specialist(is_barrier_free=True, **OLD)
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": False}, source="Mine")
    with time_machine.travel("2026-11-22 10:00Z", tick=False), translation.override(language):
        deciding.accept(correction, by=manager, source="Call")
    after = Specialist.objects.values().get()
    assert (after["is_barrier_free"], after["offers_second_opinion"]) == (False, True)
    assert checked(after) == ("2026-10-01", NEW_SOURCE, "https://example.org/old")


def test_the_same_fact_checked_again_and_again_keeps_its_last_source(manager):
    ada = make_specialist(is_barrier_free=True, **OLD)
    checks = [
        ("is_barrier_free", "2026-11-20", "Call; ward 3: Ms Muster"),
        ("offers_second_opinion", "2026-11-20", "Letter"),
        ("is_barrier_free", "2026-11-21", "Mail"),
        ("is_barrier_free", "2026-11-22", "Call"),
    ]
    sources = []
    for fact, day, source in checks:
        correction = make_correction(ada, fact=fact, proposed={fact: not getattr(ada, fact)})
        with time_machine.travel(f"{day} 10:00Z", tick=False):
            deciding.accept(correction, by=manager, source=source)
        ada.refresh_from_db()
        sources.append(ada.source)
    opinion = "; Zweitmeinung: Letter, 20.11.2026"
    assert sources == [
        "Website (sample); Stufenloser Zugang: Call; ward 3: Ms Muster, 20.11.2026",
        f"Website (sample); Stufenloser Zugang: Call; ward 3: Ms Muster, 20.11.2026{opinion}",
        f"Website (sample){opinion}; Stufenloser Zugang: Mail, 21.11.2026",
        f"Website (sample){opinion}; Stufenloser Zugang: Call, 22.11.2026",
    ]


def test_who_checked_all_facts_says_so_of_all(manager):
    ada = make_specialist(is_barrier_free=True, **OLD)
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": False})
    with time_machine.travel("2026-11-22 10:00Z", tick=False):
        deciding.accept(correction, by=manager, source="Letter of the practice", is_all_checked=True)
    assert checked(Specialist.objects.values().get()) == ("2026-11-22", "Letter of the practice", "")


@pytest.mark.parametrize(
    ("is_all_checked", "check"),
    [
        (False, ("2026-10-01", NEW_SOURCE, "https://example.org/old")),
        (True, ("2026-11-22", "Call", "")),
    ],
)
def test_who_may_not_publish_proposes_a_fact_with_its_check(editor, is_all_checked, check):
    ada = make_specialist(is_barrier_free=True, **OLD)
    before = Specialist.objects.values().get()
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": False})
    with time_machine.travel("2026-11-22 10:00Z", tick=False):
        deciding.accept(correction, by=editor, source="Call", is_all_checked=is_all_checked)
    fields = working_version(ada).content["fields"]
    assert (fields["is_barrier_free"], checked(fields)) == (False, check)
    assert Specialist.objects.values().get() == before


@pytest.mark.parametrize("is_too_long", [True, False])
def test_a_source_that_grows_too_long_is_refused(manager, is_too_long):
    added = "; Stufenloser Zugang: Call, 22.11.2026"
    old = "x" * (200 - len(added) + is_too_long)
    ada = make_specialist(is_barrier_free=True, checked_on=CHECKED["checked_on"], source=old)
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": False})
    with time_machine.travel("2026-11-22 10:00Z", tick=False):
        if is_too_long:
            assert refusal(deciding.accept, correction, by=manager, source="Call") == [
                "With it, the source of the listing would have 201 characters; at most 200 fit. Please say it "
                "shorter, or check all facts of the listing."
            ]
        else:
            deciding.accept(correction, by=manager, source="Call")
    assert Specialist.objects.get().source == (old if is_too_long else old + added)


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
    listing = make(phone="+49 89 1")
    correction = make_correction(listing, fact=fact, proposed=proposed)
    before = type(listing).objects.values().get()
    assert refusal(deciding.accept, correction, by=manager) == [message]
    correction.refresh_from_db()
    assert (correction.state, correction.proposed) == ("open", proposed)
    assert type(listing).objects.values().get() == before


def test_an_accepted_telephone_number_gets_the_code_of_its_country(manager):
    ada = make_specialist(at=[make_clinic(region="CH-ZH")], phone="+41 44 1")
    correction = make_correction(ada, proposed={"phone": "044 2"})
    deciding.accept(correction, by=manager)
    assert Specialist.objects.get().phone == "+41 44 2"
    correction.refresh_from_db()
    assert deciding.is_on_the_page(correction)


def test_a_telephone_number_of_an_unknown_country_is_not_accepted(manager):
    correction = make_correction(make_specialist(), proposed={"phone": "044 2"})
    assert refusal(deciding.accept, correction, by=manager) == [
        "Please begin with the code of the country, as in +49 30 23125 000."
    ]


def test_who_may_not_publish_proposes(editor, manager):
    ada = make_specialist(phone="+49 89 1")
    correction = make_correction(ada)
    deciding.accept(correction, by=editor)
    ada.refresh_from_db()
    correction.refresh_from_db()
    proposal = working_version(ada)
    assert ada.phone == "+49 89 1"
    assert (proposal.content["fields"]["phone"], proposal.state, proposal.made_by) == (
        "+49 89 2",
        "in-review",
        editor,
    )
    assert (correction.state, correction.decided_by) == ("accepted", editor)


def test_a_proposal_joins_the_one_that_is_under_way(editor):
    ada = make_specialist(phone="+49 89 1", email="old@example.org")
    deciding.accept(make_correction(ada), by=editor)
    deciding.accept(make_correction(ada, fact="email", proposed={"email": "new@example.org"}), by=editor)
    fields = working_version(ada).content["fields"]
    assert (fields["phone"], fields["email"]) == ("+49 89 2", "new@example.org")


@pytest.mark.parametrize("roles", [[], ["Medical reviewer"], ["Translator"]])
def test_who_may_not_change_the_listing_accepts_nothing(roles):
    correction = make_correction(make_specialist(phone="+49 89 1"))
    with pytest.raises(PermissionDenied), transaction.atomic():
        deciding.accept(correction, by=make_account("tom", *roles))
    assert Specialist.objects.get().phone == "+49 89 1"


def test_what_was_only_told_is_not_accepted_into_a_field(manager):
    correction = make_correction(make_specialist(), fact="languages", proposed={}, remark="Italian")
    assert refusal(deciding.accept, correction, by=manager) == [
        "There is no value that could be accepted. Please take it over by hand."
    ]


def test_a_decision_is_made_on_what_was_seen(manager):
    ada = make_specialist(phone="+49 89 1")
    correction = make_correction(ada)
    seen = deciding.seen_now(correction)
    Specialist.objects.update(phone="+49 89 7")
    assert refusal(deciding.accept, correction, by=manager, seen=seen) == [
        "The page was changed since you opened this. Please look at it again."
    ]
    assert Specialist.objects.get().phone == "+49 89 7"


@pytest.mark.parametrize("by", ["manager", "editor"])
def test_a_waiting_change_of_the_same_is_not_replaced_unseen(request, by):
    ada = make_specialist(phone="+49 89 1")
    correction = make_correction(ada)
    seen = deciding.seen_now(correction)
    deciding.accept(make_correction(ada, proposed={"phone": "+49 89 5"}), by=make_account("ed", "Editor"))
    by = request.getfixturevalue(by)
    assert refusal(deciding.accept, correction, by=by, seen=seen) == [
        "The page was changed since you opened this. Please look at it again."
    ]
    assert working_version(ada).content["fields"]["phone"] == "+49 89 5"
    assert deciding.seen_now(correction) == {"page": {"phone": "+49 89 1"}, "waiting": {"phone": "+49 89 5"}}
    deciding.accept(correction, by=by, seen=deciding.seen_now(correction))
    ada.refresh_from_db()
    is_live = by.has_perm("directory.publish_specialist")
    assert (ada.phone, working_version(ada).content["fields"]["phone"]) == (
        ("+49 89 2", "+49 89 5") if is_live else ("+49 89 1", "+49 89 2")
    )
