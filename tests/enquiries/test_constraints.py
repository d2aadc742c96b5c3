"""What is always true of enquiries is kept by the database: each constraint broken once."""

import pytest
from django.utils import timezone

from enquiries.models import ConsentText, Enquiry, Event, TrustedTime
from tests.refusals import refused

from .sending import make_enquiry

NOW = timezone.now()
READ = {"confirmed_at": NOW, "forwarded_at": NOW, "read_at": NOW}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("enquiry_reference_has_its_form", {"reference": "0OIL-1111"}),
        ("enquiry_says_something", {"sealed": b""}),
        ("enquiry_is_confirmed_before_anything", {"forwarded_at": NOW}),
        ("enquiry_is_forwarded_before_it_is_read", {"confirmed_at": NOW, "read_at": NOW}),
        (
            "enquiry_is_read_before_it_is_answered",
            {"confirmed_at": NOW, "forwarded_at": NOW, "closed_at": NOW, "outcome": "answered"},
        ),
        ("enquiry_undeliverable_was_never_read", {**READ, "closed_at": NOW, "outcome": "undeliverable"}),
        ("enquiry_closed_has_its_outcome", {**READ, "closed_at": NOW}),
        ("enquiry_closed_has_its_outcome", {**READ, "closed_at": NOW, "outcome": "lost"}),
    ],
)
def test_enquiry(ada, constraint, fields):
    pk = make_enquiry(ada).pk
    refused(constraint, Enquiry.objects.filter(pk=pk).update, **fields)


def test_an_enquiry_is_to_one_listing(ada):
    enquiry = make_enquiry(ada)
    clinic = ada.affiliations.get().clinic
    refused("enquiry_is_to_one_listing", Enquiry.objects.filter(pk=enquiry.pk).update, clinic=clinic)


@pytest.mark.parametrize("field", ["reference", "form_key"])
def test_a_number_and_a_form_are_of_one_enquiry(ada, field):
    first, second = make_enquiry(ada), make_enquiry(ada)
    change = {field: getattr(first, field)}
    refused(f"enquiries_enquiry_{field}", Enquiry.objects.filter(pk=second.pk).update, **change)


@pytest.mark.parametrize(
    ("constraint", "kinds"),
    [
        ("event_kind_is_known", ["lost"]),
        ("event_arrival_is_once", ["arrived", "arrived"]),
        ("event_end_is_once", ["withdrawn", "deleted-old"]),
    ],
)
def test_event(constraint, kinds):
    rows = [Event(reference="2222-2222", kind=kind) for kind in kinds]
    refused(constraint, Event.objects.bulk_create, rows)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("enquiries_consenttext_version", {"version": 1}),
        ("consenttext_version_counts_from_one", {"version": 0}),
        ("text_de", {"version": 9, "text_de": None, "text_en": "I consent."}),
        ("consenttext_missing_text_is_null", {"version": 9, "text_fr": ""}),
    ],
)
def test_consent_text(constraint, fields):
    refused(constraint, ConsentText.objects.create, **{"text_de": "Ja.", **fields})


def test_a_consent_that_was_given_stays(ada, consent_text):
    assert make_enquiry(ada).consent_text == consent_text


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [("trusted_time_is_one", {"pk": 2}), ("trusted_time_doubt_has_both_times", {"pk": 1, "doubted_at": NOW})],
)
def test_trusted_time(constraint, fields):
    refused(constraint, TrustedTime.objects.create, at=NOW, **fields)
